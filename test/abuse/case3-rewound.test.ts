import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { encode } from 'cborg';
import { derive, encrypt, randomBytes, sign } from '../../main/vault/keys/crypto.ts';
import { headerPath } from '../../main/vault/keys/header.ts';
import { ownerPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker, keepOffice } from './asAttacker.ts';
import { type Scene, aScene, quarantineOf } from './scene.ts';

// Yesterday's files put back, in every combination: what each of them says that the others do not. Ann was there last;
// May has not been there since.

let scene: Scene;
let today: ReturnType<typeof keepOffice>;
const yesterday = mkdtempSync(join(tmpdir(), 'coffer-yesterday-'));
let keychain: Map<string, string>;
/** A checkpoint that Ann kept on paper, and the newest entry that she saw. */
let paper = '';
let newest = 0;

beforeAll(async () => {
  scene = await aScene();
  const { office } = scene;
  cpSync(office.folder, yesterday, { recursive: true });
  keychain = new Map(office.keychain);
  const ann = await office.as('Ann');
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text: 'of today' });
  const { sequence, code } = await ann.call('journal.checkpoint', { token: null });
  await ann.end();
  paper = `${sequence} ${code}`;
  newest = await attack('Bob', (bob) => bob.entries().at(-1)?.seq ?? 0);
  today = keepOffice(office);
});
beforeEach(() => today.restore());
afterAll(async () => {
  today.remove();
  await scene.close();
  rmSync(yesterday, { recursive: true, force: true });
});

async function attack<T>(as: string, work: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, as);
  try {
    return work(attacker);
  } finally {
    attacker.close();
  }
}

const files = { database: /^vault\.db/, header: /^vault\.cvh/, views: /^view-/ } as const;
type Part = keyof typeof files | 'keychain';

function rewind(parts: readonly Part[]): void {
  const { folder, keychain: now } = scene.office;
  for (const part of parts) {
    if (part === 'keychain') {
      now.clear();
      for (const [account, value] of keychain) now.set(account, value);
      continue;
    }
    for (const name of readdirSync(folder)) if (files[part].test(name)) rmSync(join(folder, name));
    for (const name of readdirSync(yesterday))
      if (files[part].test(name)) cpSync(join(yesterday, name), join(folder, name));
  }
}

/** What a login says: the code of its alarm, and by what it was noticed. */
async function noticed(name: string): Promise<readonly [string, string, number] | null> {
  const session = await scene.office.as(name);
  const { quarantine, missed } = await session.call('session.me', {});
  const note = { customer: scene.anns, kind: 'note', text: 'x' };
  if (quarantine !== null) expect(await session.refused('notes.add', note)).toBe('quarantined');
  await session.end();
  return quarantine === null ? null : [quarantine.code, missed?.kept ?? '', missed?.sequence ?? 0];
}

/** What is put back besides the database; by what Ann's login notices it, and May's. */
const combinations: readonly (readonly [readonly Part[], string | null, string | null])[] = [
  [[], 'view', 'slot'],
  [['keychain'], 'view', 'slot'],
  [['header'], 'view', null],
  [['header', 'keychain'], 'view', null],
  [['views'], 'keychain', 'slot'],
  [['views', 'header'], 'keychain', null],
  [['views', 'keychain'], 'slot', 'slot'],
  // Nothing of today is left on this computer: see below.
  [['views', 'keychain', 'header'], null, null],
];

test.each(combinations)(
  'case 3 the database and %j put back: noticed by %s, by a colleague by %s',
  async (parts, by, colleague) => {
    rewind(['database', ...parts]);
    const ann = await noticed('Ann');
    expect(ann).toEqual(by === null ? null : [by === 'view' ? 'viewAhead' : 'journalTruncated', by, newest]);
    today.restore();
    rewind(['database', ...parts]);
    expect(await noticed('May')).toEqual(colleague === null ? null : ['journalTruncated', colleague, newest]);
  },
);

test('case 3 everything put back, keychain and all: only what was kept outside knows', async () => {
  rewind(['database', 'views', 'keychain', 'header']);
  const ann = await scene.office.as('Ann');
  const answer = await ann.call('journal.compare', { kept: paper });
  expect(answer).toMatchObject({ holds: false, reason: 'gone', ended: null });
  await ann.end();
});

