import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { headerPath, previousHeaderPath, readHeader, writeHeader } from '../../main/vault/keys/header.ts';
import { SecretKey, sealTo } from '../../main/vault/keys/crypto.ts';
import { withNextKey } from '../../main/vault/keys/databaseKey.ts';
import { finishDue } from '../../main/vault/leaving/finish.ts';
import { Lease, leasePath } from '../../main/vault/store/lease.ts';
import { openDatabase, rekeyCopy } from '../../main/vault/store/open.ts';
import { asAttacker } from '../abuse/asAttacker.ts';
import { type Scene, aScene, namesIn, quarantineOf } from '../abuse/scene.ts';
import { type TestProcess, ownerPassword } from '../support/testVault.ts';

/** What is said while the database waits for its new key. */
const databaseKeyDue = { due: expect.arrayContaining([expect.objectContaining({ kind: 'databaseKey' })]) as unknown };

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
}, 60_000);
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const userOf = (name: string): string => scene.office.people.get(name)?.user ?? '';
const loginOf = (name: string) => scene.office.people.get(name) ?? { user: '', password: '' };
const folder = (): string => scene.office.folder;

/** Owner shuts Ann out; everything that follows begins with it. */
async function shutOut(handTo: string | null = null): Promise<TestProcess> {
  const owner = await scene.office.as('Owner');
  const to = handTo === null || handTo === 'pool' ? handTo : userOf(handTo);
  const answer = await owner.call('leaving.revoke', { user: userOf('Ann'), password: ownerPassword, handTo: to });
  expect(answer).toMatchObject({ databaseKey: 'made', keys: expect.any(Number) as number });
  expect(answer.keys).toBeGreaterThan(5);
  return owner;
}

test('shutting out: no login, no slot, no view, no sealed key, and her customers are with Bob', async () => {
  const owner = await scene.office.as('Owner');
  const outline = await owner.call('leaving.outline', { user: userOf('Ann') });
  expect(outline).toMatchObject({ customers: 1, requests: 0, led: [] });
  expect(outline.weeks[0]).toMatchObject({ days: 1, written: 1 });
  await owner.end();
  const again = await shutOut('Bob');
  expect(await again.call('leaving.record', { user: userOf('Ann') })).toMatchObject({
    by: { name: 'Owner' },
    handed: 1,
    to: { name: 'Bob' },
    databaseKey: 'made',
  });
  expect(await again.call('staff.due', {})).not.toMatchObject(databaseKeyDue);
  expect(readdirSync(folder()).filter((name) => name.includes(userOf('Ann')))).toEqual([]);
  expect(readdirSync(folder()).filter((name) => name.startsWith('rotate-'))).toEqual([]);
  for (const path of [headerPath(folder()), previousHeaderPath(folder())])
    expect(readHeader(path).slots.map(({ user }) => user)).not.toContain(userOf('Ann'));
  const { people } = await again.call('staff.list', {});
  expect(people.find(({ user }) => user === userOf('Ann'))).toMatchObject({ state: 'left', name: 'Ann' });
  expect(
    again.process.vault?.db.prepare('SELECT count(*) AS n FROM sealed_keys WHERE user = ?').get(userOf('Ann')),
  ).toEqual({ n: 0 });
  expect(again.process.vault?.db.prepare('SELECT count(*) AS n FROM views WHERE user = ?').get(userOf('Ann'))).toEqual({
    n: 0,
  });
  await again.end();
  const locked = await scene.office.open().call('session.status', {});
  expect(locked.people.map(({ name }) => name)).not.toContain('Ann');
  expect(await scene.office.open().refused('session.login', loginOf('Ann'))).toBe('wrongPassword');
  const bob = await scene.office.as('Bob');
  expect(await quarantineOf(bob)).toBeNull();
  expect(await namesIn(bob)).toEqual(expect.arrayContaining(['大同實業']));
  await bob.end();
  const whole = await (await scene.office.as('Owner')).call('journal.verify', {});
  expect(whole).toMatchObject({ whole: true });
});

