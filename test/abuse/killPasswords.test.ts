import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { type ChildVault, type Computer, startChildVault } from '../support/childVault.ts';
import { type KillOffice, aKillOffice } from '../support/killOffice.ts';
import {
  type Login,
  again,
  copyOf,
  everyCustomer,
  expectWhole,
  killWhen,
  lies,
  random,
  startKilling,
  unlessDied,
} from '../support/killing.ts';
import { ownerPassword } from '../support/testVault.ts';
import { asAttacker } from './asAttacker.ts';

// Abuse case 8: SIGKILL while keys, slots and ROOT change. Of two passwords exactly one opens all that is theirs afterwards.

let login: KillOffice;
beforeAll(async () => {
  startKilling();
  login = await aKillOffice(4);
}, 120_000);
vi.setConfig({ testTimeout: 180_000 });

const next = 'another long one of theirs';
const header = (computer: Computer): string => readFileSync(join(computer.folder, 'vault.cvh')).toString('base64');

/** Kills the work at some moment after its first write of the header. Whether it was acknowledged. */
async function killed(computer: Computer, child: ChildVault, start: () => Promise<unknown>): Promise<boolean> {
  const before = header(computer);
  const answered = unlessDied(start());
  await killWhen(child, answered, () => header(computer) !== before, random(14));
  return (await answered) !== null;
}

/** How many of the two passwords work: one that does opens a whole vault, the other says in words that it does not count. */
async function working(computer: Computer, old: Login, acknowledged: boolean, customers: number): Promise<number> {
  let works = 0;
  let child = await startChildVault(computer);
  for (const password of [old.password, next]) {
    const reply = await child.reply('session.login', { user: old.user, password });
    if (reply.ok) {
      works += 1;
      await expectWhole(child, computer);
      expect(await everyCustomer(child)).toHaveLength(customers);
      expect((await child.call('session.me', {})).quarantine).toBeNull();
      if (acknowledged) expect(password).toBe(next);
      // A session is one process.
      await child.kill();
      child = await startChildVault(computer);
    } else {
      expect(['wrongPassword', 'passwordReplaced', 'passwordNotChanged']).toContain(reply.error.code);
    }
  }
  await child.kill();
  return works;
}

test('8 new keys that are asked for: with the old or the new password, and renewed by the owner once they count', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.ann);
  const acknowledged = await killed(computer, child, () =>
    child.call('session.changePassword', { current: login.ann.password, next, known: true }),
  );
  const owner = await startChildVault(computer);
  // The owner’s login, which makes the keys anew, is killed too.
  await killed(computer, owner, () => owner.call('session.login', login.owner));
  await (await again(computer, login.owner)).end();
  expect(await working(computer, login.ann, acknowledged, login.annas.length)).toBe(1);
});

test('8 an owner’s new keys at once: the old or the new ones', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.owner);
  const acknowledged = await killed(computer, child, () =>
    child.call('session.changePassword', { current: ownerPassword, next, known: true }),
  );
  expect(await working(computer, login.owner, acknowledged, login.annas.length + login.firms * 3)).toBe(1);
});

test('8 a password set anew at the desk: the old or the new one', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.owner);
  const { token } = await child.call('passwords.inviteReset', { user: login.ann.user });
  const invitation = computer.invitations.get(token);
  if (invitation === undefined) throw new Error('no invitation');
  const window = await startChildVault(computer, { kind: 'newcomer', invitation });
  await window.call('enrol.setPassword', { password: next });
  await window.kill();
  const acknowledged = await killed(computer, child, () =>
    child.call('passwords.reset', { token, password: ownerPassword }),
  );
  expect(await working(computer, login.ann, acknowledged, login.annas.length)).toBe(1);
});

test('8 a recovery slip: the old password and the slip, or the new password alone', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.ann);
  const { code } = await child.call('passwords.makeSlip', { password: login.ann.password });
  await child.end();
  const locked = await startChildVault(computer);
  const use = { user: login.ann.user, code, next };
  const acknowledged = await killed(computer, locked, () => locked.call('passwords.useSlip', use));
  expect(await working(computer, login.ann, acknowledged, login.annas.length)).toBe(1);
});

test('8 making a recovery slip: none counts, or the one that was told', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.ann);
  const before = header(computer);
  const made = unlessDied(child.call('passwords.makeSlip', { password: login.ann.password }));
  await killWhen(child, made, () => header(computer) !== before, random(14));
  const told = await made;
  const ann = await again(computer, login.ann);
  const { no, valid } = await ann.call('passwords.slip', {});
  if (told !== null) expect({ no, valid }).toEqual({ no: told.no, valid: true });
  // Whatever was left of it is in nobody's way.
  const { code } = told ?? (await ann.call('passwords.makeSlip', { password: login.ann.password }));
  await ann.end();
  const locked = await startChildVault(computer);
  await locked.call('passwords.useSlip', { user: login.ann.user, code, next });
  await locked.end();
  expect(await working(computer, login.ann, true, login.annas.length)).toBe(1);
});