test('case 3 only the header put back is no alarm: it has no authority', async () => {
  rewind(['header']);
  expect(await noticed('Ann')).toBeNull();
});

/** Puts something into a slot as where its person has seen the journal end. */
function putSeen(
  by: Attacker,
  user: string,
  seen: { seq: number; hash: Uint8Array; endings: number },
  signer = by,
): void {
  const header = by.header();
  const key = derive(by.databaseKey, 'seen in slots', [by.vault]);
  const content = { ...seen, time: 1_790_000_000_000 };
  const signature = sign(
    signer.keys.sign.secret,
    'seen',
    encode(['coffer seen', by.vault, user, seen.seq, seen.hash, content.time, seen.endings]),
  );
  const sealed = encrypt(key, encode({ ...content, signature }), encode(['coffer seen in slot', by.vault, user]));
  key.wipe();
  by.putHeader({
    ...header,
    slots: header.slots.map((slot) => (slot.user === user ? { ...slot, seen: sealed } : slot)),
  });
}

test('case 3 nobody says in another’s name what they have seen', async () => {
  const ann = scene.office.people.get('Ann')?.user ?? '';
  await attack('Bob', (bob) => putSeen(bob, ann, { seq: newest + 5, hash: randomBytes(32), endings: 0 }));
  expect(await noticed('May')).toBeNull();
  // Bytes that are nothing at all are nothing at all.
  await attack('Bob', (bob) => {
    const header = bob.header();
    bob.putHeader({ ...header, slots: header.slots.map((slot) => ({ ...slot, seen: randomBytes(60) })) });
  });
  expect(await noticed('May')).toBeNull();
});

test('case 3 what somebody falsely says in their own name bears it, and is gone once an owner has ended the alarm', async () => {
  await attack('Bob', (bob) => putSeen(bob, bob.user, { seq: newest + 5, hash: randomBytes(32), endings: 7 }));
  const owner = await scene.office.as('Owner');
  const { quarantine, missed } = await owner.call('session.me', {});
  expect(quarantine).toEqual({ code: 'journalTruncated', sequence: newest + 5 });
  expect(missed).toMatchObject({ by: { name: 'Bob' }, kept: 'slot' });
  const { digest, hopeless } = await owner.call('journal.alarm', {});
  expect(hopeless).toBeNull();
  await owner.call('journal.endAlarm', { digest, password: ownerPassword });
  await owner.end();
  for (const name of ['Owner', 'May', 'Bob']) expect(await noticed(name), name).toBeNull();
});

test('case 3 an owner ends the alarm over a database that was put back, and everybody goes on', async () => {
  rewind(['database', 'views', 'keychain']);
  const before = readFileSync(headerPath(scene.office.folder));
  const owner = await scene.office.as('Owner');
  expect(await quarantineOf(owner)).toEqual({ code: 'journalTruncated', sequence: newest });
  const { digest, known, first } = await owner.call('journal.alarm', {});
  expect(known).toBe(newest);
  expect(first).toBeLessThan(newest);
  await owner.call('journal.endAlarm', { digest, password: ownerPassword });
  await owner.end();
  for (const name of ['Owner', 'May', 'Ann']) expect(await noticed(name), name).toBeNull();
  // What the slots said before the alarm was ended is explained by it, too.
  writeFileSync(headerPath(scene.office.folder), before);
  expect(await noticed('May')).toBeNull();
  const may = await scene.office.as('May');
  const told = await may.call('journal.compare', { kept: paper });
  expect(told).toMatchObject({ holds: false, ended: expect.any(Number) as number });
  await may.end();
  // What was ended once explains nothing that is put back later.
  rewind(['database']);
  expect(await noticed('May')).not.toBeNull();
});

test('case 3 what lies in the slots tells nobody who has only the folder where the journal ends', async () => {
  const header = readFileSync(headerPath(scene.office.folder));
  const seen = await attack('Bob', (bob) => {
    expect(bob.header().slots.filter((slot) => slot.seen !== undefined).length).toBeGreaterThan(3);
    return bob.entries().map(({ hash }) => Buffer.from(hash));
  });
  for (const hash of seen) expect(header.includes(hash)).toBe(false);
});
