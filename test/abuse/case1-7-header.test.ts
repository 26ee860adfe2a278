import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'cborg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SecretKey, randomBytes, signPair } from '../../main/vault/keys/crypto.ts';
import { headerPath, parseHeader, previousHeaderPath, readHeader } from '../../main/vault/keys/header.ts';
import type { Slot } from '../../main/vault/keys/slot.ts';
import { type Cipher, openDatabase } from '../../main/vault/store/open.ts';
import { staffPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { type Scene, aScene, namesIn, quarantineOf } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const person = (name: string) => scene.office.people.get(name) ?? { user: '', password: '' };

/** What a login of somebody says: a code of refusal, of quarantine, or nothing to complain of. */
async function login(name: string): Promise<{ refused: string | null; quarantine: string | null }> {
  const session = scene.office.open();
  const reply = await session.raw('session.login', person(name));
  const quarantine = reply.ok ? ((await quarantineOf(session))?.code ?? null) : null;
  await session.end();
  return { refused: reply.ok ? null : reply.error.code, quarantine };
}

test('case 1 a flipped byte anywhere in the header is noticed, and opens nothing', async () => {
  const path = headerPath(scene.office.folder);
  const whole = readFileSync(path);
  for (let at = 0; at < whole.byteLength; at += 1) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    expect(() => parseHeader(flipped), `byte ${at}`).toThrow('headerDamaged');
    if (at === whole.byteLength >> 1) writeFileSync(path, flipped);
  }
  expect(await login('Ann')).toEqual({ refused: 'headerDamaged', quarantine: null });
});

test('case 1 the previous header is offered, put back by whoever sits there, and the journal told', async () => {
  const path = headerPath(scene.office.folder);
  const locked = scene.office.open();
  expect(await locked.refused('session.putBackHeader', {})).toBe('headerWhole');
  for (const damaged of [true, false]) {
    scene.restore();
    const written = statSync(previousHeaderPath(scene.office.folder)).mtimeMs;
    if (damaged) writeFileSync(path, randomBytes(800));
    else rmSync(path);
    const status = await locked.call('session.status', {});
    expect(status).toMatchObject({ phase: 'unusable', code: 'headerDamaged', previous: Math.round(written) });
    await locked.call('session.putBackHeader', {});
    expect(await locked.call('session.status', {})).toMatchObject({ phase: 'locked', previous: null });
    expect(existsSync(join(scene.office.folder, 'vault.cvh.damaged'))).toBe(damaged);
    expect((await namesOf('Ann')).sort()).toEqual(['公海百貨', '大同實業']);
    const owner = await scene.office.as('Owner');
    const { lines } = await owner.call('journal.list', { filter: { kind: 'vault.headerBack' }, after: null, limit: 5 });
    expect(lines.map(({ actor }) => actor?.name)).toEqual(['Ann']);
    expect(await owner.refused('session.putBackHeader', {})).toBe('alreadyLoggedIn');
    await owner.end();
  }
});

test('case 1 with both headers damaged nothing is offered, and a newer version’s is never replaced', async () => {
  const [path, previous] = [headerPath(scene.office.folder), previousHeaderPath(scene.office.folder)];
  writeFileSync(path, encode({ magic: 'coffer', format: 2 }));
  const locked = scene.office.open();
  expect(await locked.call('session.status', {})).toMatchObject({ code: 'vaultNewer', previous: null });
  expect(await locked.refused('session.putBackHeader', {})).toBe('vaultNewer');
  for (const each of [path, previous]) writeFileSync(each, 'nothing');
  expect(await locked.call('session.status', {})).toMatchObject({ code: 'headerDamaged', previous: null });
  expect(await locked.refused('session.putBackHeader', {})).toBe('headerDamaged');
  expect(readFileSync(path, 'utf8')).toBe('nothing');
});

test('case 1 a slot that somebody touched with a program of their own fails alone, never half', async () => {
  const touched = (bytes: Uint8Array): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 4;
    return copy;
  };
  const changes: [string, (slot: Slot) => Slot][] = [
    ['wrongPassword', (slot) => ({ ...slot, check: touched(slot.check) })],
    ['slotRefused', (slot) => ({ ...slot, sealed: touched(slot.sealed) })],
    ['slotRefused', (slot) => ({ ...slot, database: touched(slot.database) })],
    ['wrongPassword', (slot) => ({ ...slot, kdf: { ...slot.kdf, salt: touched(slot.kdf.salt) } })],
    ['wrongPassword', (slot) => ({ ...slot, version: slot.version + 1 })],
  ];
  for (const [refused, change] of changes) {
    scene.restore();
    await attack((ann) => {
      const header = ann.header();
      ann.putHeader({ ...header, slots: header.slots.map((slot) => (slot.user === ann.user ? change(slot) : slot)) });
    });
    expect(await login('Ann')).toEqual({ refused, quarantine: null });
    expect(await login('Bob')).toEqual({ refused: null, quarantine: null });
  }
});

async function namesOf(name: string): Promise<string[]> {
  const session = await scene.office.as(name);
  const names = await namesIn(session);
  await session.end();
  return names;
}

