import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { randomBytes } from '../../main/vault/keys/crypto.ts';
import { ownerPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { type Scene, aScene, dropView, quarantineOf } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

interface Tampering {
  readonly title: string;
  readonly as?: string;
  /** Answers the number of the entry that must be named. */
  readonly attack: (attacker: Attacker) => number;
  readonly reason: string | RegExp;
}

const notes = (by: Attacker) => by.bodies().findIndex(({ kind }) => kind === 'note.add') + 1;

const cases: readonly Tampering[] = [
  {
    title: 'an edited entry',
    attack: (bob) => {
      const at = notes(bob);
      bob.run("UPDATE journal SET body = replace(body, 'note.add', 'note.odd') WHERE seq = ?", at);
      bob.run('UPDATE journal SET body = CAST(body AS BLOB) WHERE seq = ?', at);
      return at;
    },
    reason: /hashWrong|unreadable/,
  },
  {
    title: 'an edited entry whose hash was made to fit',
    attack: (bob) => {
      const at = notes(bob);
      bob.rewrite(bob.bodies().map((body) => (body.seq === at ? { ...body, kind: 'note.odd' } : body)));
      return at;
    },
    reason: 'signatureInvalid',
  },
  {
    title: 'a deleted entry',
    attack: (bob) => {
      const at = notes(bob);
      bob.run('DELETE FROM journal WHERE seq = ?', at);
      return at + 1;
    },
    reason: 'gap',
  },
  {
    title: 'two entries in each other’s place',
    attack: (bob) => {
      const at = notes(bob);
      bob.run('UPDATE journal SET n = n + 1000 WHERE seq = ?', at);
      bob.run('UPDATE journal SET n = n - 1 WHERE seq = ?', at + 1);
      bob.run('UPDATE journal SET n = ? WHERE seq = ?', at + 1, at);
      return at + 1;
    },
    reason: 'gap',
  },
  {
    title: 'an inserted entry',
    attack: (bob) => {
      const at = notes(bob);
      const bodies = bob.bodies();
      const extra = { ...bodies[at - 1], actor: bob.user, kind: 'session.login', subjects: [], objects: [] };
      bob.rewrite([...bodies.slice(0, at), extra as (typeof bodies)[number], ...bodies.slice(at)]);
      // Bob signed his own entry well; what follows is another’s.
      return bodies.findIndex(({ actor }, i) => i >= at && actor !== bob.user) + 2;
    },
    reason: 'signatureInvalid',
  },
  {
    title: 'a back-dated entry',
    attack: (bob) => bob.append({ kind: 'note.add', time: 1_600_000_000_000 }).seq,
    reason: 'timeRunsBack',
  },
  {
    title: 'an entry in another’s name',
    attack: (bob) => bob.append({ kind: 'customer.reveal', actor: scene.office.people.get('Ann')?.user ?? '' }).seq,
    reason: 'signatureInvalid',
  },
  {
    title: 'an entry that the owner forges in an employee’s name',
    as: 'Owner',
    attack: (owner) => owner.append({ kind: 'customer.reveal', actor: scene.office.people.get('Ann')?.user ?? '' }).seq,
    reason: 'signatureInvalid',
  },
  {
    title: 'an entry with a signature of nobody',
    attack: (bob) => {
      const last = bob.entries().at(-1);
      bob.run('UPDATE journal SET sig = ? WHERE n = ?', randomBytes(64), last?.n);
      return last?.seq ?? 0;
    },
    reason: 'signatureInvalid',
  },
  {
    title: 'an entry that follows another one than stands in front',
    attack: (bob) => bob.append({ prev: randomBytes(32) }).seq,
    reason: 'chainBroken',
  },
  {
    title: 'an entry of another device',
    attack: (bob) => bob.append({ device: 'D'.repeat(21) + '-' }).seq,
    reason: 'deviceUnknown',
  },
];

test.each(cases)('case 11 the verifier names $title and the reason', async ({ as, attack, reason }) => {
  const attacker = await asAttacker(scene.office, as ?? 'Bob');
  const sequence = attack(attacker);
  attacker.close();
  // The very session that checked most of it before, and one that did not.
  const session = await scene.office.as('May');
  const verdict = await session.call('journal.verify', {});
  expect(verdict.whole).toBe(false);
  expect(verdict.broken?.sequence).toBe(sequence);
  expect(verdict.broken?.reason).toMatch(reason);
  await session.end();
});

/** The entry of the keychain that names the newest entry somebody has seen, deleted by whoever shares the OS account. */
function forgetSeen(): void {
  for (const account of scene.office.keychain.keys())
    if (account.startsWith('seen:')) scene.office.keychain.delete(account);
}

test.each([
  ['their view knows', 'viewAhead', forgetSeen],
  ['the keychain knows, their view being gone', 'journalTruncated', (): void => dropView(scene.office, 'Ann')],
] as const)('case 11 entries cut off the end are missed at login, read-only: %s', async (_, code, forget) => {
  const attacker = await asAttacker(scene.office, 'Bob');
  const last = attacker.entries().at(-1)?.seq ?? 0;
  attacker.run('DELETE FROM journal WHERE seq > ?', last - 2);
  attacker.close();
  forget();
  // Ann’s was the last session: hers are the newest entries.
  const ann = await scene.office.as('Ann');
  expect(await quarantineOf(ann)).toEqual({ code, sequence: last });
  const verdict = await ann.call('journal.verify', {});
  expect(verdict.whole).toBe(false);
  expect(verdict.broken?.sequence).toBe(last);
  expect(await ann.refused('notes.add', { customer: scene.anns, kind: 'note', text: 'x' })).toBe('quarantined');
  await ann.end();
});

test('case 11 a session under way notices at its next write', async () => {
  const may = await scene.office.as('May');
  const attacker = await asAttacker(scene.office, 'Bob');
  const { seq } = attacker.append({ kind: 'note.add', actor: scene.office.people.get('Ann')?.user ?? '' });
  attacker.close();
  expect(await may.refused('notes.add', { customer: scene.anns, kind: 'note', text: 'x' })).toBe('quarantined');
  expect(await quarantineOf(may)).toEqual({ code: 'signatureInvalid', sequence: seq });
  await may.end();
});

test('case 11 an entry that stands where nobody ever comes is found by the check and set aside', async () => {
  const attacker = await asAttacker(scene.office, 'Bob');
  const { n } = attacker.append({ kind: 'forged' });
  attacker.run('UPDATE journal SET n = -5, seq = 9000 WHERE n = ?', n);
  attacker.close();
  const owner = await scene.office.as('Owner');
  expect((await owner.call('journal.verify', {})).broken?.reason).toBe('misplaced');
  const { digest, entries, first } = await owner.call('journal.alarm', {});
  expect({ entries, first }).toEqual({ entries: 1, first: null });
  // Work that goes on between looking and ending changes nothing of what was looked at.
  await owner.call('customers.create', { fields: { kind: 'firm', name: 'x' } });
  await owner.call('journal.endAlarm', { digest, password: ownerPassword });
  expect(await owner.call('journal.verify', {})).toMatchObject({ whole: true, endings: [{ entries: 1, kept: true }] });
  await owner.end();
});
