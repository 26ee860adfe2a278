import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { EntryBody } from '../../main/vault/journal/entry.ts';
import { SecretKey, encrypt, sealTo } from '../../main/vault/keys/crypto.ts';
import { recordKeyCommitment } from '../../main/vault/keys/keyRing.ts';
import type { TestProcess } from '../support/testVault.ts';
import { encode } from 'cborg';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { sealedRow, subjectOf } from './forge.ts';
import { type Scene, aScene, annsPhone, dropView, namesIn, quarantineOf } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene('shared');
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

async function asStaff(name: string, attack: (attacker: Attacker) => void): Promise<void> {
  const attacker = await asAttacker(scene.office, name);
  try {
    attack(attacker);
  } finally {
    attacker.close();
  }
}

/** The entry that wrote a customer's row of a class last. */
async function writtenBy(customer: Id, fieldClass: string): Promise<number> {
  let found = 0;
  await asStaff('Bob', (bob) => {
    for (const body of bob.bodies())
      for (const subject of body.subjects)
        if (subject.rows.some(([record, , name]) => record === customer && name === fieldClass)) found = body.seq;
  });
  return found;
}

/** Ann logs in to a view that is built anew: what she sees, and why it is read-only. */
async function annAnew(): Promise<{ ann: TestProcess; names: string[] }> {
  dropView(scene.office, 'Ann');
  const ann = await scene.office.as('Ann');
  return { ann, names: await namesIn(ann) };
}

async function expectNoticed(customer: Id, fieldClass: string): Promise<void> {
  const sequence = await writtenBy(customer, fieldClass);
  const { ann, names } = await annAnew();
  expect(await quarantineOf(ann)).toEqual({ code: 'rowChanged', sequence });
  expect(names).not.toContain('大同實業');
  expect(await ann.refused('customers.create', { fields: { kind: 'firm', name: 'x' } })).toBe('quarantined');
  const verdict = await ann.call('journal.verify', {});
  expect(verdict.whole).toBe(false);
  expect(verdict.broken?.sequence).toBe(sequence);
  await ann.end();
}

test('A2 an old version of a row put back is not shown, and the entry is named', async () => {
  const ann = await scene.office.as('Ann');
  await ann.call('customers.update', { id: scene.anns, baseVersion: 1, patch: { name: '大同集團' } });
  await ann.end();
  await asStaff('Bob', (bob) => {
    expect(
      bob.run(
        `UPDATE records SET (version, seq, key_no, sealed) = (SELECT version, seq, key_no, sealed FROM record_versions v
         WHERE v.id = records.id AND v.class = records.class) WHERE id = ? AND class = 'card'`,
        scene.anns,
      ),
    ).toBe(1);
  });
  await expectNoticed(scene.anns, 'card');
});

test('A2 a row put back behind a session that shows the right one is found when it is opened', async () => {
  const ann = await scene.office.as('Ann');
  await asStaff('Bob', (bob) => {
    bob.run("UPDATE records SET sealed = randomblob(200) WHERE id = ? AND class = 'contact'", scene.anns);
  });
  expect(await namesIn(ann)).toContain('大同實業');
  expect(await ann.refused('customers.reveal', { id: scene.anns, reason: 'call' })).toBe('quarantined');
  expect(await quarantineOf(ann)).toMatchObject({ code: 'rowChanged' });
  await ann.end();
});

test('A2 a deleted row is missed', async () => {
  await asStaff('Bob', (bob) => {
    expect(bob.run("DELETE FROM records WHERE id = ? AND class = 'card'", scene.anns)).toBe(1);
  });
  await expectNoticed(scene.anns, 'card');
});

test('A2 a row that no entry wrote is never shown and found by the verifier', async () => {
  await asStaff('Bob', (bob) => {
    bob.run(
      "INSERT INTO records SELECT 'Z' || substr(id, 2), class, kind, subject, version, seq, key_no, sealed FROM records WHERE id = ? AND class = 'card'",
      scene.anns,
    );
  });
  const { ann, names } = await annAnew();
  expect(names.filter((name) => name === '大同實業')).toHaveLength(1);
  expect((await ann.call('journal.verify', {})).broken?.reason).toBe('rowExtra');
  await ann.end();
});

test('A2 the class of a row changed: neither class is shown', async () => {
  await asStaff('Bob', (bob) => {
    expect(bob.run("UPDATE records SET class = 'work' WHERE id = ? AND class = 'contact'", scene.anns)).toBe(1);
  });
  const sequence = await writtenBy(scene.anns, 'contact');
  const { ann } = await annAnew();
  expect(await quarantineOf(ann)).toEqual({ code: 'rowChanged', sequence });
  await ann.end();
});