test('case 4 her slot put back opens nothing, with the old key of the database or with the word of the journal', async () => {
  const before = readHeader(headerPath(folder()));
  const slot = before.slots.find(({ user }) => user === userOf('Ann'));
  if (slot === undefined) throw new Error('no slot');
  await (await shutOut()).end();
  const now = readHeader(headerPath(folder()));
  writeHeader(folder(), { ...now, slots: [...now.slots, slot] });
  expect(await scene.office.open().refused('session.login', loginOf('Ann'))).toBe('slotRefused');
  // A colleague who helps: today's key of the database, sealed to her.
  const bob = await asAttacker(scene.office, 'Bob');
  const authority = (await scene.office.as('Owner')).process.vault?.chain.authority;
  const box = authority?.person(userOf('Ann'))?.box ?? new Uint8Array();
  writeHeader(folder(), { ...now, slots: [...now.slots, { ...slot, database: sealTo(box, bob.databaseKey.bytes) }] });
  bob.close();
  expect(await scene.office.open().refused('session.login', loginOf('Ann'))).toBe('shutOut');
  // Whoever logs in next takes it away.
  await (await scene.office.as('Bob')).end();
  expect(readHeader(headerPath(folder())).slots.map(({ user }) => user)).not.toContain(userOf('Ann'));
});

test('A1 an old copy of the folder and today’s key, or her keys and today’s folder: nothing written since opens', async () => {
  const ann = await asAttacker(scene.office, 'Ann');
  ann.collect();
  const old = mkdtempSync(join(tmpdir(), 'coffer-old-'));
  cpSync(folder(), old, { recursive: true });
  ann.close();
  await (await shutOut()).end();
  const may = await scene.office.as('May');
  await may.call('notes.add', { customer: scene.anns, kind: 'note', text: 'written after she left' });
  await may.end();
  // Her key of the database does not open the file.
  expect(() =>
    openDatabase(join(folder(), 'vault.db'), 'sqlcipher', ann.databaseKey, { create: false, durable: false }),
  ).toThrow('vaultDamaged');
  // With a colleague's, nothing that she ever held opens what was written since.
  const bob = await asAttacker(scene.office, 'Bob');
  expect(JSON.stringify(ann.loot(bob.db))).not.toContain('written after she left');
  // And what she can still open is no more than what stood there before.
  const keys = bob.all<{ user: string }>('SELECT DISTINCT user FROM sealed_keys').map(({ user }) => user);
  expect(keys).not.toContain(userOf('Ann'));
  // Today's key does not open the copy either.
  expect(() =>
    openDatabase(join(old, 'vault.db'), 'sqlcipher', bob.databaseKey, { create: false, durable: false }),
  ).toThrow('vaultDamaged');
  bob.close();
  rmSync(old, { recursive: true, force: true });
});

test('the database under a key that the journal does not name any more is an alarm', async () => {
  const before = readHeader(headerPath(folder()));
  const ann = await asAttacker(scene.office, 'Ann');
  ann.close();
  await (await shutOut()).end();
  // A colleague gives the file its former key again, so that she can go on reading.
  const bob = await asAttacker(scene.office, 'Bob');
  bob.run('PRAGMA wal_checkpoint(TRUNCATE)');
  bob.db.pragma('journal_mode = DELETE');
  bob.close();
  rekeyCopy(join(folder(), 'vault.db'), bob.databaseKey, ann.databaseKey);
  writeHeader(folder(), { ...before, slots: before.slots.filter(({ user }) => user !== userOf('Ann')) });
  const may = await scene.office.as('May');
  expect(await quarantineOf(may)).toMatchObject({ code: 'headerForged' });
});

test('whoever is alone with the database keeps everybody else out, and nobody is alone beside another', () => {
  const [one, other] = [Lease.take(folder()), Lease.take(folder())];
  expect(one.alone()).toBe(false);
  other.close();
  expect(one.alone()).toBe(true);
  const late = new Database(leasePath(folder()), { timeout: 0 });
  expect(() => late.exec('BEGIN EXCLUSIVE')).toThrow('locked');
  one.share();
  expect(() => late.exec('BEGIN EXCLUSIVE')).toThrow('locked');
  late.close();
  one.close();
  // What somebody writes into it keeps nobody out.
  writeFileSync(leasePath(folder()), 'x'.repeat(5_000));
  Lease.take(folder()).close();
});

