import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { encodeEntry } from '../../main/vault/journal/entry.ts';
import { randomBytes } from '../../main/vault/keys/crypto.ts';
import { ownerPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { bookOf, newSubject, sealedRow, subjectOf } from './forge.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from './scene.ts';

// What a member of staff writes by hand and may write, so that somebody with more rights does the rest for them.

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';

async function asStaff<T>(name: string, attack: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, name);
  try {
    return attack(attacker);
  } finally {
    attacker.close();
  }
}

/** Writes the next card of a customer by hand. */
async function forgeCard(name: string, customer: Id, payload: object, kind = 'customer.update'): Promise<number> {
  return asStaff(name, (by) => {
    by.collect();
    const naming = { id: customer, kind: 'customer', subject: customer, class: 'card', version: 2, key_no: 1 };
    const row = by.keyed(customer, (key) => sealedRow(by, key, naming, payload));
    return by.append({ kind, subjects: [subjectOf(row)] }).seq;
  });
}

test('A2 a phone number typed where somebody planted the field in the card is not written into the card', async () => {
  await forgeCard('Ann', scene.pooled, { kind: 'firm', name: '公海百貨', phones: [] });
  const owner = await scene.office.as('Owner');
  await owner.call('customers.update', {
    id: scene.pooled,
    baseVersion: 2,
    patch: { phones: [{ label: 'mobile', value: '0933-111-222' }] },
  });
  expect((await owner.call('customers.reveal', { id: scene.pooled, reason: 'check' })).phones).toEqual([
    { label: 'mobile', value: '0933-111-222' },
  ]);
  await owner.end();
  await asStaff('Ann', (ann) => {
    ann.collect();
    expect(JSON.stringify(ann.loot())).toContain('公海百貨');
    expect(JSON.stringify(ann.loot())).not.toContain('0933-111-222');
  });
});

test('A1 a key delivered to the pool stays one that nothing is written under, whatever is done to its entry later', async () => {
  const customer = 'S'.repeat(21) + '-';
  const { sequence, kept } = await asStaff('Bob', (bob) => {
    const { subject, keys } = newSubject(bob, { id: customer, kind: 'customer', books: [bookOf(bob, 'pool')] }, [
      { record: customer, kind: 'customer', class: 'card', payload: { kind: 'firm', name: '釣魚公司' } },
      { record: customer, kind: 'customer', class: 'contact', payload: { wechat: 'bait' } },
    ]);
    return { sequence: bob.append({ kind: 'customer.create', subjects: [subject] }).seq, kept: keys };
  });
  const owner = await scene.office.as('Owner');
  expect(await namesIn(owner)).toContain('釣魚公司');
  await owner.end();
  // Everybody has seen the entry. Now it gets a signature of ROOT that nobody made, and the view is built again.
  await asStaff('Bob', (bob) => bob.run('UPDATE journal SET root_sig = ? WHERE seq = ?', randomBytes(64), sequence));
  dropView(scene.office, 'Owner');
  const again = await scene.office.as('Owner');
  await again.raw('customers.update', { id: customer, baseVersion: 1, patch: { wechat: 'written-since' } });
  expect(await quarantineOf(again)).toEqual({ code: 'signatureInvalid', sequence });
  await again.end();
  await asStaff('Bob', (bob) => {
    for (const key of kept.values()) bob.keep(customer, key);
    expect(JSON.stringify(bob.loot())).toContain('bait');
    expect(JSON.stringify(bob.loot())).not.toContain('written-since');
  });
});

test('A2 a customer linked to another’s firm brings that firm along to nobody', async () => {
  await forgeCard('Ann', scene.pooled, { kind: 'person', name: '公海小姐', company: scene.bobs });
  const may = await scene.office.as('May');
  const moved = await may.call('customers.handOver', {
    selection: { kind: 'ids', ids: [scene.pooled] },
    to: userOf('Ann'),
  });
  expect(moved.count).toBe(1);
  await may.end();
  const ann = await scene.office.as('Ann');
  expect((await namesIn(ann)).toSorted()).toEqual(['公海小姐', '大同實業']);
  await ann.end();
  const bob = await scene.office.as('Bob');
  expect(await namesIn(bob)).toContain('永豐貿易');
  await bob.end();
});

