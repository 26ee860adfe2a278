import {
  linkSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import Database from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AskName } from '#shared/protocol.ts';
import { changeHeader, headerPath, previousHeaderPath, readHeader } from '../../main/vault/keys/header.ts';
import {
  type TestOffice,
  type TestProcess,
  openTestVault,
  ownerPassword,
  staffPassword,
} from '../support/testVault.ts';

// The header first adds, the database commits, the header then removes: what happens where the middle step fails.

let office: TestOffice & { owner: TestProcess };
beforeEach(async () => {
  office = await openTestVault();
});
afterEach(() => office.close());

/** No entry can be written any more, as on a full disk. */
function stopJournal(who: TestProcess): () => void {
  const db = who.process.vault?.db;
  if (db === undefined) throw new Error('no vault');
  db.exec("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'full'); END");
  return () => void db.exec('DROP TRIGGER full');
}
const slots = (path = headerPath(office.folder)): string[] =>
  readHeader(path).slots.map(({ user, version }) => `${user} ${version}`);
const userOf = (name: string): string => office.people.get(name)?.user ?? '';

/** Lets something else happen in the office once the process has asked its host for something, before it hears the answer. */
function after(who: TestProcess, what: AskName, then: () => Promise<unknown>): void {
  const { host } = who.process;
  const ask = host.ask.bind(host);
  host.ask = async (asked, input) => {
    const answer = await ask(asked, input);
    if (asked === what) {
      host.ask = ask;
      await then();
    }
    return answer;
  };
}

test('a password change that the journal could not take leaves the header as it was', async () => {
  const before = slots();
  const next = 'a new and even longer password';
  const goOn = stopJournal(office.owner);
  expect(await office.owner.refused('session.changePassword', { current: ownerPassword, next })).toBe('internal');
  expect(slots()).toEqual(before);
  goOn();
  await office.owner.call('session.changePassword', { current: ownerPassword, next });
  expect(slots()).not.toEqual(before);
  expect(readdirSync(office.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('somebody who could not be certified is not in the header, and can be invited again', async () => {
  const before = slots();
  const goOn = stopJournal(office.owner);
  await expect(office.hire(office.owner, 'Ann', 'salesperson')).rejects.toThrow('internal');
  expect(slots()).toEqual(before);
  // The key of the database lies in a slot, sealed to keys that nobody has certified.
  expect(slots(previousHeaderPath(office.folder))).toEqual(before);
  goOn();
  await office.hire(office.owner, 'Ann', 'salesperson');
  expect(slots()).toHaveLength(2);
  const ann = await office.as('Ann');
  expect((await ann.call('session.me', {})).quarantine).toBeNull();
});

test('what somebody else writes into the header while a password is set anew stays', async () => {
  const { owner } = office;
  await office.hire(owner, 'Ann', 'salesperson');
  await office.hire(owner, 'Bob', 'salesperson');
  const next = 'a password that Bob has chosen';
  const bob = await office.as('Bob');
  after(owner, 'enrolment.take', () => bob.call('session.changePassword', { current: staffPassword('Bob'), next }));
  await office.reset(owner, 'Ann', 'a password that was set anew');
  await bob.end();
  await (await office.as('Ann')).end();
  office.people.set('Bob', { user: userOf('Bob'), password: next });
  await (await office.as('Bob')).end();
  expect(slots()).toHaveLength(3);
});

test('a slip opens where the key of the database is made anew in the same moment, and so does the password set with it', async () => {
  const { owner } = office;
  await office.hire(owner, 'Ann', 'salesperson');
  await office.hire(owner, 'Bob', 'salesperson');
  const ann = await office.as('Ann');
  const { code } = await ann.call('passwords.makeSlip', { password: staffPassword('Ann') });
  await ann.end();
  const next = 'a password set with the slip';
  const locked = office.open();
  after(locked, 'secret.get', async () => {
    const leaving = { user: userOf('Bob'), password: ownerPassword, handTo: null };
    expect(await owner.call('leaving.revoke', leaving)).toMatchObject({ databaseKey: 'made' });
  });
  await locked.call('passwords.useSlip', { user: userOf('Ann'), code, next });
  await locked.end();
  office.people.set('Ann', { user: userOf('Ann'), password: next });
  await (await office.as('Ann')).end();
  // Nor did the slip bring back whoever was shut out meanwhile.
  expect(slots().filter((slot) => slot.startsWith(userOf('Bob')))).toEqual([]);
});

test('nothing is ever written through a link that somebody has put beside the vault', async () => {
  await office.owner.end();
  const elsewhere = mkdtempSync(join(tmpdir(), 'coffer-elsewhere-'));
  const precious = join(elsewhere, 'precious');
  const header = headerPath(office.folder);
  const planted = ['last-user', `last-user.${pid}.tmp`, `vault.cvh.${pid}.tmp`, `vault.cvh.previous.${pid}.tmp`];
  for (const link of [symlinkSync, linkSync]) {
    writeFileSync(precious, 'precious');
    for (const name of planted) {
      rmSync(join(office.folder, name), { force: true });
      link(precious, join(office.folder, name));
    }
    const owner = await office.as('Owner');
    await owner.call('session.changePassword', {
      current: office.people.get('Owner')?.password ?? '',
      next: `a longer password than before ${link.name}`,
    });
    office.people.set('Owner', {
      user: office.people.get('Owner')?.user ?? '',
      password: `a longer password than before ${link.name}`,
    });
    await owner.end();
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    expect(lstatSync(header).isSymbolicLink()).toBe(false);
  }
  rmSync(elsewhere, { recursive: true });
});

test('one process at a time changes the header, however its lock has been spoilt', () => {
  const lock = join(office.folder, 'vault.cvh.lock');
  const taken = (): string => {
    const db = new Database(lock, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      return 'free';
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : '';
    } finally {
      db.close();
    }
  };
  const seen: string[] = [];
  const change = () =>
    changeHeader(office.folder, (header) => {
      seen.push(taken());
      return { ...header, slots: header.slots.map((slot) => ({ ...slot, seen: undefined })) };
    });
  change();
  writeFileSync(lock, 'x'.repeat(5_000));
  change();
  expect(seen).toEqual(['SQLITE_BUSY', 'SQLITE_BUSY']);
  expect(taken()).toBe('free');
  expect(readHeader(headerPath(office.folder)).slots).toHaveLength(1);
});
