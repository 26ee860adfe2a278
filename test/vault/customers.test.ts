import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import { type TestOffice, type TestProcess, openTestVault } from '../support/testVault.ts';

let office: TestOffice;
let ann: TestProcess;
let bob: TestProcess;
let sue: TestProcess;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  await office.hire(opened.owner, 'Ann', 'salesperson');
  await office.hire(opened.owner, 'Bob', 'salesperson');
  await office.hire(opened.owner, 'Sue', 'service');
  ann = await office.as('Ann');
});
afterAll(() => office.close());

const firm = (name: string): Input<'customers.create'>['fields'] => ({ kind: 'firm', name });
const page = (filter: Input<'customers.list'>['filter'] = {}): Input<'customers.list'> => ({
  filter,
  sort: 'name',
  descending: false,
  collation: 'pinyin',
  after: null,
  limit: 50,
});

test('a customer is created, read, changed and found by name, pinyin, tax id and complete number', async () => {
  const { id } = await ann.call('customers.create', {
    fields: {
      ...firm('大同實業股份有限公司'),
      taxId: '04595257',
      tags: ['VIP', 'vip', '北區'],
      phones: [{ label: 'mobile', value: '0912-345-678' }],
      emails: [{ label: 'work', value: 'a@example.com' }],
      bankAccount: '808-1234567',
    },
  });
  const shown = await ann.call('customers.get', { id });
  expect(shown).toMatchObject({
    name: '大同實業股份有限公司',
    version: 1,
    tags: ['VIP', '北區'],
    contactAccess: 'reveal',
    canWrite: true,
    canNote: true,
    damaged: [],
  });
  expect(shown.phones[0]?.value).toEqual({ kind: 'masked', mask: '•••• 678', access: 'reveal' });
  expect(shown.bankAccount).toEqual({ kind: 'masked', mask: '••••', access: 'reveal' });
  for (const search of ['大同', '同實', 'dtsy', '04595257', '0912345678', '+886 912 345 678'])
    expect(
      (await ann.call('customers.list', page({ search }))).rows.map((row) => row.id),
      search,
    ).toEqual([id]);
  expect((await ann.call('customers.list', page({ search: '345678' }))).rows).toEqual([]);
  const changed = await ann.call('customers.update', { id, baseVersion: 1, patch: { name: '大同集團', taxId: null } });
  expect(changed).toMatchObject({ count: 2, version: 2 });
  expect(await ann.call('customers.get', { id })).toMatchObject({ name: '大同集團', taxId: null, version: 2 });
});

test('a change based on an older version is a conflict, and changes nothing', async () => {
  const { id } = await ann.call('customers.create', { fields: firm('甲公司') });
  await ann.call('customers.update', { id, baseVersion: 1, patch: { name: '乙公司' } });
  expect(await ann.refused('customers.update', { id, baseVersion: 1, patch: { name: '丙公司' } })).toBe('conflict');
  expect((await ann.call('customers.get', { id })).name).toBe('乙公司');
});

test('a change of nothing is an entry without a new version', async () => {
  const { id } = await ann.call('customers.create', { fields: firm('不變公司') });
  expect(await ann.call('customers.update', { id, baseVersion: 1, patch: { name: '不變公司' } })).toMatchObject({
    count: 0,
    version: 1,
  });
});

test('somebody else’s customer is not there, whatever is asked of it', async () => {
  const { id } = await ann.call('customers.create', { fields: firm('隱藏公司') });
  bob = await office.as('Bob');
  for (const [name, input] of [
    ['customers.get', { id }],
    ['customers.update', { id, baseVersion: 1, patch: { name: 'x' } }],
    ['customers.bin', { ids: [id] }],
    ['customers.reveal', { id, reason: 'call' }],
    ['customers.revealRestricted', { id, field: 'idNumber' }],
    ['notes.list', { customer: id, after: null, limit: 5 }],
    ['notes.add', { customer: id, kind: 'note', text: 'x' }],
    ['customers.create', { fields: { ...firm('x'), kind: 'person', company: id } }],
  ] as const)
    expect(await bob.refused(name, input), name).toBe('notFound');
  const unknown = 'Z'.repeat(22);
  expect(await bob.refused('customers.get', { id: unknown })).toBe('notFound');
  expect((await bob.call('customers.similar', { name: '隱藏公司', taxId: null })).rows).toEqual([]);
});

