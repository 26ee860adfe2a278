import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Output } from '#shared/contract/index.ts';
import { SecretKey, randomBytes, sign, signPair } from '../../main/vault/keys/crypto.ts';
import { type EntryBody, entryHash } from '../../main/vault/journal/entry.ts';
import { type TestProcess, ownerPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { sealedRow, subjectOf } from './forge.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from './scene.ts';

// An alarm is ended by an owner alone, by a signature of ROOT: seen, not applied. Afterwards work goes on.

let scene: Scene;
beforeAll(async () => {
  scene = await aScene('shared');
  const ann = await scene.office.as('Ann');
  await ann.call('customers.update', { id: scene.anns, baseVersion: 1, patch: { name: '大同集團' } });
  await ann.end();
});
beforeEach(async () => {
  scene.restore();
  const ann = await scene.office.as('Ann');
  await ann.call('customers.update', { id: scene.anns, baseVersion: 1, patch: { name: '大同集團' } });
  await ann.end();
});
afterAll(() => scene.close());

async function attack<T>(as: string, work: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, as);
  try {
    return work(attacker);
  } finally {
    attacker.close();
  }
}
const addNote = (who: TestProcess) => who.raw('notes.add', { customer: scene.anns, kind: 'note', text: 'goes on' });

/** The owner looks into the alarm and ends it; what was found. */
async function ended(): Promise<Output<'journal.alarm'>> {
  const owner = await scene.office.as('Owner');
  const found = await owner.call('journal.alarm', {});
  expect(found.hopeless).toBeNull();
  expect(await owner.refused('journal.endAlarm', { digest: found.digest, password: 'not the password' })).toBe(
    'wrongPassword',
  );
  await owner.call('journal.endAlarm', { digest: found.digest, password: ownerPassword });
  await owner.end();
  return found;
}

/** After the alarm everybody works again, and the check says that all is whole and names what was set aside. */
async function expectWork(aside: { entries: number; rows: number }): Promise<void> {
  for (const name of ['Owner', 'May', 'Ann']) {
    const session = await scene.office.as(name);
    expect(await quarantineOf(session), name).toBeNull();
    if (name === 'Ann') expect(await addNote(session)).toMatchObject({ ok: true });
    const verdict = await session.call('journal.verify', {});
    expect(verdict, name).toMatchObject({ whole: true, broken: null });
    expect(verdict.endings.at(-1), name).toMatchObject({ ...aside, kept: true });
    await session.end();
  }
  // Told once to everybody but who ended it.
  dropView(scene.office, 'May');
  const may = await scene.office.as('May');
  expect((await may.call('session.me', {})).endings).toEqual([]);
  expect((await may.call('journal.verify', {})).whole).toBe(true);
  await may.end();
}

const tails: readonly (readonly [string, (by: Attacker) => unknown, string, number])[] = [
  [
    'an entry that somebody forged in another’s name',
    (bob) => bob.append({ actor: scene.office.people.get('Ann')?.user ?? '' }),
    'signatureInvalid',
    1,
  ],
  [
    'something that is no entry at all',
    (bob) => {
      const { n } = bob.append({});
      bob.run('UPDATE journal SET body = ?, device = ? WHERE n = ?', 'nonsense', 'x'.repeat(30), n);
    },
    'unreadable',
    1,
  ],
  [
    'several of them, one with a number that none can have',
    (bob) => {
      const { n } = bob.append({ kind: 'forged' }, { signWith: bob.otherKey });
      bob.append({ kind: 'forged' }, { signWith: bob.otherKey });
      bob.run('UPDATE journal SET n = -5, seq = 9000 WHERE n = ?', n);
    },
    'misplaced',
    2,
  ],
];

test.each(tails)('case 11 %s: found, read-only, ended by the owner, work goes on', async (_, forge, reason, count) => {
  await attack('Bob', forge);
  const ann = await scene.office.as('Ann');
  expect(await addNote(ann)).toMatchObject({ error: { code: 'quarantined' } });
  expect(await ann.refused('journal.alarm', {})).toBe('notAllowed');
  await ann.end();
  const found = await ended();
  expect(found).toMatchObject({ entries: count, signed: 0, rooted: 0, partCount: 0 });
  if (count === 1) expect(found.entry?.reason).toBe(reason);
  await expectWork({ entries: count, rows: 0 });
});

