import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catchUpChain, catchUpContent } from '../../main/vault/view/catchUp.ts';
import { type TestOffice, type TestProcess, openTestVault, ownerPassword } from '../support/testVault.ts';

const day = 86_400_000;
let office: TestOffice;
let owner: TestProcess;
let may: TestProcess;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  owner = opened.owner;
  await office.hire(owner, 'May', 'manager');
  await office.hire(owner, 'Max', 'manager');
  await office.hire(owner, 'Ann', 'salesperson', 'May');
  await office.hire(owner, 'Bob', 'salesperson');
  const ann = await office.as('Ann');
  await ann.call('customers.create', {
    fields: {
      kind: 'firm',
      name: '大同實業',
      phones: [{ label: 'work', value: '02-2345-6789' }],
      idNumber: 'A123456789',
    },
  });
  await ann.end();
  may = await office.as('May');
});
afterAll(() => office.close());

const userOf = (name: string): string => office.people.get(name)?.user ?? '';
const listed = async (session: TestProcess) =>
  (
    await session.call('customers.list', {
      filter: {},
      sort: 'name',
      descending: false,
      collation: 'pinyin',
      after: null,
      limit: 50,
    })
  ).rows;
const names = async (session: TestProcess) => (await listed(session)).map(({ name }) => name);
const person = async (session: TestProcess, name: string) =>
  (await session.call('staff.list', {})).people.find((one) => one.name === name);
/** Takes in what other sessions have written, as the process itself does every moment. */
async function follow(session: TestProcess): Promise<void> {
  const { vault } = session.process;
  if (vault === null) return;
  await catchUpChain(vault);
  await catchUpContent(vault, () => false);
}
const dueNow = async () => {
  await follow(owner);
  return (await owner.call('staff.due', {})).due;
};
const dueKinds = async () => (await dueNow()).map(({ kind }) => kind);
const covering = (until: number | null, by = 'Bob') => ({ user: userOf('Ann'), by: userOf(by), until, password: null });

test('a manager lets a colleague look after somebody’s customers until a day', async () => {
  const until = office.clock.time + 2 * day;
  await may.call('staff.cover', covering(until));
  const bob = await office.as('Bob');
  const [row] = await listed(bob);
  expect(row).toMatchObject({ name: '大同實業', responsible: { name: 'Ann' } });
  const id = row?.id ?? '';
  expect((await bob.call('customers.reveal', { id, reason: 'call' })).phones[0]?.value).toBe('02-2345-6789');
  await bob.call('notes.add', { customer: id, kind: 'call', text: 'called for Ann' });
  expect(await bob.refused('customers.revealRestricted', { id, field: 'idNumber' })).toBe('notAllowed');
  expect(await bob.refused('customers.update', { id, baseVersion: 1, patch: { name: 'Mine' } })).toBe('notAllowed');
  expect(await bob.refused('customers.handOver', { selection: { kind: 'ids', ids: [id] }, to: 'pool' })).toBe(
    'notAllowed',
  );
  expect((await person(bob, 'Bob'))?.looksAfter).toEqual([{ user: userOf('Ann'), name: 'Ann', until }]);
  expect((await person(bob, 'Ann'))?.lookedAfterBy).toEqual([{ user: userOf('Bob'), name: 'Bob', until }]);

  // When time is up nothing of it is left, in the running session and in its files.
  const path = join(office.folder, `view-${userOf('Bob')}.db`);
  office.clock.time = until + 1;
  expect(await names(bob)).toEqual([]);
  expect(await bob.refused('customers.get', { id })).toBe('notFound');
  expect(bob.process.vault?.content.customerRow.get(id)).toBeUndefined();
  expect(existsSync(path) && readFileSync(path).byteLength).toBeGreaterThan(0);
  await bob.end();
  expect(await dueKinds()).toContain('coverKeys');
});

test('what time has ended, an owner’s next login ends by keys', async () => {
  const before = owner.process.vault?.chain.authority.bookKey(bookOf('Ann'), 'contact')?.generation ?? 0;
  await owner.end();
  owner = await office.as('Owner');
  const { authority } = owner.process.vault?.chain ?? {};
  expect(authority?.bookKey(bookOf('Ann'), 'contact')?.generation).toBe(before + 1);
  expect(authority?.grant(userOf('Bob'), bookOf('Ann'), 'contact')).toBeUndefined();
  expect(await dueKinds()).not.toContain('coverKeys');
});

function bookOf(name: string): string {
  return owner.process.vault?.chain.authority.bookOf('person', userOf(name))?.book ?? '';
}

