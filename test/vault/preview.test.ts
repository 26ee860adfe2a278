import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import { type TestOffice, type TestProcess, openTestVault } from '../support/testVault.ts';

let office: TestOffice;
let owner: TestProcess;
let anns: string;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  for (const name of ['Ann', 'Bob']) await office.hire(opened.owner, name, 'salesperson');
  const ann = await office.as('Ann');
  const phones = [{ label: 'mobile' as const, value: '0912-345-678' }];
  anns = (await ann.call('customers.create', { fields: { kind: 'firm', name: '大同實業', phones } })).id;
  await ann.call('customers.create', { fields: { kind: 'firm', name: '公海百貨', phones }, responsible: 'pool' });
  const bob = await office.as('Bob');
  await bob.call('customers.create', { fields: { kind: 'firm', name: '永豐貿易' } });
  owner = await office.as('Owner');
});
afterAll(() => office.close());

const page: Input<'customers.list'> = {
  filter: {},
  sort: 'name',
  descending: false,
  collation: 'pinyin',
  after: null,
  limit: 50,
};

test('the owner sees exactly what that person’s own session answers, then their own again', async () => {
  const own = (await owner.call('customers.list', page)).rows;
  expect(own).toHaveLength(3);
  for (const name of ['Ann', 'Bob']) {
    const themselves = await office.as(name);
    await owner.call('staff.previewStart', { user: office.people.get(name)?.user ?? '' });
    expect(await owner.call('session.me', {})).toMatchObject({ role: 'salesperson', previewing: { name } });
    const shown = await owner.call('customers.list', page);
    expect(shown).toEqual(await themselves.call('customers.list', page));
    for (const { id } of shown.rows) {
      const { canWrite, canNote, ...seen } = await owner.call('customers.get', { id });
      expect([canWrite, canNote]).toEqual([false, false]);
      expect(await themselves.call('customers.get', { id })).toMatchObject(seen);
    }
    expect(await owner.refused('staff.previewStart', { user: office.people.get(name)?.user })).toBe('notAllowed');
    await owner.call('staff.previewEnd', {});
    await themselves.end();
  }
  expect((await owner.call('customers.list', page)).rows).toEqual(own);
});

test('while looking as somebody nothing is revealed or written, and the file is gone afterwards', async () => {
  await owner.call('staff.previewStart', { user: office.people.get('Ann')?.user ?? '' });
  expect(await owner.refused('customers.reveal', { id: anns, reason: 'call' })).toBe('previewReadOnly');
  expect(await owner.refused('customers.update', { id: anns, baseVersion: 1, patch: { name: 'x' } })).toBe(
    'previewReadOnly',
  );
  expect(await owner.refused('staff.invite', { name: 'x', role: 'service', worksFor: null })).toBe('notAllowed');
  await owner.call('staff.previewEnd', {});
  expect(readdirSync(office.folder).filter((name) => name.startsWith('preview-'))).toEqual([]);
  expect(await owner.refused('staff.previewStart', { user: 'U'.repeat(22) })).toBe('notFound');
});