const rows: readonly (readonly [string, (by: Attacker) => unknown, { older: boolean; name: string }])[] = [
  [
    'a changed row',
    (bob) => bob.run("UPDATE records SET sealed = randomblob(200) WHERE id = ? AND class = 'card'", scene.anns),
    { older: true, name: '大同實業' },
  ],
  [
    'an old version put back',
    (bob) =>
      bob.run(
        `UPDATE records SET (version, seq, key_no, sealed) = (SELECT version, seq, key_no, sealed FROM record_versions v
         WHERE v.id = records.id AND v.class = records.class) WHERE id = ? AND class = 'card'`,
        scene.anns,
      ),
    { older: true, name: '大同實業' },
  ],
  [
    'a deleted row, its older versions too',
    (bob) => {
      bob.run("DELETE FROM records WHERE id = ? AND class = 'card'", scene.anns);
      bob.run('DELETE FROM record_versions WHERE id = ?', scene.anns);
    },
    { older: false, name: '' },
  ],
  [
    'text where sealed bytes belong',
    (bob) => bob.run("UPDATE records SET sealed = 'text' WHERE id = ? AND class = 'card'", scene.anns),
    { older: true, name: '大同實業' },
  ],
  [
    'another’s record key in its place',
    (bob) => bob.run("UPDATE record_keys SET sealed = randomblob(72) WHERE subject = ? AND class = 'card'", scene.anns),
    { older: false, name: '' },
  ],
];

test.each(rows)('case 11 %s: set aside, said so, and written anew', async (_, spoil, { older, name }) => {
  await attack('Bob', spoil);
  for (const who of ['Ann', 'Owner']) dropView(scene.office, who);
  const ann = await scene.office.as('Ann');
  expect(await quarantineOf(ann)).toMatchObject({ code: 'rowChanged' });
  expect(await namesIn(ann)).not.toContain('大同集團');
  await ann.end();
  const found = await ended();
  expect(found).toMatchObject({ entries: 0, entry: null, partCount: 1 });
  expect(found.parts[0]).toMatchObject({ kind: 'customer', part: 'card', older, customer: { id: scene.anns } });
  await expectWork({ entries: 0, rows: found.versions + found.partCount + found.extra });
  const again = await scene.office.as('Ann');
  const shown = await again.call('customers.get', { id: scene.anns });
  expect(shown.name).toBe(name);
  expect(shown.damaged).toEqual([{ part: 'card', at: expect.any(Number) as number, older }]);
  await again.call('customers.update', { id: scene.anns, baseVersion: shown.version, patch: { name: '大同國際' } });
  expect(await again.call('customers.get', { id: scene.anns })).toMatchObject({ name: '大同國際', damaged: [] });
  await again.end();
  dropView(scene.office, 'Owner');
  const owner = await scene.office.as('Owner');
  expect(await quarantineOf(owner)).toBeNull();
  expect(await namesIn(owner)).toContain('大同國際');
  expect((await owner.call('journal.verify', {})).whole).toBe(true);
  await owner.end();
});

test('case 11 nonsense that somebody sealed who may write there: the version before it counts', async () => {
  await attack('Ann', (ann) => {
    ann.collect();
    const naming = { id: scene.pooled, kind: 'customer', subject: scene.pooled, class: 'card', version: 2, key_no: 1 };
    const [before] = ann.all<{ sealed: Buffer; seq: number }>(
      "SELECT sealed, seq FROM records WHERE id = ? AND class = 'card'",
      scene.pooled,
    );
    const row = ann.keyed(scene.pooled, (key) => sealedRow(ann, key, naming, { name: 5 }));
    ann.run(
      "INSERT INTO record_versions(id, class, kind, subject, version, seq, key_no, sealed) VALUES (?, 'card', 'customer', ?, 1, ?, 1, ?)",
      scene.pooled,
      scene.pooled,
      before?.seq,
      before?.sealed,
    );
    ann.append({ kind: 'customer.update', subjects: [subjectOf(row)] });
  });
  const found = await ended();
  expect(found.parts).toMatchObject([{ reason: 'rowUnsound', older: true }]);
  await expectWork({ entries: 0, rows: 1 });
  const owner = await scene.office.as('Owner');
  expect(await namesIn(owner)).toContain('公海百貨');
  await owner.end();
});

