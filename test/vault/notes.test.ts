import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestOffice, type TestProcess, openTestVault } from '../support/testVault.ts';

let office: TestOffice;
let ann: TestProcess;
let customer: string;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  await office.hire(opened.owner, 'Ann', 'salesperson');
  ann = await office.as('Ann');
  customer = (await ann.call('customers.create', { fields: { kind: 'firm', name: '大同實業' } })).id;
});
afterAll(() => office.close());

const list = (session: TestProcess, after: string | null = null, limit = 10) =>
  session.call('notes.list', { customer, after, limit });

test('notes stand newest first, in pages that join', async () => {
  for (let i = 0; i < 5; i += 1) await ann.call('notes.add', { customer, kind: 'note', text: `note ${i}` });
  const first = await list(ann, null, 3);
  const second = await list(ann, first.next, 3);
  expect([...first.notes, ...second.notes].map(({ text }) => text)).toEqual([4, 3, 2, 1, 0].map((i) => `note ${i}`));
  expect(second.next).toBeNull();
  expect(first.notes[0]).toMatchObject({ author: { name: 'Ann' }, edited: null, canEdit: true });
});

test('only the author changes a note, at the version seen; an old one is a conflict', async () => {
  const { id } = await ann.call('notes.add', { customer, kind: 'call', text: 'first' });
  await ann.call('notes.update', { id, baseVersion: 1, text: 'second' });
  expect(await ann.refused('notes.update', { id, baseVersion: 1, text: 'third' })).toBe('conflict');
  const owner = await office.as('Owner');
  const [shown] = (await list(owner)).notes;
  expect(shown).toMatchObject({ id, text: 'second', canEdit: false, version: 2 });
  expect(shown?.edited).not.toBeNull();
  expect(await owner.refused('notes.update', { id, baseVersion: 2, text: 'by the owner' })).toBe('notAllowed');
  expect(await owner.refused('notes.remove', { id })).toBe('notAllowed');
});

test('a removed note is gone and comes back by undo; an empty or endless one is refused', async () => {
  const { id } = await ann.call('notes.add', { customer, kind: 'visit', text: 'was there' });
  const { batch } = await ann.call('notes.remove', { id });
  expect((await list(ann)).notes.some((note) => note.id === id)).toBe(false);
  await ann.call('changes.undo', { batch });
  expect((await list(ann)).notes.find((note) => note.id === id)?.text).toBe('was there');
  expect(await ann.refused('notes.add', { customer, kind: 'note', text: '   ' })).toBe('invalidInput');
  expect(await ann.refused('notes.add', { customer, kind: 'note', text: 'x'.repeat(65_537) })).toBe('invalidInput');
});
