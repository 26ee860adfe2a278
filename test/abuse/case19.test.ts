import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProcess, openTestVault } from '../support/testVault.ts';

let office: Awaited<ReturnType<typeof openTestVault>>;
const bobs: string[] = [];

beforeAll(async () => {
  office = await openTestVault();
  await office.hire(office.owner, 'Ann', 'salesperson');
  await office.hire(office.owner, 'Bob', 'salesperson');
  const bob = await office.as('Bob');
  for (let i = 0; i < 20; i += 1)
    bobs.push((await bob.call('customers.create', { fields: { kind: 'firm', name: `Firm ${i}` } })).id);
  await bob.end();
});
afterAll(() => office.close());

const over = async (session: TestProcess): Promise<boolean> =>
  (await session.raw('session.me', {})).ok === false && session.process.over;

test('case 19 each customer of somebody else that is asked for is refused and counted; twenty end the session', async () => {
  const ann = await office.as('Ann');
  const own = (await ann.call('customers.create', { fields: { kind: 'firm', name: 'Own' } })).id;
  for (const id of bobs.slice(0, 18)) expect(await ann.refused('customers.get', { id })).toBe('notFound');
  expect(await ann.refused('customers.reveal', { id: bobs[18], reason: 'call' })).toBe('notFound');
  // What is not there at all, and one's own that is refused for another reason, do not count.
  expect(await ann.refused('customers.get', { id: office.people.get('Bob')?.user })).toBe('notFound');
  expect(await ann.refused('customers.update', { id: own, baseVersion: 9, patch: { name: 'Other' } })).toBe('conflict');
  expect(await over(ann)).toBe(false);
  expect(await ann.refused('notes.list', { customer: bobs[19], after: null, limit: 10 })).toBe('notFound');
  expect(await over(ann)).toBe(true);
  for (const name of ['customers.list', 'session.me', 'session.status'])
    expect(await ann.refused(name, {}), name).toBe('notLoggedIn');
  await ann.end();

  const owner = await office.as('Owner');
  const { lines } = await owner.call('journal.list', { filter: {}, after: null, limit: 20 });
  const told = lines.filter(({ kind }) => kind === 'session.lockedOut');
  expect(told).toMatchObject([{ actor: { name: 'Ann' }, count: 20, details: { count: 20, minutes: 10 } }]);
  const refused = lines.filter(({ kind, details }) => kind === 'refused' && details['code'] === 'notFound');
  expect(refused.reduce((sum, { count }) => sum + count, 0)).toBe(21);
  // The owner is told, although it is Ann's first day.
  const { days } = await owner.call('journal.unusual', { days: 1 });
  expect(days).toMatchObject([{ person: { name: 'Ann' }, signs: [{ what: 'lockedOut', count: 1, usual: null }] }]);
  await owner.end();
});

test('case 19 the same one again counts again, slips over a day do not add up, one call with twenty is enough', async () => {
  const ann = await office.as('Ann');
  for (let i = 0; i < 19; i += 1) await ann.refused('customers.get', { id: bobs[0] });
  office.clock.time += 10 * 60_000;
  for (let i = 0; i < 19; i += 1) await ann.refused('customers.get', { id: bobs[0] });
  expect(await over(ann)).toBe(false);
  office.clock.time += 10 * 60_000;
  expect(await ann.refused('customers.bin', { ids: bobs })).toBe('notFound');
  expect(await over(ann)).toBe(true);
  await ann.end();
});