test('A2 another customer’s record key, or the same under another book, opens nothing', async () => {
  for (const change of [
    "UPDATE record_keys SET sealed = (SELECT sealed FROM record_keys o WHERE o.subject = ? AND o.class = 'card') WHERE subject = ? AND class = 'card'",
    'UPDATE record_keys SET book = (SELECT book FROM record_keys o WHERE o.subject = ? LIMIT 1) WHERE subject = ?',
  ]) {
    scene.restore();
    await asStaff('Bob', (bob) => {
      expect(bob.run(change, scene.bobs, scene.anns)).toBeGreaterThan(0);
    });
    const { ann, names } = await annAnew();
    expect(await quarantineOf(ann)).toMatchObject({ code: 'rowChanged' });
    expect(names).not.toContain('大同實業');
    await ann.end();
  }
});

test('A2 a card forged in a book that the writer holds only to read does not count', async () => {
  let sequence = 0;
  await asStaff('Ann', (ann) => {
    ann.collect();
    const [loot] = ann.loot().filter(({ row }) => row.id === scene.bobs && row.class === 'card');
    // The office shares cards: Ann reads this one, hence holds its key.
    expect(loot?.payload).toMatchObject({ name: '永豐貿易' });
    const row = ann.keyed(scene.bobs, (key) =>
      sealedRow(
        ann,
        key,
        { id: scene.bobs, kind: 'customer', subject: scene.bobs, class: 'card', version: 2, key_no: 1 },
        { kind: 'firm', name: 'forged by Ann' },
      ),
    );
    sequence = ann.append({ kind: 'customer.update', subjects: [subjectOf(row)] }).seq;
  });
  dropView(scene.office, 'Bob');
  const bob = await scene.office.as('Bob');
  expect(await quarantineOf(bob)).toEqual({ code: 'notAuthorised', sequence });
  expect(await namesIn(bob)).not.toContain('forged by Ann');
  expect((await bob.call('journal.verify', {})).broken).toEqual({ sequence, reason: 'writeNotAllowed' });
  await bob.end();
});

test.each(['customer', 'note'] as const)('A2 a row of one’s own cannot be hung on another’s %s', async (kind) => {
  let sequence = 0;
  await asStaff(kind === 'note' ? 'Bob' : 'Ann', (ann) => {
    const subject = 'S'.repeat(21) + '-';
    const [hit] = ann.all<{ id: Id }>("SELECT id FROM records WHERE kind = 'note'");
    const id = kind === 'note' ? (hit?.id ?? '') : scene.bobs;
    const fieldClass = kind === 'note' ? 'card' : 'work';
    const [book] = ann.all<{ book: Id }>('SELECT book FROM record_keys WHERE subject = ? LIMIT 1', scene.pooled);
    const key = SecretKey.random();
    const row = sealedRow(
      ann,
      key,
      { id, kind, subject, class: fieldClass, version: 1, key_no: 1 },
      { name: 'forged', tags: ['forged'] },
    );
    const ck = ann.bookKey(book?.book ?? '', fieldClass, 1);
    if (ck === null) throw new Error('Ann reads the pool');
    const naming = encode(['coffer record key', subject, fieldClass, 1, book?.book ?? '', 1]);
    ann.run(
      "INSERT INTO record_keys(subject, class, n, book, generation, wrap, sealed) VALUES (?, ?, 1, ?, 1, 'ck', ?)",
      subject,
      fieldClass,
      book?.book,
      encrypt(ck, key.bytes, naming),
    );
    const keys: EntryBody['subjects'][number]['keys'] = [
      [fieldClass, 1, recordKeyCommitment(key, subject, fieldClass, 1)],
    ];
    const forged = subjectOf(row, { books: [book?.book ?? ''], keys });
    sequence = ann.append({ kind: 'customer.create', subjects: [forged] }).seq;
  });
  const owner = await scene.office.as('Owner');
  expect(await quarantineOf(owner)).toEqual({ code: 'notAuthorised', sequence });
  expect(JSON.stringify(await owner.call('customers.get', { id: scene.bobs }))).not.toContain('forged');
  await owner.end();
});

