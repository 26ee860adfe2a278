import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import type { TestProcess } from '../support/testVault.ts';
import { type Scene, aScene, annsPhone, bobsPhone } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

const page = (more: Partial<Input<'customers.list'>> = {}): Input<'customers.list'> => ({
  filter: {},
  sort: 'name',
  descending: false,
  collation: 'pinyin',
  after: null,
  limit: 100,
  ...more,
});

/** Strings that mean something to SQL, to the full-text index or to LIKE. */
const hostile = [
  "'",
  '"',
  "' OR 1=1 --",
  '"; DROP TABLE journal;--',
  '%',
  '_',
  '%%%%',
  '*',
  'a*',
  '^',
  'NEAR(',
  'NEAR(大 同, 2)',
  'AND',
  'OR',
  'NOT',
  '大 OR 永',
  'tokens : 大',
  '{tokens}:大',
  '-大',
  '+',
  '(',
  ')',
  '""',
  '\\',
  '\0',
  '\u202e',
  '😀',
  'x'.repeat(200),
  '￥＊％',
];

test('case 17 search, filters and cursors take everything literally', async () => {
  const owner = await scene.office.as('Owner');
  const all = (await owner.call('customers.list', page())).rows.length;
  expect(all).toBe(3);
  for (const search of hostile) {
    const { rows } = await owner.call('customers.list', page({ filter: { search } }));
    // Signs mean nothing: what is found has every letter that was typed, and letters that stand nowhere find nothing.
    const letters = [...search].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
    for (const { name } of rows) for (const letter of letters) expect(name, search).toContain(letter);
    if (search.length <= 60)
      expect((await owner.call('customers.list', page({ filter: { tag: search } }))).rows).toEqual([]);
    const after = await owner.raw('customers.list', page({ after: JSON.stringify([search, 1]) }));
    expect(after.ok, search).toBe(true);
    expect(await owner.refused('customers.list', page({ after: search }))).toBe('invalidInput');
    await owner.call('customers.similar', { name: search, taxId: search.slice(0, 100) });
    expect(
      (await owner.call('journal.list', { filter: { kind: search.slice(0, 60) }, after: null, limit: 5 })).lines,
    ).toEqual([]);
  }
  expect((await owner.call('customers.list', page())).rows).toHaveLength(all);
  expect((await owner.call('journal.verify', {})).whole).toBe(true);
  await owner.end();
});

test('case 17 names and tags full of metacharacters are stored as data and found again', async () => {
  const bob = await scene.office.as('Bob');
  for (const name of [
    'x"; DROP TABLE journal;--',
    '😀',
    'rowid',
    '__proto__',
    "O'Brien & Söhne % _",
    '人'.repeat(200),
  ]) {
    const { id } = await bob.call('customers.create', { fields: { kind: 'firm', name, tags: [name.slice(0, 60)] } });
    const shown = await bob.call('customers.get', { id });
    expect(shown.name).toBe(name);
    expect(shown.tags).toEqual([name.slice(0, 60)]);
    const tagged = await bob.call('customers.list', page({ filter: { tag: name.slice(0, 60) } }));
    expect(tagged.rows.map((row) => row.id)).toEqual([id]);
    await bob.call('customers.bin', { ids: [id] });
  }
  await bob.end();
});

/** What a salesperson's colleagues must never learn: of Ann's and Bob's customers and of the pool's. */
const secrets = [annsPhone, '0912345678', bobsPhone, '0987654321', '02-2345-6789', '0223456789', 'A123456789'];

/** Every answer of every reading call that a person can get without a reveal. */
async function everything(session: TestProcess): Promise<string> {
  const answers: unknown[] = [];
  const ask = async (name: string, input: unknown) => answers.push(await session.raw(name, input));
  for (const sort of ['name', 'created', 'changed', 'lastContact'] as const)
    for (const descending of [true, false])
      for (const collation of ['pinyin', 'stroke'] as const)
        await ask('customers.list', page({ sort, descending, collation }));
  for (const id of [scene.anns, scene.bobs, scene.pooled]) {
    await ask('customers.get', { id });
    await ask('notes.list', { customer: id, after: null, limit: 50 });
    await ask('customers.update', { id, baseVersion: 99, patch: { phones: [] } });
    await ask('customers.list', page({ filter: { company: id } }));
  }
  for (const name of [
    'customers.tags',
    'customers.holders',
    'staff.list',
    'session.me',
    'exports.mine',
    'exports.inbox',
  ])
    await ask(name, {});
  await ask('customers.similar', { name: '大同', taxId: '04595257' });
  await ask('journal.mine', { after: null, limit: 200 });
  await ask('journal.list', { filter: {}, after: null, limit: 200 });
  return JSON.stringify([answers, session.events]);
}

test.each(['Owner', 'May', 'Ann', 'Bob', 'Sue'])(
  'case 18 nothing that %s is answered without a reveal holds a masked value',
  async (name) => {
    const session = await scene.office.as(name);
    const told = await everything(session);
    expect(told).toContain('公海百貨');
    for (const secret of secrets) expect(told, secret).not.toContain(secret);
    await session.end();
  },
);

test.each(['Owner', 'May', 'Ann', 'Bob', 'Sue'])(
  'case 18 %s finds and counts nothing by a part of a masked value',
  async (name) => {
    const session = await scene.office.as(name);
    for (const secret of secrets) {
      const digits = secret.replace(/\D/g, '');
      for (let from = 0; from + 4 <= digits.length; from += 1)
        for (const length of [4, 6, 8]) {
          const search = digits.slice(from, from + length);
          if (search.length < 4 || search.length >= digits.length) continue;
          const found = await session.call('customers.list', page({ filter: { search } }));
          expect([search, found.rows.length, found.total ?? 0]).toEqual([search, 0, 0]);
        }
    }
    for (const search of ['A123456789', 'A1234']) {
      expect((await session.call('customers.list', page({ filter: { search } }))).rows).toEqual([]);
    }
    await session.end();
  },
);

test('case 18 a complete number is found by whoever holds the class and by nobody else', async () => {
  for (const [name, finds] of [
    ['Owner', 1],
    ['May', 1],
    ['Ann', 1],
    ['Bob', 0],
    ['Sue', 0],
  ] as const) {
    const session = await scene.office.as(name);
    const { rows } = await session.call('customers.list', page({ filter: { search: annsPhone } }));
    expect(rows, name).toHaveLength(finds);
    await session.end();
  }
  const bob = await scene.office.as('Bob');
  // In the pool its salespeople see a mask without content, whatever the number is.
  expect((await bob.call('customers.list', page({ filter: { search: '02-2345-6789' } }))).rows).toEqual([]);
  await bob.end();
});

test('case 18 no masked field can be asked for as an order or a filter', async () => {
  const owner = await scene.office.as('Owner');
  for (const sort of ['phone', 'phones', 'birthday', 'idNumber', 'contact_access', 'phone_hash'])
    expect(await owner.refused('customers.list', { ...page(), sort })).toBe('invalidInput');
  for (const filter of [{ phone: '09' }, { birthday: '1' }, { idNumber: 'A' }, { contact_access: 'reveal' }])
    expect(await owner.refused('customers.list', { ...page(), filter })).toBe('invalidInput');
  expect(await owner.refused('customers.list', { ...page(), collation: 'phone' })).toBe('invalidInput');
  await owner.end();
});
