import { afterEach, expect, it } from 'vitest';
import { startParser } from '../../support/parser.ts';
import { type TestOffice, type TestProcess, openTestVault } from '../../support/testVault.ts';
import { ended, everyone, opened, progressOf } from './drive.ts';

let office: TestOffice & { owner: TestProcess };
afterEach(() => office.close());

const longList = ['Name,Phone', ...Array.from({ length: 6_000 }, (_, i) => `Firm ${i} Ltd,02${27_000_000 + i}`)].join(
  '\n',
);

/** Starts a long list and waits until some of it is in. */
async function halfway(): Promise<string> {
  office = await openTestVault({ startParser });
  const { owner } = office;
  const file = await opened(office, owner, longList);
  const { mapping } = file;
  await owner.call('imports.start', {
    import: file.import,
    mapping,
    people: [],
    otherwise: 'pool',
    duplicates: 'skip',
    customerKind: 'firm',
  });
  while (!progressOf(owner, file.import).some(({ imported }) => imported > 0))
    await new Promise((resolve) => setTimeout(resolve, 5));
  return file.import;
}

it('cancelling takes out again what was taken in', { timeout: 60_000 }, async () => {
  const id = await halfway();
  const { owner } = office;
  expect((await everyone(owner)).length).toBeGreaterThan(0);
  await owner.call('imports.cancel', { import: id });
  expect(await ended(owner, id)).toMatchObject({ state: 'cancelled', imported: 0 });
  const taken = progressOf(owner, id).filter(({ state }) => state === 'running');
  expect(taken.at(-1)?.imported).toBeLessThan(6_000);
  expect(await everyone(owner)).toEqual([]);
  expect((await owner.call('imports.list', {})).imports[0]).toMatchObject({ state: 'undone' });
  expect(await owner.refused('imports.cancel', { import: id })).toBe('undoImpossible');
  // The way is free for the next one.
  const again = await opened(office, owner, 'Name\nAnother Firm\n');
  await owner.call('imports.start', {
    import: again.import,
    mapping: again.mapping,
    people: [],
    otherwise: 'pool',
    duplicates: 'skip',
    customerKind: 'firm',
  });
  expect(await ended(owner, again.import)).toMatchObject({ state: 'done', imported: 1 });
});

it(
  'locking stops it at its next chunk; the next login says how far it came, and can undo it',
  { timeout: 60_000 },
  async () => {
    const id = await halfway();
    const before = Date.now();
    await office.owner.end();
    // A second at most, and some more for a machine that has other things to do.
    expect(Date.now() - before).toBeLessThan(4_000);
    const told = progressOf(office.owner, id).at(-1)?.imported ?? 0;
    const owner = await office.as('Owner');
    const [entry] = (await owner.call('imports.list', {})).imports;
    expect(entry).toMatchObject({ import: id, state: 'interrupted' });
    expect(entry?.imported).toBeGreaterThanOrEqual(told);
    expect(entry?.imported).toBeLessThan(6_000);
    expect(await everyone(owner)).toHaveLength(entry?.imported ?? -1);
    await owner.call('changes.undo', { batch: entry?.batch ?? '' });
    expect(await everyone(owner)).toEqual([]);
    expect((await owner.call('imports.list', {})).imports[0]?.state).toBe('undone');
  },
);

it(
  'a report that nothing runs behind says that it was cut off, with the rows that are in',
  { timeout: 60_000 },
  async () => {
    const id = await halfway();
    const { owner } = office;
    // A process that dies says nothing more: its chunks so far are all that there is.
    const { vault } = owner.process;
    owner.process.vault = null;
    vault?.close();
    const next = await office.as('Owner');
    const [entry] = (await next.call('imports.list', {})).imports;
    expect(entry).toMatchObject({ import: id, state: 'interrupted' });
    expect(await everyone(next)).toHaveLength(entry?.imported ?? -1);
    await next.call('imports.cancel', { import: id });
    expect(await everyone(next)).toEqual([]);
  },
);

it('a parser that dies ends it with words, and what is in stays until it is undone', { timeout: 60_000 }, async () => {
  const started: { stop: () => void }[] = [];
  office = await openTestVault({
    startParser: (path, toVault) => {
      const parser = startParser(path, toVault);
      started.push(parser);
      return parser;
    },
  });
  const { owner } = office;
  const file = await opened(office, owner, longList);
  await owner.call('imports.start', {
    import: file.import,
    mapping: file.mapping,
    people: [],
    otherwise: 'pool',
    duplicates: 'skip',
    customerKind: 'firm',
  });
  while (!progressOf(owner, file.import).some(({ imported }) => imported > 0))
    await new Promise((resolve) => setTimeout(resolve, 5));
  started[0]?.stop();
  expect(await ended(owner, file.import)).toMatchObject({ state: 'failed', code: 'parserStopped' });
  const [entry] = (await owner.call('imports.list', {})).imports;
  expect(entry).toMatchObject({ state: 'interrupted' });
  expect(await everyone(owner)).toHaveLength(entry?.imported ?? -1);
});
