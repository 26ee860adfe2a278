import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PassedByParser } from '#shared/protocol.ts';
import { offerFile, startParser } from '../../support/parser.ts';
import { type TestOffice, type TestProcess, openTestVault } from '../../support/testVault.ts';
import { everyone, opened, takeIn } from './drive.ts';

let office: TestOffice & { owner: TestProcess };
let owner: TestProcess;
let ann: TestProcess;
/** What the host has passed on from parsers. */
const passed: PassedByParser[] = [];
beforeAll(async () => {
  office = await openTestVault({
    startParser: (path, toVault) =>
      startParser(path, (message) => {
        passed.push(message);
        toVault(message);
      }),
  });
  ({ owner } = office);
  await office.hire(owner, 'Ann', 'salesperson');
  await office.hire(owner, 'Sue', 'service');
  ann = await office.as('Ann');
}, 60_000);
afterAll(() => office.close());

const list = [
  'Name,Phone,Identity number,Notes',
  'Good Ltd,02-2771-1234,,fine',
  'Secret Broken Ltd,not a number,A123456789,whispered',
].join('\n');

/** Every text that a session's own database holds in clear. */
function inView(who: TestProcess): string {
  const db = who.process.vault?.viewDb;
  const tables = db?.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  return tables
    .filter((name) => !name.startsWith('search'))
    .map((name) => JSON.stringify(db?.prepare(`SELECT * FROM "${name}"`).all()))
    .join('\n');
}

it('keeps the rows that were set aside sealed: on the desk, in no view, in no journal entry', async () => {
  const me = office.people.get('Ann')?.user ?? '';
  const done = await takeIn(office, ann, list, { otherwise: me });
  expect(done).toMatchObject({ imported: 1, problems: 1 });
  const { rows } = await ann.call('imports.problems', { import: done.import, after: 0, limit: 10 });
  expect(rows[0]?.cells).toEqual(['Secret Broken Ltd', 'not a number', 'A123456789', 'whispered']);
  for (const value of ['Secret Broken', 'not a number', 'A123456789', 'whispered'])
    expect(inView(ann)).not.toContain(value);
  const vault = ann.process.vault;
  const bodies = vault?.db.prepare('SELECT body FROM journal').pluck().all() as Buffer[];
  for (const value of ['Secret Broken', 'Good Ltd', 'list.csv', 'whispered'])
    expect(bodies.some((body) => body.includes(value))).toBe(false);
  // Nor does the host hold any of it, through which it came.
  expect(passed.map(({ type }) => type)).toEqual(expect.arrayContaining(['sealed', 'sealed']));
  const sealed = passed.map((message) => JSON.stringify(message)).join('\n');
  for (const value of ['Secret', 'Good Ltd', 'rows', 'Phone']) {
    expect(sealed).not.toContain(value);
    expect(sealed).not.toContain(Buffer.from(value).toString('base64').replace(/.?=*$/, ''));
  }
  // The owner holds the key of the desk and does not see the list there.
  await owner.end();
  owner = await office.as('Owner');
  expect(await owner.call('imports.list', {})).toEqual({ imports: [] });
  expect(await owner.refused('imports.mend', { import: done.import, line: 3, cells: ['x'], anyway: true })).toBe(
    'importUnknown',
  );
});

it('mends at the next login what was set aside before', async () => {
  await ann.end();
  ann = await office.as('Ann');
  const [entry] = (await ann.call('imports.list', {})).imports;
  const { rows } = await ann.call('imports.problems', { import: entry?.import ?? '', after: 0, limit: 10 });
  const [row] = rows;
  expect(row?.problems).toEqual([{ column: 1, target: 'phone', code: 'phoneInvalid' }]);
  await ann.call('imports.mend', {
    import: entry?.import ?? '',
    line: row?.line ?? 0,
    cells: row?.cells ?? [],
    anyway: true,
  });
  expect((await ann.call('imports.list', {})).imports[0]).toMatchObject({ imported: 2, problems: 0 });
  expect((await everyone(ann)).map(({ name }) => name).sort()).toEqual(['Good Ltd', 'Secret Broken Ltd']);
});

it('lets a salesperson leave a list in the pool, without reading its numbers back', async () => {
  const done = await takeIn(office, ann, 'Name,Phone\nPooled Ltd,02-2345-6789\n', { otherwise: 'pool' });
  expect(done).toMatchObject({ imported: 1 });
  const pooled = (await everyone(ann)).find(({ name }) => name === 'Pooled Ltd');
  expect(pooled?.responsible).toEqual({ kind: 'pool' });
  expect(pooled?.phone).toMatchObject({ kind: 'masked', access: 'none' });
  expect(await ann.refused('customers.reveal', { id: pooled?.id, reason: 'check' })).toBe('notAllowed');
});

it('is refused to service, and while looking as somebody else', async () => {
  const sue = await office.as('Sue');
  expect(await sue.refused('imports.open', { token: offerFile(office, list) })).toBe('notAllowed');
  const file = await opened(office, owner, list);
  await owner.call('staff.previewStart', { user: office.people.get('Ann')?.user ?? '' });
  expect(await owner.refused('imports.open', { token: offerFile(office, list) })).toBe('previewReadOnly');
  const look = { import: file.import, mapping: file.mapping };
  expect(await owner.refused('imports.preview', look)).toBe('previewReadOnly');
  const begin = { ...look, people: [], otherwise: 'pool', duplicates: 'skip', customerKind: 'firm' };
  expect(await owner.refused('imports.start', begin)).toBe('previewReadOnly');
  const shown = (await owner.call('imports.list', {})).imports[0];
  expect(await owner.refused('imports.dismiss', { import: shown?.import, line: 3 })).toBe('previewReadOnly');
  await owner.call('staff.previewEnd', {});
  expect(await owner.call('imports.preview', look)).toMatchObject({ rows: 2, good: 0 });
});

it('reads a file again with other settings', async () => {
  const file = await opened(office, owner, 'Acme Ltd;02-2771-1234\nBeta Ltd;02-2771-1235\n');
  expect(file).toMatchObject({ hasHeader: false, delimiter: ';' });
  const settings = { import: file.import, encoding: file.encoding, hasHeader: true } as const;
  const { columns } = await owner.call('imports.reread', { ...settings, delimiter: ',' });
  expect(columns.map(({ header }) => header)).toEqual(['Acme Ltd;02-2771-1234']);
  expect(await owner.call('imports.preview', { import: file.import, mapping: ['name'] })).toMatchObject({ rows: 1 });
});