test('whoever ends it early ends it at once; a session that never logged out has nothing left', async () => {
  await may.call('staff.cover', covering(office.clock.time + 5 * day));
  const bob = await office.as('Bob');
  expect(await names(bob)).toEqual(['大同實業']);
  await bob.end();
  await may.call('staff.endCover', { user: userOf('Ann'), by: userOf('Bob'), password: null });
  const again = await office.as('Bob');
  expect(await names(again)).toEqual([]);
  await again.end();
  expect(await dueKinds()).toContain('coverKeys');
  expect(await owner.refused('staff.finishDue', { password: 'wrong' })).toBe('wrongPassword');
  expect(await owner.call('staff.finishDue', { password: ownerPassword })).toEqual({ done: 3 });
  expect(await dueKinds()).not.toContain('coverKeys');
});

test('a cover is refused beyond its bounds', async () => {
  const soon = office.clock.time + day;
  expect(await may.refused('staff.cover', covering(null))).toBe('coverDate');
  expect(await may.refused('staff.cover', covering(office.clock.time - 1))).toBe('coverDate');
  expect(await may.refused('staff.cover', covering(office.clock.time + 32 * day))).toBe('coverDate');
  expect(await may.refused('staff.cover', covering(soon, 'May'))).toBe('coverInvalid');
  expect(await may.refused('staff.cover', covering(soon, 'Ann'))).toBe('coverInvalid');
  expect(await may.refused('staff.cover', covering(soon, 'Owner'))).toBe('coverInvalid');
  expect(await may.refused('staff.cover', { ...covering(soon), user: userOf('Bob'), by: userOf('Ann') })).toBe(
    'notAllowed',
  );
  const max = await office.as('Max');
  expect(await max.refused('staff.cover', covering(soon))).toBe('notAllowed');
  await max.end();
  expect(await owner.refused('staff.cover', covering(soon))).toBe('wrongPassword');
});

test('an owner lets somebody look after them without a date, and the owner alone ends it', async () => {
  await owner.call('staff.cover', { ...covering(null), password: ownerPassword });
  const bob = await office.as('Bob');
  expect(await names(bob)).toEqual(['大同實業']);
  await bob.end();
  await follow(may);
  const input = { user: userOf('Ann'), by: userOf('Bob') };
  expect(await may.refused('staff.endCover', { ...input, password: null })).toBe('notAllowed');
  expect(await may.refused('staff.cover', covering(office.clock.time + day))).toBe('coverInvalid');
  await owner.call('staff.endCover', { ...input, password: ownerPassword });
  const again = await office.as('Bob');
  expect(await names(again)).toEqual([]);
  await again.end();
  expect(await dueKinds()).not.toContain('coverKeys');
});

test('any manager shuts somebody out at once; who did so or an owner lets them in again', async () => {
  const freeze = (name: string) => ({ user: userOf(name), reason: 'unusual' });
  expect(await may.refused('staff.freeze', freeze('Owner'))).toBe('freezeInvalid');
  expect(await may.refused('staff.freeze', freeze('May'))).toBe('freezeInvalid');
  await may.call('staff.freeze', { user: userOf('Bob'), reason: 'unusual' });
  expect(await may.refused('staff.freeze', freeze('Bob'))).toBe('freezeInvalid');
  const bob = office.open();
  const login = { user: userOf('Bob'), password: office.people.get('Bob')?.password ?? '' };
  expect(await bob.refused('session.login', login)).toBe('frozen');
  expect(await person(may, 'Bob')).toMatchObject({ state: 'frozen', frozenBy: { name: 'May' } });
  expect(await dueNow()).toContainEqual(expect.objectContaining({ kind: 'frozen', name: 'Bob', by: 'May' }));
  const max = await office.as('Max');
  expect(await max.refused('staff.thaw', { user: userOf('Bob'), password: null })).toBe('notAllowed');
  await max.end();
  expect(await owner.refused('staff.thaw', { user: userOf('Bob'), password: 'no' })).toBe('wrongPassword');
  await owner.call('staff.thaw', { user: userOf('Bob'), password: ownerPassword });
  await bob.call('session.login', login);
  await bob.end();
  await follow(may);
  await may.call('staff.freeze', { user: userOf('Bob'), reason: 'other' });
  await may.call('staff.thaw', { user: userOf('Bob'), password: null });
  expect(await person(may, 'Bob')).toMatchObject({ state: 'active', frozenBy: null });
});

test('an owner’s login asks what is to become of those who were stopped since', async () => {
  await owner.end();
  const manager = await office.as('Max');
  await manager.call('staff.freeze', { user: userOf('Bob'), reason: 'leaving' });
  await manager.end();
  const back = await office.as('Owner');
  expect(await back.call('staff.stopped', {})).toMatchObject({
    people: [{ user: userOf('Bob'), name: 'Bob', by: 'Max', reason: 'leaving' }],
  });
  await back.end();
  // Asked once: from then on it stands in the list of what waits.
  owner = await office.as('Owner');
  expect(await owner.call('staff.stopped', {})).toEqual({ people: [] });
  expect(await dueKinds()).toContain('frozen');
  await owner.call('staff.thaw', { user: userOf('Bob'), password: ownerPassword });
  expect(await may.refused('staff.stopped', {})).toBe('notAllowed');
});