test('P4 an approved file names no firm that its requester does not see', async () => {
  await forgeCard('Ann', scene.anns, { kind: 'person', name: '王小明', company: scene.bobs });
  const ann = await scene.office.as('Ann');
  const columns = (['name', 'company', 'idNumber'] as const).map((column) => ({ column, treatment: 'clear' as const }));
  const { id } = await ann.call('exports.request', {
    selection: { kind: 'ids', ids: [scene.anns] },
    columns,
    purpose: 'check',
    recipient: 'tax office',
  });
  await ann.end();
  const may = await scene.office.as('May');
  const { rows } = await may.call('exports.preview', { id, columns: null, after: 0, limit: 10 });
  expect(rows).toEqual([['王小明', '', 'A123456789']]);
  await may.end();
});

test('undoing a change of a customer who is another’s by now changes nothing and raises no alarm', async () => {
  const ann = await scene.office.as('Ann');
  const { batch } = await ann.call('customers.update', {
    id: scene.anns,
    baseVersion: 1,
    patch: { name: '大同集團', phones: [] },
  });
  const created = await ann.call('customers.create', { fields: { kind: 'firm', name: '新客戶' } });
  const noted = await ann.call('notes.add', { customer: created.id, kind: 'call', text: 'first call' });
  await ann.end();
  const may = await scene.office.as('May');
  const selection = { kind: 'ids' as const, ids: [scene.anns, created.id] };
  await may.call('customers.handOver', { selection, to: userOf('Bob') });
  await may.end();
  const again = await scene.office.as('Ann');
  for (const lost of [batch, created.batch, noted.batch])
    expect(await again.refused('changes.undo', { batch: lost })).toBe('undoImpossible');
  expect(await quarantineOf(again)).toBeNull();
  await again.end();
});

test('A3 whoever writes an entry into another’s batch does not keep them from undoing it', async () => {
  const ann = await scene.office.as('Ann');
  const { batch } = await ann.call('customers.update', { id: scene.anns, baseVersion: 1, patch: { name: '大同集團' } });
  await ann.end();
  await asStaff('Bob', (bob) => bob.append({ kind: 'note.add', batch }));
  const again = await scene.office.as('Ann');
  expect((await again.call('changes.undo', { batch })).count).toBe(1);
  expect(await namesIn(again)).toContain('大同實業');
  await again.end();
});

test('P5 a change called a draft stands in the journal all the same', async () => {
  const sequence = await forgeCard('Ann', scene.pooled, { kind: 'firm', name: 'quietly' }, 'draft.save');
  const ann = await scene.office.as('Ann');
  await ann.call('drafts.put', { key: 'k', text: 'half a sentence' });
  await ann.end();
  const owner = await scene.office.as('Owner');
  const { lines } = await owner.call('journal.list', { filter: { person: userOf('Ann') }, after: null, limit: 100 });
  expect(lines.filter(({ kind }) => kind === 'draft.save').map((line) => line.sequence)).toEqual([sequence]);
  await owner.end();
});

test('A3 an entry changed behind a running session makes its undo do nothing else', async () => {
  const may = await scene.office.as('May');
  const { batch } = await may.call('customers.handOver', {
    selection: { kind: 'ids', ids: [scene.pooled] },
    to: userOf('Bob'),
  });
  const sequence = await asStaff('Ann', (ann) => {
    const body = ann.bodies().findLast((each) => each.batch === batch);
    if (body === undefined) throw new Error('no entry');
    // As if Bob’s customer had been taken from Ann: undoing that would give her what was never hers.
    const taken = { id: scene.bobs, kind: 'customer' as const, rows: [], keys: [] };
    const from = [bookOf(ann, 'person', ann.user)];
    const subjects = [{ ...taken, books: [bookOf(ann, 'person', userOf('Bob'))], from }];
    ann.run('UPDATE journal SET body = ? WHERE seq = ?', encodeEntry({ ...body, subjects }), body.seq);
    return body.seq;
  });
  expect(await may.refused('changes.undo', { batch })).toBe('quarantined');
  expect(await quarantineOf(may)).toEqual({ code: 'journalBroken', sequence });
  expect((await may.call('customers.get', { id: scene.bobs })).responsible).toMatchObject({ user: userOf('Bob') });
  await may.end();
});

