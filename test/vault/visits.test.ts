import { afterAll, beforeAll, expect, test } from 'vitest';
import { idleSeconds, latelySince } from '../../main/vault/session/idle.rules.ts';
import { byRecency } from '../../main/vault/session/recent.ts';
import { type TestOffice, type TestProcess, openTestVault, staffPassword } from '../support/testVault.ts';

const day = 24 * 60 * 60 * 1_000;
let office: TestOffice;
let owner: TestProcess;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  owner = opened.owner;
  await office.hire(owner, 'Ann', 'salesperson');
});
afterAll(() => office.close());

test('a computer that several people use locks after three minutes, one’s own after fifteen', async () => {
  expect((await owner.call('session.me', {})).idleSeconds).toBe(900);
  const ann = await office.as('Ann');
  expect((await ann.call('session.me', {})).idleSeconds).toBe(180);
  await ann.end();
  office.clock.time += 15 * day;
  const later = await office.as('Ann');
  expect((await later.call('session.me', {})).idleSeconds).toBe(900);
  await later.end();
  expect([idleSeconds(0), idleSeconds(1), idleSeconds(2)]).toEqual([900, 900, 180]);
  expect(latelySince(15 * day)).toBe(day);
});

test('the place is sealed on the desk with the entry that ends the session, for its person alone', async () => {
  const place = JSON.stringify({ path: '/customers', list: { search: 'Uniquely Named Firm' } });
  const first = await office.as('Ann');
  expect(await first.call('session.place', {})).toEqual({ text: null });
  await first.call('session.keepPlace', { text: 'first' });
  await first.call('session.keepPlace', { text: place });
  const before = first.process.vault?.chain.head?.seq ?? 0;
  await first.end();
  const second = await office.as('Ann');
  // One entry ended that session and wrote the place, one began this one.
  expect(second.process.vault?.chain.head?.seq).toBe(before + 2);
  expect(await second.call('session.place', {})).toEqual({ text: place });
  expect(await owner.call('session.place', {})).toEqual({ text: null });
  await second.end();
  const third = await office.as('Ann');
  expect(await third.call('session.place', {})).toEqual({ text: place });
  expect(await third.refused('session.keepPlace', { text: 'x'.repeat(8_193) })).toBe('invalidInput');
  await third.end();
});

test('at login one hears when one was last here, and of every use of one’s key since', async () => {
  const ann = await office.as('Ann');
  await ann.call('customers.create', { fields: { kind: 'firm', name: 'Harbour Ltd' } });
  await ann.call('customers.create', { fields: { kind: 'firm', name: 'Lantern Ltd' } });
  await ann.end();
  office.clock.time += 60_000;
  const quiet = await office.as('Ann');
  const { last, since } = await quiet.call('session.lastVisit', {});
  expect(last?.actions).toBe(2);
  expect((last?.until ?? 0) - (last?.from ?? 0)).toBeGreaterThan(0);
  expect(since).toBeNull();
  await quiet.end();

  // Somebody has Ann's password and uses it at a window for decisions: refused there, and told here.
  const elsewhere = office.open({ kind: 'approval', request: 'R'.repeat(22) });
  const user = office.people.get('Ann')?.user ?? '';
  expect(await elsewhere.refused('session.login', { user, password: staffPassword('Ann') })).toBe('requestUnknown');
  office.clock.time += 60_000;
  const back = await office.as('Ann');
  const told = await back.call('session.lastVisit', {});
  expect(told.last?.actions).toBe(0);
  expect(told.since).toMatchObject({ count: 1 });
  expect(told.since?.first ?? 0).toBeGreaterThan(told.last?.until ?? Infinity);
  await back.end();
});

test('the login screen shows whoever was here last first, then the others', async () => {
  await (await office.as('Ann')).end();
  const annFirst = await office.open().call('session.status', {});
  expect(annFirst.people.map(({ name }) => name)).toEqual(['Ann', 'Owner']);
  await (await office.as('Owner')).end();
  const ownerFirst = await office.open().call('session.status', {});
  expect(ownerFirst.people.map(({ name }) => name)).toEqual(['Owner', 'Ann']);
  expect(ownerFirst.lastUser).toBe(office.people.get('Owner')?.user);
  const people = [{ user: 'a' }, { user: 'b' }, { user: 'c' }];
  expect(byRecency(people, ['c', 'x'])).toEqual([{ user: 'c' }, { user: 'a' }, { user: 'b' }]);
});
