import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCustomer } from '../../main/vault/customers/write.ts';
import { commit } from '../../main/vault/store/commit.ts';
import { type TestProcess, openTestVault } from '../support/testVault.ts';

const byName = { sort: 'name', descending: false, collation: 'pinyin', after: null, limit: 50 } as const;

function write(owner: TestProcess, count: number): void {
  const { vault } = owner.process;
  const book = vault?.chain.authority.bookOf('pool')?.book;
  if (vault === null || vault === undefined || book === undefined) throw new Error('nobody is logged in');
  for (let from = 0; from < count; from += 1_000) {
    const subjects = Array.from({ length: Math.min(1_000, count - from) }, (_, i) =>
      newCustomer(vault, owner.process.newId(), book, { kind: 'person', name: `Person ${from + i}`, tags: ['many'] }),
    );
    commit(vault, { kind: 'import.rows', subjects });
  }
}

function forgetViews(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith('view-')) rmSync(join(folder, name));
}

test('the totals and tags that a view keeps count of are those that are there, whatever happens to a customer', async () => {
  const { owner, close, hire } = await openTestVault();
  const user = await hire(owner, 'Ann', 'salesperson');
  const made = await Promise.all(
    ['A', 'B', 'C', 'D'].map((name, i) =>
      owner.call('customers.create', {
        fields: { kind: i % 2 === 0 ? 'firm' : 'person', name, tags: i === 0 ? ['vip'] : ['vip', 'new'] },
        responsible: i < 3 ? 'pool' : user,
      }),
    ),
  );
  const total = async (filter: object): Promise<number | null> =>
    (await owner.call('customers.list', { ...byName, filter })).total;
  const counts = async () => [
    await total({}),
    await total({ responsible: 'pool' }),
    await total({ responsible: user }),
    await total({ kind: 'firm' }),
    await total({ kind: 'person', responsible: user }),
    await total({ binned: true }),
  ];
  const tags = async () => (await owner.call('customers.tags', {})).tags;
  expect(await counts()).toEqual([4, 3, 1, 2, 1, 0]);
  expect(await tags()).toEqual([
    { tag: 'vip', count: 4 },
    { tag: 'new', count: 3 },
  ]);

  const [a, b, c, d] = made.map(({ id }) => id);
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four were made');
  const { batch } = await owner.call('customers.bin', { ids: [b, d] });
  await owner.call('customers.update', { id: c, baseVersion: 1, patch: { tags: [] } });
  expect(await counts()).toEqual([2, 2, 0, 2, 0, 2]);
  expect(await tags()).toEqual([{ tag: 'vip', count: 1 }]);

  await owner.call('changes.undo', { batch });
  await owner.call('customers.handOver', { selection: { kind: 'ids', ids: [a] }, to: user });
  expect(await counts()).toEqual([4, 2, 2, 2, 1, 0]);
  expect(await tags()).toEqual([
    { tag: 'vip', count: 3 },
    { tag: 'new', count: 2 },
  ]);
  await close();
});

test('while a view is built the login is answered, lists show what is there and a save does not wait', async () => {
  const office = await openTestVault();
  write(office.owner, 3_000);
  await office.owner.end();
  forgetViews(office.folder);
  const again = await office.as('Owner');
  expect((await again.call('session.me', {})).building).toBe(true);
  const early = await again.call('customers.list', { ...byName, filter: {}, sort: 'created', descending: true });
  expect(early.rows.length).toBe(50);
  const { id } = await again.call('customers.create', { fields: { kind: 'firm', name: 'Made meanwhile' } });
  expect((await again.call('customers.get', { id })).name).toBe('Made meanwhile');
  expect((await again.call('session.me', {})).building).toBe(true);
  await Promise.all(again.process.running);
  expect((await again.call('customers.list', { ...byName, filter: {} })).total).toBe(3_001);
  await office.close();
}, 60_000);

test('a person with many customers and one with few are listed in the same order', async () => {
  const office = await openTestVault();
  write(office.owner, 2_100);
  const own = await office.owner.call('customers.create', {
    fields: { kind: 'firm', name: 'Own' },
    responsible: office.people.get('Owner')?.user ?? '',
  });
  const pool = await office.owner.call('customers.list', { ...byName, filter: { responsible: 'pool' } });
  expect(pool.total).toBe(2_100);
  expect(pool.rows.map(({ name }) => name)).toEqual(
    Array.from({ length: 2_100 }, (_, i) => `Person ${i}`)
      .sort()
      .slice(0, 50),
  );
  const mine = await office.owner.call('customers.list', {
    ...byName,
    filter: { responsible: office.people.get('Owner')?.user ?? '' },
  });
  expect(mine.rows.map(({ id }) => id)).toEqual([own.id]);
  expect(mine.total).toBe(1);
  await office.close();
}, 60_000);

test('a view of other weights of Chinese characters is built again', async () => {
  const office = await openTestVault();
  await office.owner.call('customers.create', { fields: { kind: 'firm', name: '大同' } });
  const { vault } = office.owner.process;
  vault?.content.setMeta.run('version', '6 icu 1.0');
  await office.owner.end();
  const again = await office.as('Owner');
  expect((await again.call('customers.list', { ...byName, filter: {} })).rows.length).toBe(1);
  expect(again.process.vault?.content.meta.get('version')).toContain(process.versions.icu);
  await office.close();
});