test('case 4 an older slot put back is refused, and so is the older password', async () => {
  const old = readHeader(headerPath(scene.office.folder));
  const ann = await scene.office.as('Ann');
  await ann.call('session.changePassword', { current: staffPassword('Ann'), next: 'something else entirely' });
  await ann.end();
  expect(await login('Ann')).toEqual({ refused: 'wrongPassword', quarantine: null });
  const bob = await asAttacker(scene.office, 'Bob');
  bob.putHeader(old);
  bob.close();
  expect(await login('Ann')).toEqual({ refused: 'slotRefused', quarantine: null });
  const both = readHeader(headerPath(scene.office.folder));
  expect(both.slots).toHaveLength(old.slots.length);
});

test('case 5 a self-made ROOT that signs everything anew is refused before anything is sealed to it', async () => {
  const seed = SecretKey.random();
  const own = signPair(seed);
  const sealedBefore = await attack((ann) => {
    const bodies = ann.bodies().map((body) => ({
      ...body,
      items: body.items.map((item) =>
        item.t === 'root'
          ? { ...item, public: own.publicKey }
          : item.t === 'certificate'
            ? { ...item, sign: ann.keys.sign.publicKey, box: ann.keys.box.publicKey }
            : item,
      ),
    }));
    ann.rewrite(bodies, { rootWith: own.secret });
    return ann.all('SELECT count(*) AS count FROM sealed_keys');
  });
  for (const name of ['Owner', 'May', 'Bob']) {
    const { refused, quarantine } = await login(name);
    expect(refused ?? quarantine).toMatch(/vaultDamaged|journalBroken/);
  }
  expect(await attack((ann) => ann.all('SELECT count(*) AS count FROM sealed_keys'))).toEqual(sealedBefore);
});

async function attack<T>(work: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, 'Ann');
  try {
    return work(attacker);
  } finally {
    attacker.close();
  }
}

test('case 5 another ROOT is refused by somebody whose view is built for the first time, too', async () => {
  const seed = SecretKey.random();
  const own = signPair(seed);
  await attack((ann) => {
    const bodies = ann.bodies().map((body) => ({
      ...body,
      items: body.items.map((item) => (item.t === 'root' ? { ...item, public: own.publicKey } : item)),
    }));
    ann.rewrite(bodies, { rootWith: own.secret, signWith: ann.keys.sign.secret });
  });
  for (const file of readdirSync(scene.office.folder))
    if (file.startsWith('view-')) rmSync(join(scene.office.folder, file));
  for (const account of scene.office.keychain.keys())
    if (account.startsWith('seen:')) scene.office.keychain.delete(account);
  expect(await login('Owner')).toEqual({ refused: 'vaultDamaged', quarantine: null });
});

test('case 6 a slot that asks for 8 KiB or 8 GiB of Argon2 is refused before Argon2 runs', async () => {
  for (const memory of [8 * 1024, 8 * 1024 ** 3, 64 * 1024 * 1024 - 1]) {
    for (const passes of [3, 1]) {
      scene.restore();
      await attack((ann) => {
        const header = ann.header();
        const slots = header.slots.map((slot) => ({ ...slot, kdf: { ...slot.kdf, memory, passes } }));
        ann.putHeader({ ...header, slots });
      });
      const start = performance.now();
      expect(await login('Bob')).toEqual({ refused: 'kdfOutOfBounds', quarantine: null });
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  }
});

test('case 7 an empty, short or malformed key and an unknown cipher open nothing and leave no plaintext behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coffer-case7-'));
  const attempt = (name: string, cipher: string, bytes: number, path = join(folder, name)) => {
    expect(() =>
      openDatabase(path, cipher as Cipher, SecretKey.from(randomBytes(bytes)), { create: true, durable: true }),
    ).toThrow(/vaultDamaged|unknown|wiped/);
    if (existsSync(path)) expect(readFileSync(path).subarray(0, 16).toString('latin1')).not.toBe('SQLite format 3\0');
  };
  for (const bytes of [0, 1, 31, 33, 64]) attempt(`short-${bytes}.db`, 'sqlcipher', bytes);
  attempt('cipher.db', 'rot13', 32);
  attempt('injected.db', "sqlcipher'; --", 32);
  // Another key than the one it was made with.
  attempt('wrong', 'sqlcipher', 32, join(scene.office.folder, 'vault.db'));
  // A plaintext database in its place.
  writeFileSync(join(folder, 'plain.db'), Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4080)]));
  expect(() =>
    openDatabase(join(folder, 'plain.db'), 'sqlcipher', SecretKey.random(), { create: true, durable: true }),
  ).toThrow('vaultDamaged');
  const wiped = SecretKey.random();
  wiped.wipe();
  expect(() => openDatabase(join(folder, 'wiped.db'), 'sqlcipher', wiped, { create: true, durable: true })).toThrow(
    /vaultDamaged|unknown|wiped/,
  );
  for (const file of readdirSync(folder).filter((name) => name !== 'plain.db'))
    expect(readFileSync(join(folder, file)).includes('SQLite format 3')).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});
