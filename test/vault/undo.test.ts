import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestOffice, type TestProcess, openTestVault } from '../support/testVault.ts';

let office: TestOffice;
let ann: TestProcess;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  await office.hire(opened.owner, 'Ann', 'salesperson');
  ann = await office.as('Ann');
});
afterAll(() => office.close());

test('a change goes back to what was, as a new version; the undo itself can be undone', async () => {
  const { id } = await ann.call('customers.create', { fields: { kind: 'firm', name: '甲公司', tags: ['a'] } });
  const { batch } = await ann.call('customers.update', {
    id,
    baseVersion: 1,
    patch: { name: '乙公司', tags: ['b'], phones: [{ label: 'work', value: '02-2345-6789' }] },
  });
  const undone = await ann.call('changes.undo', { batch });
  expect(await ann.call('customers.get', { id })).toMatchObject({
    name: '甲公司',
    tags: ['a'],
    phones: [],
    version: 3,
  });
  await ann.call('changes.undo', { batch: undone.batch });
  expect(await ann.call('customers.get', { id })).toMatchObject({ name: '乙公司', tags: ['b'], version: 4 });
});

test('a new customer goes into the bin, and a binned one comes back', async () => {
  const { id, batch } = await ann.call('customers.create', { fields: { kind: 'firm', name: '新公司' } });
  await ann.call('changes.undo', { batch });
  expect((await ann.call('customers.get', { id })).binned).not.toBeNull();
  await ann.call('customers.restore', { ids: [id] });
  const binned = await ann.call('customers.bin', { ids: [id] });
  await ann.call('changes.undo', { batch: binned.batch });
  expect((await ann.call('customers.get', { id })).binned).toBeNull();
});

test('what was changed since stays, and another’s change cannot be undone', async () => {
  const { id } = await ann.call('customers.create', { fields: { kind: 'firm', name: '一號' } });
  const { batch } = await ann.call('customers.update', { id, baseVersion: 1, patch: { name: '二號' } });
  const owner = await office.as('Owner');
  expect(await owner.refused('changes.undo', { batch })).toBe('undoImpossible');
  await owner.call('customers.update', { id, baseVersion: 2, patch: { name: '三號' } });
  await ann.end();
  ann = await office.as('Ann');
  expect(await ann.refused('changes.undo', { batch })).toBe('undoImpossible');
  expect((await ann.call('customers.get', { id })).name).toBe('三號');
});
