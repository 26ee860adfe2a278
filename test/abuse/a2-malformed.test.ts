import { encode } from 'cborg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { type EntryBody, rowHash } from '../../main/vault/journal/entry.ts';
import { encrypt } from '../../main/vault/keys/crypto.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { bookOf, newSubject, subjectOf } from './forge.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from './scene.ts';

// Entries that are rightly signed and are not what the program would write: they keep nobody from logging in, and whoever
// wrote one is named.

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';
const id = 'S'.repeat(21) + '-';
const other = 'T'.repeat(21) + '-';
const note = { kind: 'note', text: 'forged', removed: false };

async function asStaff<T>(name: string, attack: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, name);
  try {
    return attack(attacker);
  } finally {
    attacker.close();
  }
}
const ownBook = (by: Attacker): Id => bookOf(by, 'person', by.user);
const cardOf = (record: Id) => ({
  record,
  kind: 'customer' as const,
  class: 'card' as const,
  payload: { kind: 'firm', name: 'forged' },
});

/** An entry of Ann's that nobody takes, by what is wrong with it. */
const refused: Readonly<Record<string, (ann: Attacker) => Partial<EntryBody>>> = {
  'a subject twice in one book': (ann) => {
    const books = [ownBook(ann), ownBook(ann)];
    return { subjects: [newSubject(ann, { id, kind: 'customer', books }, [cardOf(id)]).subject] };
  },
  'a note that is of two classes': (ann) => {
    const books = [ownBook(ann)];
    const notes = (['work', 'card'] as const).map((name) => ({
      record: other,
      kind: 'note' as const,
      class: name,
      payload: note,
    }));
    return { subjects: [newSubject(ann, { id, kind: 'customer', books }, [cardOf(id), ...notes]).subject] };
  },
  'a second card of one customer': (ann) => {
    const books = [ownBook(ann)];
    return { subjects: [newSubject(ann, { id, kind: 'customer', books }, [cardOf(id), cardOf(other)]).subject] };
  },
  'a person of the office who is a note': (ann) => {
    const books = [ownBook(ann)];
    const row = { record: other, kind: 'note' as const, class: 'work' as const, payload: { name: 'Owner' } };
    return { subjects: [newSubject(ann, { id, kind: 'person', books }, [row]).subject] };
  },
  'a subject that is called as another’s note': (ann) => {
    const [found] = ann.all<{ id: Id }>("SELECT id FROM records WHERE kind = 'note'");
    return {
      subjects: [newSubject(ann, { id: found?.id ?? '', kind: 'customer', books: [ownBook(ann)] }, []).subject],
    };
  },
  'the last version there can be': (ann) => {
    const row = { ...cardOf(id), version: Number.MAX_SAFE_INTEGER };
    return { subjects: [newSubject(ann, { id, kind: 'customer', books: [ownBook(ann)] }, [row]).subject] };
  },
  'the end of time': () => ({ time: Number.MAX_SAFE_INTEGER }),
};

test.each(Object.keys(refused))('A2 an entry with %s does not count, and the entry is named', async (what) => {
  const sequence = await asStaff('Ann', (ann) => ann.append({ kind: 'customer.create', ...refused[what]?.(ann) }).seq);
  const owner = await scene.office.as('Owner');
  expect((await quarantineOf(owner))?.sequence).toBe(sequence);
  expect((await namesIn(owner)).toSorted()).toEqual(['公海百貨', '大同實業', '永豐貿易']);
  expect((await owner.call('journal.verify', {})).broken?.sequence).toBe(sequence);
  await owner.end();
});

test.each([
  ['nothing', () => Buffer.alloc(0)],
  ['a length that is not there', () => Buffer.from([0xff, 0xff, 0xff, 0xff, 1])],
  ['no CBOR', () => Buffer.from([0, 0, 0, 1, 0xff])],
] as const)('A2 a row in which %s is sealed keeps nobody from logging in', async (_, plain) => {
  for (const schema of [1, 2]) {
    scene.restore();
    const sequence = await asStaff('Ann', (ann) => {
      ann.collect();
      const named = { id: scene.pooled, kind: 'customer', subject: scene.pooled, class: 'card', version: 2, key_no: 1 };
      const naming = ['coffer value', ann.vault, 'customer', scene.pooled, scene.pooled, 'card', 1, 2, schema];
      const sealed = ann.keyed(scene.pooled, (key) =>
        Buffer.concat([Buffer.from([schema]), encrypt(key, plain(), encode(naming))]),
      );
      ann.run("UPDATE records SET version = 2, sealed = ? WHERE id = ? AND class = 'card'", sealed, scene.pooled);
      const row = { ...named, sealed };
      expect(rowHash(row)).toHaveLength(32);
      return ann.append({ kind: 'customer.update', subjects: [subjectOf(row)] }).seq;
    });
    dropView(scene.office, 'Owner');
    const owner = await scene.office.as('Owner');
    expect(await quarantineOf(owner)).toEqual({ code: 'rowChanged', sequence });
    expect((await namesIn(owner)).toSorted()).toEqual(['大同實業', '永豐貿易']);
    await owner.end();
  }
});

test.each([
  ['no purpose', { purpose: null }],
  ['bytes for a purpose', { purpose: Buffer.from('x') }],
  ['columns that are none', { columns: 'name' }],
  ['unknown columns', { columns: [{ column: '__proto__', treatment: 'clear' }] }],
  ['no number of rows', { rows: 'one' }],
] as const)(
  'A2 a request with %s keeps no approver from logging in or from their other requests',
  async (_, change) => {
    const sequence = await asStaff('Ann', (ann) => {
      const books = [bookOf(ann, 'desk', ann.user), bookOf(ann, 'approvals')];
      const payload = {
        rows: 1,
        columns: [{ column: 'name', treatment: 'clear' }],
        purpose: 'p',
        recipient: 'r',
        locale: 'en',
        ...change,
      };
      const rows = [
        { record: id, kind: 'request' as const, class: 'work' as const, payload },
        { record: other, kind: 'requestRows' as const, class: 'work' as const, payload: { ids: [scene.anns] } },
      ];
      const { subject } = newSubject(ann, { id, kind: 'request', books }, rows);
      const details = { rows: 1, columns: 1, clear: 'name', masked: '' };
      return ann.append({ kind: 'export.request', objects: [id], details, subjects: [subject] }).seq;
    });
    const may = await scene.office.as('May');
    expect(await quarantineOf(may)).toEqual({ code: 'rowChanged', sequence });
    expect((await may.call('exports.inbox', {})).requests).toEqual([]);
    await may.end();
  },
);

test('A2 what a colleague put into the keychain in place of what was seen keeps nobody from logging in', async () => {
  const seen = [...scene.office.keychain.keys()].find((key) => key.startsWith('seen:') && key.endsWith(userOf('Bob')));
  scene.office.keychain.set(seen ?? '', 'not JSON');
  const bob = await scene.office.as('Bob');
  expect(await namesIn(bob)).toContain('永豐貿易');
  await bob.end();
});
