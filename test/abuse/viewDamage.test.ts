import { closeSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Db } from '../../main/vault/store/open.ts';
import { type ChildVault, type Computer, startChildVault } from '../support/childVault.ts';
import { type KillOffice, aKillOffice } from '../support/killOffice.ts';
import { again, copyOf, everyCustomer, random, startKilling, unlessDied } from '../support/killing.ts';
import { Refused, type TestProcess, openTestVault } from '../support/testVault.ts';

// Promise P7 for views: they are derived, so whatever happens to them is made good from the truth.

let office: KillOffice;
beforeAll(async () => {
  startKilling();
  office = await aKillOffice();
}, 120_000);
vi.setConfig({ testTimeout: 180_000 });

const page = 4096;
function garble(path: string, at: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, at);
  closeSync(file);
}
const pagesOf = (path: string): number => Math.floor(statSync(path).size / page);

async function expectAll(child: ChildVault): Promise<void> {
  expect((await everyCustomer(child)).map(({ name }) => name).filter((name) => name.startsWith('Anna'))).toHaveLength(
    60,
  );
  const found = await child.call('customers.list', {
    filter: { search: 'Anna 59' },
    sort: 'name',
    descending: false,
    collation: 'pinyin',
    after: null,
    limit: 10,
  });
  expect(found.rows.map(({ name }) => name)).toEqual(['Anna 59']);
}

const damages: readonly (readonly [string, (view: string) => void])[] = [
  ['deleted, its -wal left behind', (view) => rmSync(view)],
  [
    'deleted, a -journal of its first moments left behind',
    (view) => {
      rmSync(view);
      writeFileSync(`${view}-journal`, Buffer.alloc(9_000, 7));
    },
  ],
  ['its -wal deleted', (view) => rmSync(`${view}-wal`, { force: true })],
  ['its -wal garbled', (view) => writeFileSync(`${view}-wal`, Buffer.alloc(9_000, 7))],
  ['emptied', (view) => truncateSync(view, 0)],
  ['cut off in the middle', (view) => truncateSync(view, Math.max(1, Math.floor(pagesOf(view) / 2)) * page + 100)],
  ['garbled at its beginning', (view) => garble(view, 200)],
  [
    'garbled in every third page',
    (view) => {
      for (let at = 1; at < pagesOf(view); at += 3) garble(view, at * page + Math.floor(random(page - 64)));
    },
  ],
];

test('P7 a view that is gone or damaged is built again at login, and nothing is lost', async () => {
  const { ann } = office;
  const computer = copyOf(office.computer);
  const view = join(computer.folder, `view-${ann.user}.db`);
  // Into the file itself, so that there is something to damage; beside it stays what the last session wrote.
  await (await again(computer, ann)).end();
  for (const [name, damage] of damages) {
    let child = await startChildVault(computer);
    await child.call('session.login', ann);
    await child.call('drafts.put', { key: 'kept', text: name });
    await child.kill();
    damage(view);
    child = await again(computer, ann);
    try {
      await expectAll(child);
    } catch (error) {
      // A page that the login did not touch: the session that comes upon it ends, and the next one has a new view.
      if (!(error instanceof Refused)) throw error;
      await child.end();
      child = await again(computer, ann);
      await expectAll(child);
    }
    expect(await child.call('drafts.get', { key: 'kept' })).toMatchObject({ text: name });
    await child.end();
  }
});

/** Calls until one of them comes upon the damage, which ends the session. */
async function useUntilItEnds(child: ChildVault, computer: Computer, view: string): Promise<void> {
  const over = new Promise((resolve) => child.process.once('exit', resolve));
  for (let at = 1; at < pagesOf(view); at += 1) garble(view, at * page + 40);
  for (let i = 0; i < 30; i += 1) {
    if ((await unlessDied(everyCustomer(child).catch(() => null))) !== null) continue;
    break;
  }
  await over;
  expect(readdirSync(computer.folder)).toContain('vault.cvh');
}

test('P7 a view that is damaged under a session ends it, and the next login builds it again', async () => {
  const { owner, firms } = office;
  const computer = copyOf(office.computer);
  const view = join(computer.folder, `view-${owner.user}.db`);
  await (await again(computer, owner)).end();
  const child = await startChildVault(computer);
  await child.call('session.login', owner);
  await useUntilItEnds(child, computer, view);
  const next = await again(computer, owner);
  expect(await everyCustomer(next)).toHaveLength(60 + firms * 3);
  await expectAll(next);
  await next.end();
});

const all = { filter: {}, sort: 'name', descending: false, collation: 'pinyin', after: null, limit: 10 } as const;

/** Has a database's next commits fail at their very end, as on a full disk: by a foreign key that is checked only then. */
function failCommits(db: Db, table: string): () => void {
  db.exec('CREATE TABLE whole(id INTEGER PRIMARY KEY)');
  db.exec('CREATE TABLE part(whole INTEGER REFERENCES whole(id) DEFERRABLE INITIALLY DEFERRED)');
  db.exec(`CREATE TRIGGER fail AFTER INSERT ON ${table} BEGIN INSERT INTO part VALUES (1); END`);
  return () => void db.exec('DROP TRIGGER fail');
}
function opened(who: TestProcess): NonNullable<TestProcess['process']['vault']> {
  if (who.process.vault === null) throw new Error('no vault');
  return who.process.vault;
}

test('P7 a page of the view that the login itself reads', async () => {
  const made = await openTestVault();
  await made.owner.call('customers.create', { fields: { kind: 'firm', name: 'Still there' } });
  let { owner } = made;
  for (const table of ['chain_authority', 'entries']) {
    const { viewDb, user } = opened(owner);
    const root = viewDb.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table);
    await owner.end();
    garble(join(made.folder, `view-${user}.db`), (Number(root) - 1) * page + 40);
    owner = await made.as('Owner');
    expect((await owner.call('session.me', {})).quarantine).toBeNull();
    expect((await owner.call('customers.list', all)).rows.map(({ name }) => name)).toEqual(['Still there']);
  }
  await made.close();
});

test('P7 what the truth could not take is not in the view either', async () => {
  const made = await openTestVault();
  const goOn = failCommits(opened(made.owner).db, 'records');
  const fields = { kind: 'firm', name: 'Tried' } as const;
  expect(await made.owner.refused('customers.create', { fields })).toBe('internal');
  expect((await made.owner.call('customers.list', all)).rows).toEqual([]);
  goOn();
  await made.owner.call('customers.create', { fields });
  expect((await made.owner.call('customers.list', all)).rows).toHaveLength(1);
  expect((await made.owner.call('journal.verify', {})).whole).toBe(true);
  await made.close();
});

test('P7 saved in the truth while the view could not take it: "saved", and the next answer holds it', async () => {
  const made = await openTestVault();
  const { owner } = made;
  const goOn = failCommits(opened(owner).viewDb, 'customers');
  const saved = await owner.raw('customers.create', { fields: { kind: 'firm', name: 'Saved all the same' } });
  expect(saved.ok).toBe(true);
  // As long as it cannot catch up it does not answer with less than there is.
  expect(await owner.raw('customers.list', all)).toMatchObject({ ok: false });
  goOn();
  const { rows } = await owner.call('customers.list', all);
  expect(rows.map(({ name }) => name)).toEqual(['Saved all the same']);
  await made.close();
});
