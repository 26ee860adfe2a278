import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { newCustomer } from '../../../main/vault/customers/write.ts';
import { commit } from '../../../main/vault/store/commit.ts';
import { type TestOffice, type TestProcess, openTestVault } from '../../support/testVault.ts';
import { approval, card, parcels, saved, target } from './desk.ts';

const count = 2_500;
let office: TestOffice & { owner: TestProcess };
let ann: TestProcess;
let may: TestProcess;

beforeAll(async () => {
  office = await openTestVault();
  await office.hire(office.owner, 'May', 'manager');
  await office.hire(office.owner, 'Ann', 'salesperson', 'May');
  ann = await office.as('Ann');
  const { vault, newId } = ann.process;
  if (vault === null) throw new Error('locked');
  const book = vault.chain.authority.bookOf('person', vault.user)?.book ?? '';
  for (let from = 0; from < count; from += 500) {
    const subjects = Array.from({ length: 500 }, (_, n) =>
      newCustomer(vault, newId(), book, { kind: 'firm', name: `股份有限公司 ${from + n}`, taxId: '12345675' }),
    );
    commit(vault, { kind: 'customer.create', objects: [], subjects });
  }
  may = await office.as('May');
  while (may.process.building) await new Promise((done) => setTimeout(done, 20));
}, 120_000);
afterAll(async () => {
  rmSync(dirname(target(office)), { recursive: true, force: true });
  await office.close();
});

function askAll(): Promise<{ id: Id }> {
  return ann.call('exports.request', {
    selection: { kind: 'filter', filter: {} },
    columns: card,
    purpose: 'All',
    recipient: 'Ourselves',
  });
}

test('a long file is made in steps that tell how far it is, and survives an end before it has its name', async () => {
  const { id } = await askAll();
  const decided = await may.call('exports.decide', { id, decision: approval('May', card) });
  expect(decided.rows).toBe(count);
  const told = may.events.filter(({ name }) => name === 'exports.progress').map(({ payload }) => payload);
  expect(told).toEqual([1_000, 2_000, count].map((rows) => ({ id, rows, total: count })));
  const [parcel = ''] = parcels(office);
  const path = join(office.folder, 'files', parcel);
  renameSync(path, `${path}.part`);
  const lines = await saved(office, ann, id);
  expect(lines).toHaveLength(count + 1);
  expect(new Set(lines.map(([name]) => name)).size).toBe(count + 1);
});

test('a lock in the middle leaves the request waiting and nothing behind', async () => {
  const { id } = await askAll();
  const before = parcels(office);
  const again = await office.as('May');
  const making = again.raw('exports.decide', { id, decision: approval('May', card) });
  while (!again.events.some(({ name }) => name === 'exports.progress')) await new Promise((done) => setImmediate(done));
  await again.end();
  expect(await making).toMatchObject({ ok: false, error: { code: 'notLoggedIn' } });
  expect(parcels(office)).toEqual(before);
  expect((await ann.call('exports.get', { id })).state).toBe('waiting');
});

test('of two approvers at once one decides, and the other is told so', async () => {
  const { id } = await askAll();
  await office.owner.call('exports.get', { id });
  const answers = await Promise.all([
    may.raw('exports.decide', { id, decision: approval('May', card) }),
    office.owner.raw('exports.decide', { id, decision: approval('Owner', card) }),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'requestDecided' } });
  expect(await saved(office, ann, id)).toHaveLength(count + 1);
});
