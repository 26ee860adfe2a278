import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitAll } from '../../main/vault/store/commit.ts';
import { projectMoves } from '../../main/vault/view/projectMove.ts';
import { type TestOffice, type TestProcess, openTestVault } from '../support/testVault.ts';

let office: TestOffice;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  await office.hire(opened.owner, 'May', 'manager');
  await office.hire(opened.owner, 'Ann', 'salesperson', 'May');
  await office.hire(opened.owner, 'Bob', 'salesperson', 'May');
  await office.hire(opened.owner, 'Eve', 'salesperson');
});
afterAll(() => office.close());
const userOf = (name: string): string => office.people.get(name)?.user ?? '';

async function names(session: TestProcess): Promise<string[]> {
  const { rows } = await session.call('customers.list', {
    filter: {},
    sort: 'created',
    descending: false,
    collation: 'pinyin',
    after: null,
    limit: 50,
  });
  return rows.map(({ name }) => name);
}

test('a firm and its people go together, are Bob’s at once and Ann’s no longer; undo brings them back', async () => {
  const ann = await office.as('Ann');
  const { id } = await ann.call('customers.create', { fields: { kind: 'firm', name: '大同實業' } });
  const person = await ann.call('customers.create', { fields: { kind: 'person', name: '王小明', company: id } });
  await ann.call('customers.create', { fields: { kind: 'firm', name: '留下公司' } });
  const may = await office.as('May');
  // Named is the person alone: nobody is torn from the firm.
  const moved = await may.call('customers.handOver', {
    selection: { kind: 'ids', ids: [person.id] },
    to: userOf('Bob'),
  });
  expect(moved.count).toBe(2);
  await ann.end();
  expect(await names(await office.as('Ann'))).toEqual(['留下公司']);
  const bob = await office.as('Bob');
  expect(await names(bob)).toEqual(['大同實業', '王小明']);
  await bob.call('customers.update', { id, baseVersion: 1, patch: { name: '大同集團' } });
  const again = await office.as('May');
  expect(await again.refused('changes.undo', { batch: 'B'.repeat(22) })).toBe('undoImpossible');
  await again.call('changes.undo', { batch: moved.batch });
  expect(await names(await office.as('Ann'))).toEqual(['大同集團', '王小明', '留下公司']);
  expect(await names(await office.as('Bob'))).toEqual([]);
});

test('a selection by filter moves all that it finds, and to the pool too', async () => {
  const bob = await office.as('Bob');
  for (let i = 0; i < 3; i += 1)
    await bob.call('customers.create', { fields: { kind: 'firm', name: `第${i}號`, tags: ['old'] } });
  const may = await office.as('May');
  const found = { kind: 'filter' as const, filter: { tag: 'old' } };
  expect((await may.call('customers.handOver', { selection: found, to: 'pool' })).count).toBe(3);
  const nobody = { kind: 'filter' as const, filter: { tag: 'none such' } };
  expect(await may.refused('customers.handOver', { selection: nobody, to: 'pool' })).toBe('nothingSelected');
  const eve = await office.as('Eve');
  expect(await names(eve)).toEqual(['第0號', '第1號', '第2號']);
});

test('nobody gives customers to whom they may not, or whose they do not read', async () => {
  const eve = await office.as('Eve');
  const { id } = await eve.call('customers.create', { fields: { kind: 'firm', name: '伊芙公司' } });
  const may = await office.as('May');
  const hers = { kind: 'ids' as const, ids: [id] };
  expect(await may.refused('customers.handOver', { selection: hers, to: userOf('Bob') })).toBe('notFound');
  const pooled = { kind: 'filter' as const, filter: { responsible: 'pool' as const } };
  expect(await may.refused('customers.handOver', { selection: pooled, to: userOf('Eve') })).toBe('receiverInvalid');
  expect(await eve.refused('customers.handOver', { selection: hers, to: 'pool' })).toBe('notAllowed');
});

/** Everything that a view says of customers, but for their numbers of rows. */
function shown({ process }: TestProcess): unknown[][] {
  const view = process.vault?.viewDb;
  return ['customers', 'customer_fields', 'customer_tags', 'customer_counts', 'notes', 'tag_counts'].map(
    (table) => view?.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all() ?? [],
  );
}

