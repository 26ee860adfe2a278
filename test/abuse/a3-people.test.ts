import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { idFromBytes } from '#shared/domain/ids.ts';
import { coverRights } from '../../main/vault/journal/cover.ts';
import type { AuthorityItem } from '../../main/vault/journal/items.ts';
import { SecretKey, randomBytes } from '../../main/vault/keys/crypto.ts';
import { personKeys } from '../../main/vault/keys/slot.ts';
import type { SealedRow } from '../../main/vault/store/vault.sql.ts';
import { staffPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { sealedRow, subjectOf } from './forge.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from './scene.ts';

const day = 86_400_000;
let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const userOf = (name: string): string => scene.office.people.get(name)?.user ?? '';
const now = (): number => scene.office.clock.time;

/** What one person writes into the journal by hand; answers the entry's number. */
async function byHand(name: string, items: (by: Attacker) => AuthorityItem[], time = now()): Promise<number> {
  const attacker = await asAttacker(scene.office, name);
  try {
    return attacker.append({ kind: 'staff.forged', items: items(attacker), time }).seq;
  } finally {
    attacker.close();
  }
}

/** What the owner's next session says of the vault. */
async function judged(): Promise<{ code: string; sequence: number | null } | null> {
  const owner = await scene.office.as('Owner');
  const quarantine = await quarantineOf(owner);
  await owner.end();
  return quarantine;
}

type Grant = Extract<AuthorityItem, { t: 'grant' }>;
function coverOf(by: Attacker, whose: string, changed: Partial<Grant> = {}): Grant {
  const book = by
    .bodies()
    .flatMap(({ items }) => items)
    .find((item) => item.t === 'book' && item.kind === 'person' && item.person === userOf(whose));
  if (book?.t !== 'book') throw new Error('no book');
  const until = now() + day;
  return { t: 'grant', user: userOf('Ann'), book: book.book, class: 'contact', right: 'read', until, ...changed };
}

test('what a manager may give is taken in: a colleague of hers, until a day, to read and to write notes', async () => {
  await byHand('May', (may) =>
    (['card', 'work', 'contact'] as const).map((name) =>
      coverOf(may, 'Bob', { class: name, right: coverRights[name] ?? 'none' }),
    ),
  );
  expect(await judged()).toBeNull();
});

test.each<[string, string, (by: Attacker) => AuthorityItem]>([
  ['without a day', 'May', (may) => coverOf(may, 'Bob', { until: null })],
  ['for longer than a month', 'May', (may) => coverOf(may, 'Bob', { until: now() + 32 * day })],
  ['of a class that is no part of it', 'May', (may) => coverOf(may, 'Bob', { class: 'restricted' })],
  ['to write where one only looks', 'May', (may) => coverOf(may, 'Bob', { class: 'card', right: 'write' })],
  ['to somebody who only serves', 'May', (may) => coverOf(may, 'Bob', { user: userOf('Sue') })],
  ['by a manager who does not lead them', 'Lee', (lee) => coverOf(lee, 'Bob')],
  ['of her own customers, for which an owner is needed', 'May', (may) => coverOf(may, 'May')],
  ['by a colleague', 'Ann', (ann) => coverOf(ann, 'Bob')],
  ['of what an owner gave', 'May', (may) => coverOf(may, 'Bob', { user: userOf('Owner'), right: 'none', until: null })],
])('A3 looking after customers is not given by hand: %s', async (_, by, item) => {
  const sequence = await byHand(by, (attacker) => [item(attacker)]);
  expect(await judged()).toEqual({ code: 'signatureInvalid', sequence });
  const ann = await scene.office.as('Ann');
  expect(await namesIn(ann)).not.toContain('永豐貿易');
  await ann.end();
});

/** A note that fits in every respect, on a customer that has one already. */
function forgedNote(by: Attacker, customer: string, time: number): number {
  const [there] = by.all<SealedRow>(
    "SELECT id, class, kind, subject, version, seq, key_no, sealed FROM records WHERE subject = ? AND kind = 'note'",
    customer,
  );
  if (there === undefined) throw new Error('no note');
  const naming = { ...there, id: idFromBytes(randomBytes(16)), version: 1 };
  const row = sealedRow(by, by.recordKey(there), naming, { kind: 'note', text: 'by hand', removed: false });
  return by.append({ kind: 'note.add', objects: [customer], subjects: [subjectOf(row)], time }).seq;
}

test('A3 what is written with a right whose day is over does not count', async () => {
  const bob = await scene.office.as('Bob');
  await bob.call('notes.add', { customer: scene.bobs, kind: 'note', text: 'Bob was here' });
  await bob.end();
  const until = now() + 60_000;
  const may = await scene.office.as('May');
  await may.call('staff.cover', { user: userOf('Bob'), by: userOf('Ann'), until, password: null });
  await may.end();
  const note = async (time: number): Promise<number> => {
    const ann = await asAttacker(scene.office, 'Ann');
    try {
      ann.collect();
      return forgedNote(ann, scene.bobs, time);
    } finally {
      ann.close();
    }
  };
  await note(until - 1);
  expect(await judged()).toBeNull();
  scene.office.clock.time = until + 1;
  const sequence = await note(until + 1);
  expect(await judged()).toEqual({ code: 'notAuthorised', sequence });
});

test.each<[string, string, string, (of: string) => AuthorityItem]>([
  ['a manager an owner', 'May', 'Owner', (user) => ({ t: 'freeze', user })],
  ['a manager herself', 'May', 'May', (user) => ({ t: 'freeze', user })],
  ['a salesperson a colleague', 'Ann', 'Bob', (user) => ({ t: 'freeze', user })],
])('A3 nobody is shut out by hand: %s', async (_, by, whom, item) => {
  const sequence = await byHand(by, () => [item(userOf(whom))]);
  expect(await judged()).toEqual({ code: 'notAuthorised', sequence });
});

test.each(['Bob', 'Lee'])('A3 nobody lets in whom another manager has shut out: %s', async (by) => {
  const may = await scene.office.as('May');
  await may.call('staff.freeze', { user: userOf('Bob'), reason: 'other' });
  await may.end();
  const sequence = await byHand(by, () => [{ t: 'thaw', user: userOf('Bob') }]);
  expect(await judged()).toEqual({ code: 'notAuthorised', sequence });
});

test('A3 nobody becomes an owner by saying that they hold ROOT', async () => {
  const sequence = await byHand('May', () => [{ t: 'ready', user: userOf('May') }]);
  expect(await judged()).toEqual({ code: 'signatureInvalid', sequence });
});

const next = 'a new password of somebody';

test('A7 whoever kept the password that was set confirms nothing in silence, and signs nothing once they have their own', async () => {
  const { office } = scene;
  const owner = await office.as('Owner');
  await office.reset(owner, 'Ann', next);
  await owner.end();
  // With the keys of the reset alone it is no confirmation.
  const kept = await asAttacker(office, 'Ann');
  const forged = kept.append({ kind: 'password.confirm', items: [{ t: 'confirm', user: kept.user }] });
  const look = await office.as('Bob');
  expect(await quarantineOf(look)).toEqual({ code: 'notAuthorised', sequence: forged.seq });
  await look.end();
  kept.run('DELETE FROM journal WHERE n = ?', forged.n);
  dropView(office, 'Bob');

  const ann = await office.as('Ann');
  const own = 'a password of Ann alone';
  await ann.call('passwords.confirm', { current: next, next: own });
  await ann.end();
  await (await office.as('Owner')).end();
  // Said by somebody else, she would stand before this: her login is gone, and she knows.
  expect(await office.open().refused('session.login', { user: userOf('Ann'), password: next })).toBe('wrongPassword');
  const again = office.open();
  await again.call('session.login', { user: userOf('Ann'), password: own });
  await again.end();
  const { seq } = kept.append({ kind: 'session.lock' });
  kept.close();
  const bob = await office.as('Bob');
  expect(await quarantineOf(bob)).toEqual({ code: 'signatureInvalid', sequence: seq });
  await bob.end();
});

test('A4 nobody puts other keys in the place of those that wait for an owner', async () => {
  const { office } = scene;
  const thief = await asAttacker(office, 'Ann');
  const ann = await office.as('Ann');
  const current = staffPassword('Ann');
  await ann.call('session.changePassword', { current, next, known: true });
  expect(await ann.refused('session.changePassword', { current: next, next: current, known: true })).toBe('keysAsked');
  await ann.end();
  const theirs = personKeys(SecretKey.random());
  const asked = { sign: theirs.sign.publicKey, box: theirs.box.publicKey, slot: 9 };
  const { seq } = thief.append({ kind: 'password.ask', items: [{ t: 'rekeyAsked', user: thief.user, ...asked }] });
  thief.close();
  const owner = await office.as('Owner');
  expect(await quarantineOf(owner)).toEqual({ code: 'notAuthorised', sequence: seq });
  await owner.end();
});