test('another window that has the vault open: the new key waits, and is made at the next login of an owner', async () => {
  const may = await scene.office.as('May');
  const owner = await scene.office.as('Owner');
  const answer = await owner.call('leaving.revoke', { user: userOf('Ann'), password: ownerPassword, handTo: null });
  expect(answer.databaseKey).toBe('waits');
  expect(await owner.call('staff.due', {})).toMatchObject(databaseKeyDue);
  // Meanwhile her slot is gone, and the other one goes on.
  await may.call('notes.add', { customer: scene.anns, kind: 'note', text: 'while it waited' });
  await owner.call('staff.finishDue', { password: ownerPassword });
  expect(await owner.call('staff.due', {})).toMatchObject(databaseKeyDue);
  await may.end();
  await owner.end();
  const key = readHeader(headerPath(folder())).databaseCheck;
  const next = await scene.office.as('Owner');
  expect(await next.call('staff.due', {})).not.toMatchObject(databaseKeyDue);
  expect(readHeader(headerPath(folder())).databaseCheck).not.toEqual(key);
  const { notes } = await next.call('notes.list', { customer: scene.anns, after: null, limit: 10 });
  expect(notes.map(({ text }) => text)).toContain('while it waited');
  // Nothing is due any more: nothing is made anew.
  const { vault } = next.process;
  if (vault === null) throw new Error('no vault');
  const made = readHeader(headerPath(folder())).databaseCheck;
  await finishDue(next.process, vault, vault.keys.sign.secret, ownerPassword);
  expect(readHeader(headerPath(folder())).databaseCheck).toEqual(made);
});

test('who may not be shut out: nobody twice, no owner, nobody by a wrong password or into their own hands', async () => {
  const owner = await scene.office.as('Owner');
  const revoke = (user: string, handTo: string | null = null, password = ownerPassword) =>
    owner.refused('leaving.revoke', { user, password, handTo });
  expect(await revoke(userOf('Owner'))).toBe('lastOwner');
  expect(await revoke('A'.repeat(22))).toBe('personUnknown');
  expect(await revoke(userOf('Ann'), userOf('Ann'))).toBe('receiverInvalid');
  expect(await revoke(userOf('Ann'), userOf('Sue'))).toBe('receiverInvalid');
  expect(await revoke(userOf('Ann'), null, 'not the password at all')).toBe('wrongPassword');
  const may = await scene.office.as('May');
  for (const call of ['leaving.outline', 'leaving.record'])
    expect(await may.refused(call, { user: userOf('Ann') })).toBe('notAllowed');
  expect(
    await may.refused('leaving.revoke', { user: userOf('Ann'), password: loginOf('May').password, handTo: null }),
  ).toBe('notAllowed');
  await may.end();
  await owner.call('leaving.revoke', { user: userOf('Ann'), password: ownerPassword, handTo: null });
  expect(await revoke(userOf('Ann'))).toBe('personUnknown');
  expect(await revoke(userOf('Bob'), userOf('Ann'))).toBe('receiverInvalid');
});

test('a new key that was interrupted: before the file was changed the old one counts, after it the next one', async () => {
  const path = join(folder(), 'vault.db');
  const owner = await scene.office.as('Owner');
  const kept = mkdtempSync(join(tmpdir(), 'coffer-between-'));
  const vault = owner.process.vault;
  if (vault === null) throw new Error('no vault');
  const before = readHeader(headerPath(folder()));
  const next = SecretKey.random();
  const boxes = new Map(vault.chain.authority.active().map(({ user, box }) => [user, box]));
  const both = withNextKey(before, next, boxes, vault.chain.authority.recovery ?? new Uint8Array());
  const done = vault.file.renewKey(next, {
    add: () => {
      writeHeader(folder(), both);
      // As it lies there at this instant: the header holds both keys, the file is the old one.
      copyFileSync(path, join(kept, 'vault.db'));
    },
    settle: () => undefined,
    undo: () => undefined,
  });
  expect(done).toBe(true);
  await owner.end();
  // The new file, and a header that was not settled.
  const may = await scene.office.as('May');
  expect(await quarantineOf(may)).toMatchObject({ code: 'headerForged' });
  await may.end();
  expect(readHeader(headerPath(folder())).slots.every(({ nextDatabase }) => nextDatabase === undefined)).toBe(true);
  expect(readHeader(headerPath(folder())).databaseCheck).not.toEqual(before.databaseCheck);
  // The old file, and the same header.
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  copyFileSync(join(kept, 'vault.db'), path);
  writeHeader(folder(), both);
  const back = await scene.office.open();
  const reply = await back.raw('session.login', loginOf('Owner'));
  expect(reply.ok).toBe(true);
  expect(readHeader(headerPath(folder())).databaseCheck).toEqual(before.databaseCheck);
  expect(readHeader(previousHeaderPath(folder())).recovery.nextDatabase).toBeUndefined();
  rmSync(kept, { recursive: true, force: true });
  await back.end();
});