/** Whether the view is as it would be if this customer were projected anew. */
function expectProjected(session: TestProcess, customer: string): void {
  const { vault } = session.process;
  if (vault === null) throw new Error('nobody is logged in');
  const moved = shown(session);
  vault.chain.sql.markDirty.run(customer);
  vault.projectDirty(1);
  expect(shown(session)).toEqual(moved);
}

test('a view after a move is the one that is projected anew, whether it shows as much as before or less', async () => {
  const ann = await office.as('Ann');
  const { id } = await ann.call('customers.create', {
    fields: { kind: 'firm', name: '搬家公司', phones: [{ label: 'work', value: '02 2345 6789' }], tags: ['moved'] },
  });
  for (const name of ['May', 'Owner']) {
    const session = await office.as(name);
    for (const to of [userOf('Bob'), 'pool', userOf('May'), userOf('Ann')]) {
      await session.call('customers.handOver', { selection: { kind: 'ids', ids: [id] }, to });
      expectProjected(session, id);
    }
    await session.end();
  }
  const again = await office.as('Ann');
  const { vault } = again.process;
  const pool = vault?.chain.authority.bookOf('pool')?.book;
  if (vault === null || pool === undefined) throw new Error('nobody is logged in');
  expect((await again.call('customers.get', { id })).phones).toMatchObject([{ value: { access: 'reveal' } }]);
  // In the pool a salesperson sees less of it: that is not to be had by changing whose it is.
  const move = {
    id,
    kind: 'customer' as const,
    from: vault.chain.sql.books.all(id),
    books: [pool],
    rows: [],
    keys: [],
  };
  expect([...projectMoves(vault.projection, { items: [{ t: 'move' }], subjects: [move] })]).toEqual([]);
  const stays = { ...move, books: move.from };
  expect([...projectMoves(vault.projection, { items: [{ t: 'move' }], subjects: [stays] })]).toEqual([id]);
});

test('of entries that are written together either all count or none', async () => {
  const may = await office.as('May');
  const { id } = await may.call('customers.create', { fields: { kind: 'firm', name: '一起公司' } });
  const { vault } = may.process;
  const pool = vault?.chain.authority.bookOf('pool')?.book;
  if (vault === null || pool === undefined) throw new Error('nobody is logged in');
  const before = { head: vault.chain.head, shown: shown(may), keys: vault.sql.keysOfSubject.all(id) };
  const moveTo = (book: string) => ({
    kind: 'customer.move',
    items: [{ t: 'move' as const }],
    subjects: [{ id, kind: 'customer' as const, books: [book], rows: [] }],
  });
  expect(() => commitAll(vault, [moveTo(pool), moveTo('no such book')])).toThrow('notAllowed');
  expect({ head: vault.chain.head, shown: shown(may), keys: vault.sql.keysOfSubject.all(id) }).toEqual(before);
  const own = vault.chain.sql.books.all(id)[0] ?? '';
  const last = commitAll(vault, [moveTo(pool), moveTo(own), moveTo(pool)]);
  expect(last).toBe((before.head?.n ?? 0) + 3);
  expect(vault.chain.head?.n).toBe(last);
  expectProjected(may, id);
  await may.end();
  expect(await names(await office.as('Eve'))).toContain('一起公司');
});

test('a move leaves nothing behind that every later login would have to read', async () => {
  const may = await office.as('May');
  const { id } = await may.call('customers.create', { fields: { kind: 'firm', name: '搬來搬去' } });
  const { vault } = may.process;
  if (vault === null) throw new Error('nobody is logged in');
  const kept = (): number =>
    vault.viewDb.prepare<[], number>('SELECT count(*) FROM chain_authority').pluck().get() ?? 0;
  const before = kept();
  await may.call('customers.handOver', { selection: { kind: 'ids', ids: [id] }, to: 'pool' });
  expect(kept()).toBe(before);
  const { authority } = vault.chain;
  vault.chain.reload();
  expect(vault.chain.authority).not.toBe(authority);
  expect(vault.chain.authority).toEqual(authority);
});