test('A2 nobody puts words into the mouth of a colleague', async () => {
  const sequence = await asStaff('Sue', (sue) => {
    sue.collect();
    const [found] = sue.loot().filter(({ row }) => row.kind === 'note');
    if (found === undefined) throw new Error('no note');
    const key = sue.recordKey(found.row);
    const naming = { ...found.row, version: 2 };
    const row = sealedRow(sue, key, naming, { ...(found.payload as object), text: 'never said' });
    return sue.append({ kind: 'note.update', subjects: [subjectOf(row)] }).seq;
  });
  const owner = await scene.office.as('Owner');
  expect(await quarantineOf(owner)).toEqual({ code: 'notAuthorised', sequence });
  const { notes } = await owner.call('notes.list', { customer: scene.anns, after: null, limit: 5 });
  expect(notes.map(({ text }) => text)).toEqual(['first note of Ann']);
  await owner.end();
});

test('A2 service makes no nameless customers in the books of others', async () => {
  const customer = 'S'.repeat(21) + '-';
  const sequence = await asStaff('Sue', (sue) => {
    const books = [bookOf(sue, 'person', userOf('Bob'))];
    const row = { record: customer, kind: 'customer' as const, class: 'work' as const, payload: { tags: ['x'] } };
    const { subject } = newSubject(sue, { id: customer, kind: 'customer', books }, [row]);
    return sue.append({ kind: 'customer.create', subjects: [subject] }).seq;
  });
  const bob = await scene.office.as('Bob');
  expect(await quarantineOf(bob)).toEqual({ code: 'notAuthorised', sequence });
  expect(await namesIn(bob)).not.toContain('');
  await bob.end();
});

test('case 12 an entry dated 9999 ends nobody’s dated right, makes no key anew, and ROOT alone sets the journal back', async () => {
  const may = await scene.office.as('May');
  const week = 7 * 86_400_000;
  const cover = { user: userOf('Bob'), by: userOf('Ann'), until: scene.office.clock.time + week, password: null };
  await may.call('staff.cover', cover);
  await may.end();
  const dated = Date.UTC(9999, 0);
  await asStaff('Sue', (sue) => sue.append({ kind: 'session.lock', time: dated }));
  const ann = await scene.office.as('Ann');
  expect(await namesIn(ann)).toContain('永豐貿易');
  await ann.end();

  const keys = (of: Attacker): number =>
    of.bodies().flatMap(({ items }) => items.filter(({ t }) => t === 'bookKey')).length;
  const before = await asStaff('Sue', keys);
  const owner = await scene.office.as('Owner');
  expect(await asStaff('Sue', keys)).toBe(before);
  const { due } = await owner.call('staff.due', {});
  expect(due[0]).toMatchObject({ kind: 'clock', since: dated, name: 'Sue' });
  await owner.call('staff.setClock', { password: ownerPassword });
  expect(await owner.refused('staff.setClock', { password: ownerPassword })).toBe('clockRight');
  expect((await owner.call('staff.due', {})).due.map(({ kind }) => kind)).not.toContain('clock');
  expect((await owner.call('journal.verify', {})).whole).toBe(true);
  await owner.end();

  // The journal has its date again, and with it what a dated right lets people write.
  const again = await scene.office.as('Ann');
  await again.call('notes.add', { customer: scene.bobs, kind: 'call', text: 'called for Bob' });
  await again.end();
  const { sequence } = await asStaff('Ann', (by) => {
    const past = by.bodies()[3]?.time ?? 0;
    return { sequence: by.append({ kind: 'clock.set', time: past, items: [{ t: 'clock' }] }).seq };
  });
  const bob = await scene.office.as('Bob');
  expect(await quarantineOf(bob)).toEqual({ code: 'signatureInvalid', sequence });
  await bob.end();
});