test('A2 whoever may write one class decides nothing in another', async () => {
  await asStaff('Ann', (ann) => {
    ann.collect();
    const [card] = ann.loot().filter(({ row }) => row.id === scene.pooled && row.class === 'card');
    const row = ann.keyed(scene.pooled, (key) =>
      sealedRow(
        ann,
        key,
        { id: scene.pooled, kind: 'customer', subject: scene.pooled, class: 'card', version: 2, key_no: 1 },
        { ...(card?.payload as object), bankAccount: '999-666', phones: [{ label: 'mobile', value: '0900-000-666' }] },
      ),
    );
    ann.append({ kind: 'customer.update', subjects: [subjectOf(row)] });
  });
  const owner = await scene.office.as('Owner');
  // Ann may write this card: the entry counts, and what does not belong into it does not.
  expect(await quarantineOf(owner)).toBeNull();
  const shown = await owner.call('customers.get', { id: scene.pooled });
  expect(shown.bankAccount).toBeNull();
  expect(shown.phones).toHaveLength(1);
  expect(JSON.stringify(shown)).not.toContain('666');
  const { value } = await owner.call('customers.revealRestricted', { id: scene.pooled, field: 'bankAccount' });
  expect(value).toBeNull();
  expect(JSON.stringify(await owner.call('customers.reveal', { id: scene.pooled, reason: 'check' }))).not.toContain(
    '666',
  );
  await owner.end();
});

test('A2 nothing planted beside a sealed key is used in its place', async () => {
  const planted = SecretKey.random();
  await asStaff('Ann', (ann) => {
    const bookOf = (customer: Id): Id =>
      ann.all<{ book: Id }>("SELECT book FROM record_keys WHERE subject = ? AND class = 'card'", customer)[0]?.book ??
      '';
    const plant = (book: Id, fieldClass: FieldClass, n: number): void => {
      const item = ann
        .bodies()
        .flatMap(({ items }) => items)
        .find((each) => each.t === 'bookKey' && each.book === book && each.class === fieldClass);
      if (item?.t !== 'bookKey') throw new Error('no book key');
      ann.run(
        "INSERT INTO record_keys(subject, class, n, book, generation, wrap, sealed) VALUES (?, ?, ?, ?, 1, 'book', ?)",
        scene.bobs,
        fieldClass,
        n,
        book,
        sealTo(item.public, planted.bytes),
      );
    };
    // Before the class was used at all, before the next number was, and beside the one in use, in a book that Bob reads too.
    plant(bookOf(scene.bobs), 'work', 1);
    plant(bookOf(scene.bobs), 'card', 2);
    plant(bookOf(scene.pooled), 'card', 1);
  });
  const bob = await scene.office.as('Bob');
  await bob.call('notes.add', { customer: scene.bobs, kind: 'note', text: 'under a key of Bob’s own' });
  await bob.call('customers.update', { id: scene.bobs, baseVersion: 1, patch: { name: '永豐國際' } });
  expect(await quarantineOf(bob)).toBeNull();
  expect((await bob.call('notes.list', { customer: scene.bobs, after: null, limit: 5 })).notes[0]?.text).toBe(
    'under a key of Bob’s own',
  );
  await bob.end();
  await asStaff('Ann', (ann) => {
    ann.keep(scene.bobs, planted);
    expect(ann.loot()).toEqual([]);
    ann.collect();
    expect(JSON.stringify(ann.loot())).toContain(annsPhone);
    expect(JSON.stringify(ann.loot())).not.toContain('under a key of Bob’s own');
  });
});

test.each([
  ['a number for a name', 'card', 'customer', { kind: 'firm', name: 5 }],
  ['an object for a tax id', 'card', 'customer', { kind: 'firm', name: 'x', taxId: { toString: 1 } }],
  ['nothing at all', 'card', 'customer', null],
  ['another kind', 'card', 'customer', { kind: 'ship', name: 'x' }],
] as const)('A2 %s in a row that one may write keeps nobody from logging in', async (_, fieldClass, kind, payload) => {
  let sequence = 0;
  await asStaff('Ann', (ann) => {
    ann.collect();
    const naming = { id: scene.pooled, kind, subject: scene.pooled, class: fieldClass, version: 2, key_no: 1 };
    const row = ann.keyed(scene.pooled, (key) => sealedRow(ann, key, naming, payload));
    sequence = ann.append({ kind: 'customer.update', subjects: [subjectOf(row)] }).seq;
  });
  const owner = await scene.office.as('Owner');
  expect(await quarantineOf(owner)).toEqual({ code: 'rowChanged', sequence });
  expect((await namesIn(owner)).toSorted()).toEqual(['大同實業', '永豐貿易']);
  await owner.end();
});