test('a person of a firm goes where the firm is, and is found under its name', async () => {
  const { id } = await ann.call('customers.create', { fields: firm('永豐貿易') });
  const { id: person } = await ann.call('customers.create', {
    fields: { kind: 'person', name: '王小明', company: id },
  });
  expect((await ann.call('customers.list', page({ company: id }))).rows.map((row) => row.id)).toEqual([person]);
  expect((await ann.call('customers.list', page({ search: '永豐' }))).rows).toHaveLength(2);
  expect(await ann.refused('customers.update', { id, baseVersion: 1, patch: { company: id } })).toBe('fieldInvalid');
  expect(await ann.refused('customers.create', { fields: { kind: 'person', name: 'x', company: person } })).toBe(
    'fieldInvalid',
  );
});

test('a reveal is in the journal before the value is out, and the pool is not revealed', async () => {
  const { id } = await ann.call('customers.create', {
    fields: { ...firm('電話公司'), phones: [{ label: 'work', value: '02-2345-6789' }], idNumber: 'A123456789' },
  });
  const before = office.clock.time;
  const open = await ann.call('customers.reveal', { id, reason: 'call' });
  expect(open.phones).toEqual([{ label: 'work', value: '02-2345-6789' }]);
  expect(open.until).toBeGreaterThan(before);
  expect(await ann.call('customers.revealRestricted', { id, field: 'idNumber' })).toMatchObject({
    value: 'A123456789',
  });
  const { lines } = await ann.call('journal.mine', { after: null, limit: 2 });
  expect(lines.map(({ kind }) => kind)).toEqual(['customer.revealRestricted', 'customer.reveal']);
  const { id: pooled } = await ann.call('customers.create', {
    fields: { ...firm('公海公司'), phones: [{ label: 'work', value: '02-2345-0000' }] },
    responsible: 'pool',
  });
  const shown = await ann.call('customers.get', { id: pooled });
  expect(shown.contactAccess).toBe('none');
  expect(await ann.refused('customers.reveal', { id: pooled, reason: 'call' })).toBe('notAllowed');
});

test('service reads the work on every customer and no way to reach them', async () => {
  sue = await office.as('Sue');
  const { rows } = await sue.call('customers.list', page({ search: '電話公司' }));
  const [row] = rows;
  expect(row?.phone).toBeNull();
  const shown = await sue.call('customers.get', { id: row?.id ?? '' });
  expect(shown).toMatchObject({ contactAccess: 'absent', phones: [], idNumber: null, canWrite: false, canNote: true });
  expect(await sue.refused('customers.reveal', { id: row?.id ?? '', reason: 'call' })).toBe('notAllowed');
  expect(await sue.refused('customers.update', { id: row?.id ?? '', baseVersion: 1, patch: { name: 'x' } })).toBe(
    'notAllowed',
  );
});

test('the bin holds what was put there, and gives it back', async () => {
  const { id } = await ann.call('customers.create', { fields: firm('垃圾桶公司') });
  await ann.call('customers.bin', { ids: [id] });
  expect((await ann.call('customers.list', page({ search: '垃圾桶' }))).rows).toEqual([]);
  expect((await ann.call('customers.list', page({ binned: true }))).rows.map((row) => row.id)).toEqual([id]);
  expect(await ann.refused('customers.bin', { ids: Array.from({ length: 21 }, () => id) })).toBe('invalidInput');
  await ann.call('customers.restore', { ids: [id] });
  expect((await ann.call('customers.list', page({ search: '垃圾桶' }))).rows).toHaveLength(1);
});
