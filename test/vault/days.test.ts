import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayNumber, midnightOf } from '../../main/vault/view/habits.rules.ts';
import { type TestProcess, openTestVault } from '../support/testVault.ts';
import { ask, withPhones } from './exports/desk.ts';

let office: Awaited<ReturnType<typeof openTestVault>>;
let ann: TestProcess;
let owner: TestProcess;
let joy: TestProcess;
const customers: string[] = [];
const annsId = (): string => office.people.get('Ann')?.user ?? '';
let today: number;

/** Noon of the day so many days on, when nobody works at night. */
function advance(days: number): void {
  const noon = midnightOf(dayNumber(office.clock.time) + days) + 12 * 3_600_000;
  office.clock.time = Math.max(noon, office.clock.time);
}
async function open(count: number): Promise<void> {
  for (const id of customers.slice(0, count)) await ann.call('customers.reveal', { id, reason: 'call' });
}

beforeAll(async () => {
  office = await openTestVault();
  advance(1);
  await office.hire(office.owner, 'Ann', 'salesperson');
  await office.hire(office.owner, 'Joy', 'auditor');
  ann = await office.as('Ann');
  for (let i = 0; i < 25; i += 1)
    customers.push((await ann.call('customers.create', { fields: { kind: 'firm', name: `Firm ${i}` } })).id);
  // The first day: many, but nobody is told of a new person's first week.
  await open(25);
  for (let day = 0; day < 10; day += 1) {
    advance(1);
    await open(2);
  }
  advance(1);
  await open(2);
  await open(25);
  await ann.call('customers.bin', { ids: customers.slice(20, 23) });
  const id = await ask(ann, customers.slice(0, 2), withPhones);
  office.files.set('out.csv', join(office.folder, 'out.csv'));
  await ann.call('exports.save', { id, token: 'out.csv' });
  await ann.end();
  today = midnightOf(dayNumber(office.clock.time));
  owner = await office.as('Owner');
  joy = await office.as('Joy');
});
afterAll(() => office.close());

test('a day far from one’s usual is told, the first week is not', async () => {
  for (const reader of [owner, joy]) {
    const { days, more } = await reader.call('journal.unusual', { days: 30 });
    expect(days).toEqual([
      { day: today, person: { user: annsId(), name: 'Ann' }, signs: [{ what: 'opened', count: 25, usual: 2 }] },
    ]);
    expect(more).toBe(false);
  }
  expect(await ann.refused('journal.unusual', { days: 30 })).toBe('notLoggedIn');
});

test('a person’s week: each day in numbers, whom they opened, when they were logged in', async () => {
  const from = midnightOf(dayNumber(today) - 6);
  const week = await owner.call('journal.week', { person: annsId(), from });
  expect(week.days.map(({ opened }) => opened)).toEqual([2, 2, 2, 2, 2, 2, 25]);
  expect(week.days.at(-1)).toMatchObject({ day: today, deleted: 3, exported: 2, written: 0, unusual: ['opened'] });
  expect(week.habits.find(({ what }) => what === 'opened')).toEqual({ what: 'opened', usual: 2, limit: 20 });
  expect(week.openedInAll).toBe(25);
  // On the last day the first two were opened twice.
  expect(week.opened.find(({ id }) => id === customers[0])).toMatchObject({ name: 'Firm 0', times: 8 });
  expect(week.opened[0]?.id).toBe(customers[24]);
  const other = await joy.call('journal.week', { person: annsId(), from });
  expect(other.opened[0]).toMatchObject({ name: null, reference: week.opened[0]?.reference });
  const first = await owner.call('journal.week', { person: annsId(), from: midnightOf(dayNumber(today) - 11) });
  expect(first.logins).toHaveLength(1);
  expect(first.logins[0]?.until).toBeNull();
  expect(first.days[0]).toMatchObject({ opened: 25, written: 25, unusual: [] });
});

test('one’s own week everybody reads, nobody else’s', async () => {
  const again = await office.as('Ann');
  const from = midnightOf(dayNumber(today) - 6);
  expect((await again.call('journal.week', { person: annsId(), from })).days.at(-1)?.opened).toBe(25);
  const boss = office.people.get('Owner')?.user ?? '';
  expect(await again.refused('journal.week', { person: boss, from })).toBe('notAllowed');
  expect(await again.refused('journal.unusual', { days: 7 })).toBe('notAllowed');
  expect(await again.refused('journal.seen', { customer: customers[0] })).toBe('notAllowed');
  await again.end();
});

test('who has seen a customer: opened, written, taken along in an export, and who could', async () => {
  const { people } = await owner.call('journal.seen', { customer: customers[0] ?? '' });
  expect(people.map(({ person, opens }) => [person.name, opens])).toEqual([
    ['Ann', 'contact'],
    ['Owner', 'contact'],
  ]);
  expect(people[0]).toMatchObject({ opened: 13, restricted: 0, written: 1, exports: 1 });
  expect(people[1]).toMatchObject({ opened: 0, written: 0, exports: 0, last: null });
  const [unexported] = (await owner.call('journal.seen', { customer: customers[9] ?? '' })).people;
  expect(unexported).toMatchObject({ opened: 2, exports: 0 });
  // Which rows an export held is sealed for those who approve.
  const [told] = (await joy.call('journal.seen', { customer: customers[0] ?? '' })).people;
  expect(told).toMatchObject({ opened: 13, exports: null });
  expect(await owner.refused('journal.seen', { customer: annsId() })).toBe('notFound');
});