test('case 3 entries cut off the end: ended by the owner, and whoever had seen them is told once', async () => {
  const last = await attack('Bob', (bob) => {
    const cut = bob.entries().at(-1)?.seq ?? 0;
    // Ann’s login, her change, her lock.
    bob.run('DELETE FROM journal WHERE seq > ?', cut - 3);
    return cut;
  });
  const ann = await scene.office.as('Ann');
  expect(await quarantineOf(ann)).toEqual({ code: 'viewAhead', sequence: last });
  await ann.end();
  // The owner was not there since: Ann’s slot says it, and their own session sees the rows of the lost entries.
  const owner = await scene.office.as('Owner');
  expect((await owner.call('journal.verify', {})).whole).toBe(false);
  const found = await owner.call('journal.alarm', {});
  expect(found).toMatchObject({ entries: 0, partCount: 0, restored: 1, extra: 0 });
  await owner.call('journal.endAlarm', { digest: found.digest, password: ownerPassword });
  await owner.end();
  const told = await scene.office.as('Ann');
  expect(await quarantineOf(told)).toBeNull();
  expect((await told.call('session.me', {})).endings).toMatchObject([{ by: 'Owner', code: 'journalTruncated' }]);
  expect(await namesIn(told)).toContain('大同實業');
  await told.end();
  await expectWork({ entries: 0, rows: 0 });
  // What was ended once explains nothing that is cut off later.
  await attack('Bob', (bob) => bob.run('DELETE FROM journal WHERE seq > ?', (bob.entries().at(-1)?.seq ?? 0) - 2));
  const late = await scene.office.as('May');
  expect(await quarantineOf(late)).toMatchObject({ code: 'viewAhead' });
  await late.end();
});

test('case 11 an entry damaged in the middle is not ended at the price of all that follows', async () => {
  await attack('Bob', (bob) => bob.run('UPDATE journal SET body = randomblob(300) WHERE seq = 5'));
  const owner = await scene.office.as('Owner');
  const found = await owner.call('journal.alarm', {});
  expect(found.hopeless).toBe('middle');
  expect(await owner.refused('journal.endAlarm', { digest: found.digest, password: ownerPassword })).toBe(
    'alarmHopeless',
  );
  await owner.end();
});

test('case 11 nobody but ROOT ends an alarm', async () => {
  await attack('Bob', (bob) => bob.append({ kind: 'forged' }, { signWith: bob.otherKey }));
  const item: EntryBody['items'][number] = {
    t: 'ending',
    no: 1,
    code: 'journalBroken',
    first: null,
    known: 1,
    entries: 0,
    rows: [],
    versions: [],
    extra: 0,
    restored: 0,
    hash: randomBytes(32),
  };
  const may = await scene.office.as('May');
  expect(await may.refused('journal.endAlarm', { digest: '', password: 'x' })).toBe('notAllowed');
  await may.end();
  for (const signed of [undefined, SecretKey.random()]) {
    await attack('May', (manager) => {
      const bad = manager.entries().at(-1)?.n ?? 0;
      manager.run('DELETE FROM journal WHERE n = ?', bad);
      const { n, body, seq } = manager.append({ kind: 'quarantine.end', items: [item] });
      const prev = manager.entries().find((entry) => entry.seq === seq - 1)?.hash ?? randomBytes(32);
      if (signed !== undefined)
        manager.run(
          'UPDATE journal SET root_sig = ? WHERE n = ?',
          sign(signPair(signed).secret, 'root entry', entryHash(prev, body)),
          n,
        );
    });
    dropView(scene.office, 'Bob');
    const bob = await scene.office.as('Bob');
    expect(await quarantineOf(bob)).toMatchObject({ code: 'signatureInvalid' });
    expect((await bob.call('journal.verify', {})).broken?.reason).toBe(
      signed === undefined ? 'rootSignatureMissing' : 'rootSignatureInvalid',
    );
    await bob.end();
  }
  // The true owner ends that too.
  await ended();
  await expectWork({ entries: 1, rows: 0 });
});

test('case 11 what was looked at is what is ended, and what was set aside cannot be changed unseen', async () => {
  await attack('Bob', (bob) => bob.append({ kind: 'forged' }, { signWith: bob.otherKey }));
  const owner = await scene.office.as('Owner');
  const { digest } = await owner.call('journal.alarm', {});
  await attack('Bob', (bob) => bob.append({ kind: 'forged' }, { signWith: bob.otherKey }));
  expect(await owner.refused('journal.endAlarm', { digest, password: ownerPassword })).toBe('conflict');
  await owner.end();
  await ended();
  await attack('Bob', (bob) => bob.run("UPDATE aside_entries SET device = 'other'"));
  const after = await scene.office.as('Owner');
  const verdict = await after.call('journal.verify', {});
  expect(verdict.whole).toBe(true);
  expect(verdict.endings).toMatchObject([{ entries: 2, kept: false }]);
  await after.end();
});
