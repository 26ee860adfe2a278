import { closeSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChildVault, type Computer, dropBundle, startChildVault } from '../support/childVault.ts';
import { type KillOffice, makeKillOffice } from '../support/killOffice.ts';
import { again, copyOf, everyCustomer, killWhen, random, seed, unlessDied } from '../support/killing.ts';
import { Refused, openTestVault } from '../support/testVault.ts';

// Promise P7 for views: they are derived, so whatever happens to them is made good from the truth.

let office: KillOffice;
beforeAll(async () => {
  process.stdout.write(`kill tests: COFFER_KILL_SEED=${seed}\n`);
  office = await makeKillOffice();
}, 60_000);
afterAll(dropBundle);

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

test(
  'P7 a view that is gone or damaged is built again at login, and nothing is lost',
  { timeout: 60_000 },
  async () => {
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
  },
);

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

test(
  'P7 a view that is damaged under a session ends it, and the next login builds it again',
  { timeout: 60_000 },
  async () => {
    const { owner } = office;
    const computer = copyOf(office.computer);
    const view = join(computer.folder, `view-${owner.user}.db`);
    await (await again(computer, owner)).end();
    const child = await startChildVault(computer);
    await child.call('session.login', owner);
    await useUntilItEnds(child, computer, view);
    const next = await again(computer, owner);
    await expectAll(next);
    await killWhen(next, () => true, 0);
  },
);

test('P7 saved in the truth while the view could not take it: "saved", and the next answer holds it', async () => {
  const opened = await openTestVault();
  const { owner } = opened;
  const view = owner.process.vault?.viewDb;
  if (view === undefined) throw new Error('no view');
  // A commit of the view that fails at its very end, as on a full disk: a foreign key that is checked only then.
  view.exec('CREATE TABLE whole(id INTEGER PRIMARY KEY)');
  view.exec('CREATE TABLE part(whole INTEGER REFERENCES whole(id) DEFERRABLE INITIALLY DEFERRED)');
  view.exec('CREATE TRIGGER fail AFTER INSERT ON customers BEGIN INSERT INTO part VALUES (1); END');
  const made = await owner.raw('customers.create', { fields: { kind: 'firm', name: 'Saved all the same' } });
  expect(made.ok).toBe(true);
  const refused = await owner.raw('customers.list', {
    filter: {},
    sort: 'name',
    descending: false,
    collation: 'pinyin',
    after: null,
    limit: 10,
  });
  // As long as it cannot catch up it does not answer with less than there is.
  expect(refused).toMatchObject({ ok: false });
  view.exec('DROP TRIGGER fail');
  const { rows } = await owner.call('customers.list', {
    filter: {},
    sort: 'name',
    descending: false,
    collation: 'pinyin',
    after: null,
    limit: 10,
  });
  expect(rows.map(({ name }) => name)).toEqual(['Saved all the same']);
  await opened.close();
});
