import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProcess, openTestVault } from '../support/testVault.ts';

let office: Awaited<ReturnType<typeof openTestVault>>;
let owner: TestProcess;
let ann: TestProcess;
let customer: string;

beforeAll(async () => {
  office = await openTestVault();
  await office.hire(office.owner, 'May', 'manager');
  await office.hire(office.owner, 'Ann', 'salesperson', 'May');
  await office.hire(office.owner, 'Joy', 'auditor');
  ann = await office.as('Ann');
  customer = (await ann.call('customers.create', { fields: { kind: 'firm', name: '大同實業' } })).id;
  for (let i = 0; i < 5; i += 1) await ann.call('notes.add', { customer, kind: 'call', text: `call ${i}` });
  owner = await office.as('Owner');
});
afterAll(() => office.close());

const everything = { filter: {}, after: null, limit: 100 } as const;

test('the owner reads who did what, with names where the view has them', async () => {
  const { lines } = await owner.call('journal.list', { ...everything, filter: { kind: 'note.' } });
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatchObject({
    kind: 'note.add',
    actor: { name: 'Ann' },
    objects: [{ id: customer, kind: 'customer', name: '大同實業' }],
    details: { noteKind: 'call' },
  });
  const sequences = lines.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.toSorted((a, b) => b - a));
});

test('an auditor sees a reference in place of a customer, the same one as the owner', async () => {
  const joy = await office.as('Joy');
  const [told] = (await joy.call('journal.list', { ...everything, filter: { kind: 'customer.create' } })).lines;
  const [known] = (await owner.call('journal.list', { ...everything, filter: { kind: 'customer.create' } })).lines;
  expect(told?.objects[0]).toMatchObject({ kind: 'customer', name: null });
  expect(told?.objects[0]?.reference).toBe(known?.objects[0]?.reference);
  expect(told?.objects[0]?.reference).toMatch(/^[0-9A-F]{6}$/);
  await joy.end();
});

test('pages join without a gap, and filters by person, customer and day hold', async () => {
  const list = (input: object) => owner.call('journal.list', { ...everything, ...input });
  const all = (await list({ limit: 200 })).lines.map(({ sequence }) => sequence);
  const paged: number[] = [];
  for (let after: number | null = null; ;) {
    const page: Awaited<ReturnType<typeof list>> = await list({ after, limit: 4 });
    paged.push(...page.lines.map(({ sequence }) => sequence));
    after = page.next;
    if (after === null) break;
  }
  expect(paged).toEqual(all);
  const user = office.people.get('Ann')?.user ?? '';
  expect((await list({ filter: { person: user } })).lines.every(({ actor }) => actor?.user === user)).toBe(true);
  expect((await list({ filter: { customer } })).lines).toHaveLength(6);
  const [newest] = (await list({ limit: 1 })).lines;
  expect((await list({ filter: { from: (newest?.at ?? 0) + 1 } })).lines).toEqual([]);
  expect((await list({ filter: { to: newest?.at ?? 0 } })).lines[0]?.sequence).toBe((newest?.sequence ?? 0) - 1);
});

test('a salesperson reads their own part and is refused the rest', async () => {
  const own = await ann.call('journal.mine', { after: null, limit: 100 });
  expect(own.lines.length).toBeGreaterThan(5);
  expect(own.lines.every(({ actor }) => actor?.name === 'Ann')).toBe(true);
  expect(await ann.refused('journal.list', everything)).toBe('notAllowed');
});

test('everybody can have the whole checked; the answer is a count and a code, and leaves no file behind', async () => {
  const verdict = await ann.call('journal.verify', {});
  expect(verdict).toMatchObject({ whole: true, broken: null });
  expect(verdict.code).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  expect(readdirSync(office.folder).filter((name) => name.startsWith('verify-'))).toEqual([]);
  const again = await owner.call('journal.verify', {});
  expect(again.entries).toBeGreaterThan(verdict.entries);
  expect(again.code).not.toBe(verdict.code);
});
