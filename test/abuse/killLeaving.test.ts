import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { Died, type Computer, aComputer, startChildVault } from '../support/childVault.ts';
import { type KillOffice, aKillOffice } from '../support/killOffice.ts';
import {
  again,
  copyOf,
  everyCustomer,
  expectWhole,
  killWhen,
  lies,
  pause,
  random,
  startKilling,
  unlessDied,
} from '../support/killing.ts';

// Abuse cases 8 and 9: somebody is shut out, and the process is killed, the disk is full, or another one writes meanwhile.

/** What is said while the database waits for its new key. */
const databaseKeyDue = { due: expect.arrayContaining([expect.objectContaining({ kind: 'databaseKey' })]) as unknown };

let office: KillOffice;
beforeAll(async () => {
  startKilling();
  office = await aKillOffice(80);
});
vi.setConfig({ testTimeout: 180_000 });

const revoking = () => ({ user: office.ann.user, password: office.owner.password, handTo: office.owner.user });

/** A new process: who may log in, by what the journal says. */
async function login(computer: Computer, who: { user: string; password: string }): Promise<string> {
  const child = await startChildVault(computer);
  const reply = await child.reply('session.login', who);
  await child.end();
  return reply.ok ? 'in' : reply.error.code;
}

test('8 shutting somebody out, killed at any moment: they are in as before, or out with every key made anew', async () => {
  const moments: readonly ((folder: string, before: Buffer) => boolean)[] = [
    () => true,
    (folder) => statSync(join(folder, 'vault.db-wal'), { throwIfNoEntry: false }) === undefined,
    (folder) => lies(folder, /^rotate-/),
    (folder) => lies(folder, /^rotate-/),
    (folder, before) => !readFileSync(join(folder, 'vault.cvh')).equals(before),
    (folder, before) => !readFileSync(join(folder, 'vault.cvh')).equals(before),
  ];
  const seen: string[] = [];
  for (const [kill, moment] of moments.entries()) {
    const computer = copyOf(office.computer);
    const child = await startChildVault(computer);
    await child.call('session.login', office.owner);
    const before = readFileSync(join(computer.folder, 'vault.cvh'));
    const done = unlessDied(child.call('leaving.revoke', revoking()));
    await killWhen(child, done, () => moment(computer.folder, before), random(kill < 2 ? 600 : 40));
    const answer = await done;
    // Nobody but the owner needs to come to put it right.
    const may = await startChildVault(computer);
    expect(await may.call('session.login', office.may)).toMatchObject({ quarantine: null });
    const { people } = await may.call('staff.list', {});
    await may.kill();
    const state = people.find(({ user }) => user === office.ann.user)?.state;
    const owner = await again(computer, office.owner);
    expect(await owner.call('staff.due', {})).not.toMatchObject(databaseKeyDue);
    expect(await everyCustomer(owner)).toHaveLength(300);
    await owner.end();
    const entered = await login(computer, office.ann);
    expect(entered).toBe(state === 'left' ? 'wrongPassword' : 'in');
    if (answer !== null) expect(state).toBe('left');
    seen.push(`${state ?? ''}${answer === null ? '' : ' (answered)'}`);
    rmSync(join(computer.folder, '..'), { recursive: true, force: true });
  }
  process.stdout.write(`kill tests: shutting out: ${seen.join(', ')}\n`);
  expect(seen).toContain('left');
});