/** Moments of work that changes ROOT, and the most that a kill comes after them: while it is checked and written, or later. */
const moments: readonly (readonly [(computer: Computer, before: string) => boolean, number])[] = [
  [() => true, 150],
  [(computer, before) => header(computer) !== before, 40],
];

/** After a kill: the owner comes in, finds nothing left to do, signs with ROOT, and Ann sees all that is hers. */
async function settled(computer: Computer): Promise<ChildVault> {
  const owner = await again(computer, login.owner);
  const { due } = await owner.call('staff.due', {});
  const kinds = due.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'newRoot' || kind === 'databaseKey')).toEqual([]);
  await owner.call('staff.setWorksFor', { user: login.ann.user, manager: null, password: ownerPassword });
  await owner.end();
  const ann = await again(computer, login.ann);
  expect(await everyCustomer(ann)).toHaveLength(login.annas.length);
  return ann;
}

test('8 a new master key: the one before or the next, and whoever comes takes it', async () => {
  for (const [moment, most] of moments) {
    const computer = copyOf(login.computer);
    const child = await startChildVault(computer);
    await child.call('session.login', login.owner);
    const before = header(computer);
    const done = unlessDied(child.call('roots.renew', { password: ownerPassword }));
    await killWhen(child, done, () => moment(computer, before), random(most));
    await done;
    const ann = await settled(computer);
    expect((await ann.call('session.me', {})).quarantine).toBeNull();
    await ann.end();
  }
});

test('8 an owner is shut out: in as before, or out with another master key', async () => {
  const two = copyOf(login.computer);
  const first = await startChildVault(two);
  await first.call('session.login', login.owner);
  const promoted = { user: login.may.user, role: 'owner', handTo: null, password: ownerPassword } as const;
  await first.call('staff.setRole', promoted);
  await first.end();
  await (await again(two, login.may)).end();
  const seen: (string | undefined)[] = [];
  for (const [moment, most] of moments) {
    const computer = copyOf(two);
    const child = await startChildVault(computer);
    await child.call('session.login', login.owner);
    const before = header(computer);
    const leaving = { user: login.may.user, password: ownerPassword, handTo: null };
    const done = unlessDied(child.call('leaving.revoke', leaving));
    await killWhen(child, done, () => moment(computer, before), random(most));
    const answered = (await done) !== null;
    const ann = await settled(computer);
    const state = (await ann.call('staff.list', {})).people.find(({ user }) => user === login.may.user)?.state;
    await ann.end();
    const may = await startChildVault(computer);
    const reply = await may.reply('session.login', login.may);
    await may.end();
    expect(reply.ok ? 'in' : reply.error.code).toBe(state === 'left' ? 'wrongPassword' : 'in');
    if (answered) expect(state).toBe('left');
    seen.push(state);
  }
  process.stdout.write(`kill tests: shutting out an owner: ${seen.join(', ')}\n`);
});

test('8 the end of an alarm: it stands as before, or it is over for everybody', async () => {
  const alarmed = copyOf(login.computer);
  const people = new Map([['Ann', { user: login.ann.user, password: login.ann.password }]]);
  const forger = await asAttacker({ folder: alarmed.folder, keychain: alarmed.keychain, people }, 'Ann');
  forger.append({ kind: 'note.add', actor: login.owner.user });
  forger.close();
  const seen: string[] = [];
  for (const most of [15, 400]) {
    const computer = copyOf(alarmed);
    const child = await startChildVault(computer);
    expect(await child.call('session.login', login.owner)).toMatchObject({ quarantine: { code: 'signatureInvalid' } });
    const { digest } = await child.call('journal.alarm', {});
    const ending = unlessDied(child.call('journal.endAlarm', { digest, password: ownerPassword }));
    await killWhen(child, ending, () => lies(computer.folder, /^verify-/), random(most));
    const answered = (await ending) !== null;
    const next = await startChildVault(computer);
    const { quarantine } = await next.call('session.login', login.owner);
    seen.push(quarantine === null ? 'over' : 'stands');
    if (quarantine !== null) {
      expect(answered).toBe(false);
      const found = await next.call('journal.alarm', {});
      await next.call('journal.endAlarm', { digest: found.digest, password: ownerPassword });
    }
    await next.end();
    await (await again(computer, login.owner)).end();
    const ann = await again(computer, login.ann);
    expect(await everyCustomer(ann)).toHaveLength(login.annas.length);
    await ann.end();
  }
  process.stdout.write(`kill tests: ending an alarm: ${seen.join(', ')}\n`);
});
