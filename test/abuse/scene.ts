import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import {
  type KeptOffice,
  type TestOffice,
  type TestProcess,
  openTestVault,
  ownerPassword,
} from '../support/testVault.ts';
import { keepOffice } from './asAttacker.ts';

/** An office with customers of two salespeople and the pool, all sessions over, put back to this state at will. */
export interface Scene {
  readonly office: TestOffice;
  /** Customers: of Ann, of Bob, of the pool. */
  readonly anns: Id;
  readonly bobs: Id;
  readonly pooled: Id;
  readonly restore: () => void;
  readonly close: () => Promise<void>;
}

export const annsPhone = '0912-345-678';
export const bobsPhone = '0987-654-321';

type Made = KeptOffice & Pick<Scene, 'anns' | 'bobs' | 'pooled'>;
/** Made once by each test process and copied for each file: most of it is hiring six people. */
const made = new Map<string, Promise<Made>>();

/** Owner, May (manager), Ann and Bob (salespeople working for May), Sue (service), Lee (a manager of nobody). */
export async function aScene(cards: 'private' | 'shared' = 'private'): Promise<Scene> {
  const known = made.get(cards) ?? makeScene(cards);
  made.set(cards, known);
  const { anns, bobs, pooled, ...copyOf } = await known;
  const office = await openTestVault({ copyOf });
  const kept = keepOffice(office);
  return {
    office,
    anns,
    bobs,
    pooled,
    restore: kept.restore,
    close: async () => {
      await office.close();
      kept.remove();
    },
  };
}

async function makeScene(cards: 'private' | 'shared'): Promise<Made> {
  const office = await openTestVault({ cards });
  const { owner } = office;
  await office.hire(owner, 'May', 'manager');
  await office.hire(owner, 'Ann', 'salesperson', 'May');
  await office.hire(owner, 'Bob', 'salesperson', 'May');
  await office.hire(owner, 'Sue', 'service');
  await office.hire(owner, 'Lee', 'manager');
  await owner.end();
  const ann = await office.as('Ann');
  const { id: anns } = await ann.call('customers.create', {
    fields: {
      kind: 'firm',
      name: '大同實業',
      taxId: '04595257',
      phones: [{ label: 'mobile', value: annsPhone }],
      idNumber: 'A123456789',
    },
  });
  await ann.call('notes.add', { customer: anns, kind: 'note', text: 'first note of Ann' });
  await ann.end();
  const bob = await office.as('Bob');
  const { id: bobs } = await bob.call('customers.create', {
    fields: { kind: 'firm', name: '永豐貿易', phones: [{ label: 'mobile', value: bobsPhone }] },
  });
  const { id: pooled } = await bob.call('customers.create', {
    fields: { kind: 'firm', name: '公海百貨', phones: [{ label: 'work', value: '02-2345-6789' }] },
    responsible: 'pool',
  });
  await bob.end();
  // Everybody has looked at it once, so that later sessions start from what they have seen.
  for (const name of ['Owner', 'May', 'Sue', 'Ann']) await (await office.as(name)).end();
  const { folder, keychain, people, time } = keepOffice(office, process.env['COFFER_TEST_RUN']);
  await office.close();
  return { folder, keychain, people, time, anns, bobs, pooled };
}

/** Deletes somebody's view: the program builds it again from the truth. */
export function dropView(office: TestOffice, name: string): void {
  const path = join(office.folder, `view-${office.people.get(name)?.user ?? ''}.db`);
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/** What a session says of itself at login: why it is read-only, or null. */
export async function quarantineOf(session: TestProcess): Promise<{ code: string; sequence: number | null } | null> {
  return (await session.call('session.me', {})).quarantine;
}

/** Names of the customers that a session lists. */
export async function namesIn(session: TestProcess): Promise<string[]> {
  const { rows } = await session.call('customers.list', {
    filter: {},
    sort: 'name',
    descending: false,
    collation: 'pinyin',
    after: null,
    limit: 100,
  });
  return rows.map(({ name }) => name);
}

/** The owner leaves somebody what is named, for so many days; until when that is. */
export async function nameDeputy(
  office: TestOffice,
  to: string,
  may: Input<'deputies.name'>['may'],
  days = 7,
): Promise<number> {
  const owner = await office.as('Owner');
  const until = office.clock.time + days * 86_400_000;
  await owner.call('deputies.name', { user: office.people.get(to)?.user ?? '', may, until, password: ownerPassword });
  await owner.end();
  return until;
}