test('another role gives and takes what it reads, and customers are handed over first', async () => {
  const role = (name: string, to: string, handTo: string | null = null) => ({
    user: userOf(name),
    role: to,
    handTo,
    password: ownerPassword,
  });
  expect(await owner.refused('staff.setRole', role('Owner', 'manager'))).toBe('roleInvalid');
  expect(await owner.refused('staff.setRole', role('Ann', 'salesperson'))).toBe('roleInvalid');
  expect(await owner.refused('staff.setRole', role('Ann', 'service'))).toBe('customersLeft');
  await owner.call('staff.setRole', { ...role('Ann', 'service', userOf('Bob')), role: 'service' });
  const { authority } = owner.process.vault?.chain ?? {};
  expect(authority?.person(userOf('Ann'))).toMatchObject({ role: 'service', worksFor: userOf('May') });
  const ann = await office.as('Ann');
  const [row] = await listed(ann);
  expect(row?.name).toBe('大同實業');
  expect(row?.phone).toBeNull();
  expect((await ann.call('session.me', {})).role).toBe('service');
  await ann.end();
  const bob = await office.as('Bob');
  expect(await names(bob)).toEqual(['大同實業']);
  await bob.end();
  await follow(owner);

  // A manager who becomes a salesperson leads nobody any more, and reads no more what was theirs.
  await owner.call('staff.setWorksFor', { user: userOf('Bob'), manager: userOf('May'), password: ownerPassword });
  await follow(may);
  expect(await names(may)).toEqual(['大同實業']);
  const generation = authority?.bookKey(bookOf('Bob'), 'card')?.generation ?? 0;
  await owner.call('staff.setRole', { ...role('May', 'salesperson'), role: 'salesperson' });
  expect(owner.process.vault?.chain.authority.bookKey(bookOf('Bob'), 'card')?.generation).toBe(generation + 1);
  expect(owner.process.vault?.chain.authority.person(userOf('Bob'))?.worksFor).toBeNull();
  const former = await office.as('May');
  expect(await names(former)).toEqual([]);
  await former.end();
  // And one who becomes an auditor reads the whole journal, and no customer.
  await owner.call('staff.setRole', { ...role('Max', 'auditor'), role: 'auditor' });
  const max = await office.as('Max');
  expect(await max.refused('customers.list', {})).toBe('notAllowed');
  const { lines } = await max.call('journal.list', { filter: {}, after: null, limit: 200 });
  expect(lines.length).toBeGreaterThan(30);
  await max.end();
});

test('a second owner takes ROOT at the first login with an owner’s password, and is none before', async () => {
  await office.hire(owner, 'Eve', 'salesperson');
  const eve = office.people.get('Eve') ?? { user: '', password: '' };
  const before = await office.as('Eve');
  await before.call('session.changePassword', { current: eve.password, next: 'twelve chars', known: false });
  await before.end();
  await follow(owner);
  await owner.call('staff.setRole', { user: eve.user, role: 'owner', handTo: null, password: ownerPassword });
  expect(await dueKinds()).toContain('ownerNotReady');
  office.people.set('Eve', { ...eve, password: 'twelve chars' });
  // With a salesperson's password they are an owner by name alone, and choose a longer one before anything else.
  const now = await office.as('Eve');
  expect(await now.call('session.me', {})).toMatchObject({ role: 'owner', passwordShort: true });
  expect(now.process.vault?.chain.authority.person(eve.user)?.ready).toBe(false);
  const freeze = { user: userOf('Bob'), reason: 'other' };
  for (const [name, input] of [
    ['staff.freeze', freeze],
    ['staff.list', {}],
    ['staff.due', {}],
  ] as const)
    expect(await now.refused(name, input)).toBe('passwordTooShort');
  const longer = { current: 'twelve chars', next: eve.password, known: false };
  expect(await now.refused('session.changePassword', { ...longer, next: 'fourteen chars' })).toBe('passwordTooShort');
  await now.call('session.changePassword', longer);
  expect((await now.call('session.me', {})).passwordShort).toBe(false);
  office.people.set('Eve', eve);
  expect(now.process.vault?.chain.authority.person(eve.user)?.ready).toBe(true);
  expect(now.process.vault?.sql.sealedKey.get('root', 1, eve.user)).toBeUndefined();
  await now.call('staff.cover', {
    user: userOf('Bob'),
    by: userOf('May'),
    until: null,
    password: eve.password,
  });
  await now.end();
  expect(await dueKinds()).not.toContain('onlyOwner');
});