test('8 a colleague who comes and goes and writes while the key of the database is made anew loses nothing', async () => {
  const computer = copyOf(office.computer);
  const owner = await startChildVault(computer);
  await owner.call('session.login', office.owner);
  const [target] = await everyCustomer(owner);
  if (target === undefined) throw new Error('no customer');
  const kept: string[] = [];
  const over = { yes: false };
  const colleague = (async () => {
    for (let turn = 0; turn < 4 || !over.yes; turn += 1) {
      const may = await startChildVault(computer);
      try {
        const reply = await may.reply('session.login', office.may);
        for (let n = 0; reply.ok && n < 4; n += 1) {
          await may.call('notes.add', {
            customer: office.annas[0] ?? '',
            kind: 'note',
            text: `turn ${turn} note ${n}`,
          });
          kept.push(`turn ${turn} note ${n}`);
        }
      } catch (error) {
        if (!(error instanceof Died)) throw error;
      }
      // Half of them are killed and leave their log beside the database.
      await (turn % 2 === 0 ? may.end() : may.kill());
    }
  })();
  await pause(300);
  let waits = (await owner.call('leaving.revoke', { ...revoking(), handTo: null })).databaseKey === 'waits';
  for (let tries = 0; waits && tries < 60; tries += 1) {
    await pause(random(120));
    await owner.call('staff.finishDue', { password: office.owner.password });
    waits = (await owner.call('staff.due', {})).due.some(({ kind }) => kind === 'databaseKey');
  }
  expect(waits).toBe(false);
  over.yes = true;
  await colleague;
  await owner.end();
  const next = await again(computer, office.owner);
  const { notes } = await next.call('notes.list', { customer: office.annas[0] ?? '', after: null, limit: 200 });
  expect(notes.map(({ text }) => text).sort()).toEqual([...kept].sort());
  expect(kept.length).toBeGreaterThan(4);
  await next.end();
});

/** A small disk of its own where the operating system lets us make one. */
function smallDisk(megabytes: number): { readonly path: string; readonly remove: () => void } | null {
  const path = mkdtempSync(join(tmpdir(), 'coffer-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    rmSync(path, { recursive: true, force: true });
    return null;
  }
  return {
    path,
    remove: () => {
      execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

test('9 no room for the copy under the new key: they are out, the old file counts, and it is made once there is room', async () => {
  const { size } = statSync(join(office.computer.folder, 'vault.db'));
  const disk = smallDisk(40);
  const folder = join(disk?.path ?? mkdtempSync(join(tmpdir(), 'coffer-full-')), 'vault');
  cpSync(office.computer.folder, folder, { recursive: true });
  const computer = { ...aComputer(folder), keychain: new Map(office.computer.keychain) };
  try {
    const child = await startChildVault(computer);
    await child.call('session.login', office.owner);
    const filler = join(folder, '..', 'filler');
    // Where there is no small disk, a folder stands where the copy would have to be.
    const blocked = join(folder, `rotate-${child.process.pid ?? 0}.db`);
    if (disk === null) mkdirSync(blocked);
    else fill(filler, size * 0.5);
    expect(await child.call('leaving.revoke', { ...revoking(), handTo: null })).toMatchObject({ databaseKey: 'waits' });
    await child.end();
    rmSync(blocked, { recursive: true, force: true });
    expect(lies(folder, /^rotate-/)).toBe(false);
    // Still no room: the owner comes in all the same, and it still waits.
    const full = await startChildVault(computer);
    if (disk !== null) {
      expect(await full.call('session.login', office.owner)).toMatchObject({ quarantine: null });
      expect(await full.call('staff.due', {})).toMatchObject(databaseKeyDue);
    }
    await full.end();
    expect(await login(computer, office.ann)).toBe('wrongPassword');
    rmSync(filler, { force: true });
    const owner = await startChildVault(computer);
    await owner.call('session.login', office.owner);
    expect(await owner.call('staff.due', {})).not.toMatchObject(databaseKeyDue);
    await expectWhole(owner, computer);
    await owner.end();
    expect(existsSync(folder)).toBe(true);
  } finally {
    if (disk === null) rmSync(join(folder, '..'), { recursive: true, force: true });
    else disk.remove();
  }
});

/** Leaves room for the entries of a day, and none for a second database. */
function fill(path: string, room: number): void {
  const step = Buffer.alloc(64 * 1024);
  let written = 0;
  try {
    for (;;) {
      writeFileSync(path, step, { flag: 'a' });
      written += step.byteLength;
    }
  } catch {
    writeFileSync(path, Buffer.alloc(0), { flag: 'r+' });
  }
  rmSync(path);
  for (let left = written - room; left > 0; left -= step.byteLength) writeFileSync(path, step, { flag: 'a' });
}
