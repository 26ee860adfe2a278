import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProcess, openTestVault } from '../support/testVault.ts';

let office: Awaited<ReturnType<typeof openTestVault>>;
let owner: TestProcess;
let ann: TestProcess;
const first = { title: 'Confidentiality', text: 'Customers stay here.' };

beforeAll(async () => {
  office = await openTestVault();
  owner = office.owner;
  await office.hire(owner, 'Ann', 'salesperson');
  await office.hire(owner, 'Joy', 'auditor');
});
afterAll(() => office.close());

test('without terms nobody has to sign', async () => {
  ann = await office.as('Ann');
  expect(await ann.call('terms.mine', {})).toEqual({ terms: null, signed: null, due: false });
  expect(await ann.refused('terms.sign', { version: 1 })).toBe('notFound');
  expect(await ann.refused('terms.publish', first)).toBe('notAllowed');
  expect(await ann.refused('terms.status', {})).toBe('notAllowed');
  await ann.end();
});

test('what the owner publishes everybody reads and signs, but owners', async () => {
  expect(await owner.call('terms.publish', first)).toEqual({ version: 1 });
  expect((await owner.call('terms.mine', {})).due).toBe(false);
  for (const name of ['Ann', 'Joy']) {
    const session = await office.as(name);
    expect(await session.call('terms.mine', {}), name).toMatchObject({ terms: { ...first, version: 1 }, due: true });
    expect(await session.refused('terms.sign', { version: 2 })).toBe('conflict');
    if (name === 'Ann') {
      await session.call('terms.sign', { version: 1 });
      expect(await session.call('terms.mine', {})).toMatchObject({ signed: { version: 1 }, due: false });
    }
    await session.end();
  }
  owner = await office.as('Owner');
  const { version, people } = await owner.call('terms.status', {});
  expect(version).toBe(1);
  expect(people.map(({ name, signed }) => [name, signed !== null])).toEqual([
    ['Ann', true],
    ['Joy', false],
  ]);
  const [line] = (await owner.call('journal.list', { filter: { kind: 'terms.sign' }, after: null, limit: 10 })).lines;
  expect(line).toMatchObject({ actor: { name: 'Ann' }, details: { version: 1 } });
  expect(line?.details['hash']).toMatch(/^[0-9a-f]{64}$/);
});

test('when they change everybody signs anew, and the journal holds', async () => {
  expect(await owner.call('terms.publish', { ...first, text: 'And nothing is photographed.' })).toEqual({ version: 2 });
  expect((await owner.call('terms.status', {})).people.every(({ signed }) => signed === null)).toBe(true);
  ann = await office.as('Ann');
  expect(await ann.call('terms.mine', {})).toMatchObject({
    terms: { text: 'And nothing is photographed.', version: 2 },
    signed: { version: 1 },
    due: true,
  });
  expect(await ann.refused('terms.sign', { version: 1 })).toBe('conflict');
  await ann.call('terms.sign', { version: 2 });
  expect((await ann.call('terms.mine', {})).due).toBe(false);
  expect((await ann.call('journal.verify', {})).whole).toBe(true);
});

test('a signature that names other bytes does not count, whatever version it names', async () => {
  const { commit } = await import('../../main/vault/store/commit.ts');
  const joy = await office.as('Joy');
  const { vault } = joy.process;
  if (vault === null) throw new Error('no session');
  commit(vault, { kind: 'terms.sign', details: { version: 2, hash: 'f'.repeat(64) } });
  commit(vault, { kind: 'terms.sign', details: { version: 'x' } });
  expect((await joy.call('terms.mine', {})).due).toBe(true);
  // Nor may anybody but an owner write what is to be signed.
  const subject = vault.chain.sql.subjectsOfBook
    .all(vault.chain.authority.bookOf('office')?.book ?? '')
    .find((id) => vault.chain.sql.subject.get(id)?.kind === 'terms');
  expect(() =>
    commit(vault, {
      kind: 'terms.publish',
      subjects: [
        {
          id: subject ?? '',
          kind: 'terms',
          rows: [{ record: subject ?? '', kind: 'terms', class: 'card', payload: { title: 'Mine', text: 'Mine' } }],
        },
      ],
    }),
  ).toThrow('notAllowed');
  await joy.end();
});
