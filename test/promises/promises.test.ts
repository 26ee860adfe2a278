import { randomFillSync } from 'node:crypto';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decode, encode } from 'cborg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { vaultContract } from '#shared/contract/index.ts';
import { changeHeader, headerPath, readHeader } from '../../main/vault/keys/header.ts';
import { SecretKey, boxPair, derive, openSealed } from '../../main/vault/keys/crypto.ts';
import { openDatabase } from '../../main/vault/store/open.ts';
import { type Attacker, asAttacker } from '../abuse/asAttacker.ts';
import { type Scene, aScene, annsPhone, bobsPhone, namesIn } from '../abuse/scene.ts';
import { ownerPassword, staffPassword } from '../support/testVault.ts';
import { approval, ask, saved, target } from '../vault/exports/desk.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(async () => {
  rmSync(dirname(target(scene.office)), { recursive: true, force: true });
  await scene.close();
});

const userOf = (name: string): string => scene.office.people.get(name)?.user ?? '';
async function loot(name: string): Promise<string> {
  const attacker: Attacker = await asAttacker(scene.office, name);
  attacker.collect();
  const found = JSON.stringify(attacker.loot());
  attacker.close();
  return found;
}

test('P1 the vault folder alone is useless', async () => {
  const { office } = scene;
  // Long enough that encrypted bytes never say it by chance, as they now and then say `Ann`.
  const name = 'Wilhelmina Thornbury';
  const owner = await office.as('Owner');
  await office.hire(owner, name, 'service');
  await owner.end();
  for (const file of readdirSync(office.folder)) {
    const content = readFileSync(join(office.folder, file));
    for (const value of ['大同', annsPhone, 'first note of Ann', name, 'Formosa Trading', ownerPassword])
      expect(content.includes(value), `${value} in ${file}`).toBe(false);
  }
  office.keychain.clear();
  // With every password of the office, and a device secret of one's own in the keychain.
  expect(await office.open().refused('session.login', office.people.get('Ann'))).toBe('keychainEmpty');
  const { vault, accounts } = readHeader(headerPath(office.folder));
  const device = {
    device: accounts[0]?.device ?? '',
    secret: randomFillSync(new Uint8Array(32)),
    sign: randomFillSync(new Uint8Array(32)),
  };
  office.keychain.set(`device:${vault}`, Buffer.from(encode(device)).toString('base64url'));
  expect(await office.open().refused('session.login', office.people.get('Ann'))).toBe('headerDamaged');
  // Nor where the header says that there is nothing to be opened with it.
  changeHeader(office.folder, (header) => ({ ...header, accounts: [] }));
  expect(await office.open().refused('session.login', office.people.get('Ann'))).toBe('wrongPassword');
});

test('P1 folder and keychain without a password are useless', async () => {
  const { office } = scene;
  const { vault, slots, recovery } = readHeader(headerPath(office.folder));
  const held = decode(Buffer.from(office.keychain.get(`device:${vault}`) ?? '', 'base64url')) as Record<
    string,
    Uint8Array
  >;
  for (const part of ['secret', 'sign']) {
    const bytes = held[part] ?? new Uint8Array(32);
    // Neither as a key of the database, nor as a pair that anything in the header is sealed to.
    const key = SecretKey.from(Buffer.from(bytes));
    expect(() =>
      openDatabase(join(office.folder, 'vault.db'), 'sqlcipher', key, { create: false, durable: false }),
    ).toThrow('vaultDamaged');
    for (const seed of [key, derive(key, 'person box'), derive(key, 'book box')])
      for (const sealed of [...slots.map((slot) => slot.database), recovery.database, recovery.root, recovery.device])
        expect(openSealed(boxPair(seed), sealed)).toBeNull();
  }
  for (const password of ['password', staffPassword('Bob')])
    expect(await office.open().refused('session.login', { user: userOf('Ann'), password })).toMatch(
      /wrongPassword|waitAfterWrong/,
    );
});

test('P2 a login decrypts only what it was granted', async () => {
  const reads = {
    Owner: [annsPhone, 'A123456789', bobsPhone, 'first note of Ann', '02-2345-6789'],
    May: [annsPhone, 'A123456789', bobsPhone, 'first note of Ann', '02-2345-6789'],
    Ann: [annsPhone, 'A123456789', 'first note of Ann', '公海百貨'],
    Bob: [bobsPhone, '公海百貨'],
    Sue: ['大同實業', '永豐貿易', 'first note of Ann', '公海百貨'],
  };
  const all = [
    '大同實業',
    '永豐貿易',
    '公海百貨',
    annsPhone,
    bobsPhone,
    'A123456789',
    'first note of Ann',
    '02-2345-6789',
  ];
  for (const [name, values] of Object.entries(reads)) {
    const found = await loot(name);
    for (const value of values) expect(found, `${name} reads ${value}`).toContain(value);
    const names: Readonly<Record<string, readonly string[]>> = {
      Owner: ['大同實業', '永豐貿易', '公海百貨'],
      May: ['大同實業', '永豐貿易', '公海百貨'],
      Ann: ['大同實業'],
      Bob: ['永豐貿易'],
    };
    for (const value of all.filter((each) => !values.includes(each) && !(names[name] ?? []).includes(each)))
      expect(found, `${name} does not read ${value}`).not.toContain(value);
  }
});

test('P2 and nothing that was written after it lost a grant', async () => {
  const may = await asAttacker(scene.office, 'May');
  may.collect();
  may.close();
  const owner = await scene.office.as('Owner');
  await owner.call('staff.setWorksFor', { user: userOf('Ann'), manager: null, password: ownerPassword });
  await owner.end();
  const ann = await scene.office.as('Ann');
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text: 'after May had lost it' });
  await ann.call('customers.create', { fields: { kind: 'firm', name: '後來公司' } });
  await ann.end();
  const later = await asAttacker(scene.office, 'May');
  later.collect();
  const found = JSON.stringify([may.loot(later.db), later.loot()]);
  later.close();
  expect(found).toContain('first note of Ann');
  expect(found).not.toContain('after May had lost it');
  expect(found).not.toContain('後來公司');
});

test('P3 nothing shows or orders by what the person may not see: their database does not hold it', async () => {
  const ann = await scene.office.as('Ann');
  expect(await namesIn(ann)).toEqual(['大同實業', '公海百貨'].sort((a, b) => a.localeCompare(b, 'zh')));
  const { viewDb } = ann.process.vault ?? {};
  const tables = viewDb
    ?.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")
    .all() as { name: string }[];
  const rows = tables.flatMap(({ name }) => viewDb?.prepare(`SELECT * FROM ${name}`).all() ?? []);
  const held = JSON.stringify(rows, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  expect(held).toContain('大同實業');
  for (const value of ['永豐', bobsPhone, annsPhone, '0912345678', 'A123456789', '02-2345-6789', '0223456789'])
    expect(held, value).not.toContain(value);
  await ann.end();
});

test('P4 customer data leaves by an approved, signed, journaled export and by no other call', async () => {
  const ann = await scene.office.as('Ann');
  const id = await ask(
    ann,
    [scene.anns],
    [
      { column: 'name', treatment: 'clear' },
      { column: 'idNumber', treatment: 'clear' },
    ],
  );
  target(scene.office);
  expect(await ann.refused('exports.save', { id, token: 'out.csv' })).toMatch(
    /requestUnknown|requestDecided|notAllowed/,
  );
  expect(await ann.refused('exports.decide', { id, decision: approval('Ann') })).toBe('notAllowed');
  const may = await scene.office.as('May');
  const columns = [
    { column: 'name', treatment: 'clear' },
    { column: 'idNumber', treatment: 'clear' },
  ] as const;
  await may.call('exports.decide', { id, decision: approval('May', [...columns]) });
  expect((await saved(scene.office, ann, id))[1]).toEqual(['大同實業', 'A123456789']);
  const mine = await ann.call('journal.mine', { after: null, limit: 20 });
  expect(mine.lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['export.request', 'export.done']));
  expect((await may.call('journal.mine', { after: null, limit: 20 })).lines.map(({ kind }) => kind)).toContain(
    'export.approve',
  );
  expect((await may.call('journal.verify', {})).whole).toBe(true);
  await ann.end();
  await may.end();
});

test('P5 nothing happens without an entry: every call that acts says so in its contract, and leaves one', async () => {
  for (const [name, { action, journal }] of Object.entries(vaultContract))
    if (
      /\.(create|update|bin|restore|undo|reveal|revealRestricted|handOver|add|remove|certify|setWorksFor|previewStart|request|decide|withdraw|save|start|cancel|mend|verify|changePassword|preview)$/.test(
        name,
      ) &&
      action !== 'public' &&
      name !== 'imports.preview'
    )
      expect(journal, name).toBe('each');
  const ann = await scene.office.as('Ann');
  const count = async () => (await ann.call('journal.mine', { after: null, limit: 200 })).lines.length;
  let before = await count();
  for (const [name, input] of [
    ['customers.create', { fields: { kind: 'firm', name: 'x' } }],
    ['customers.update', { id: scene.anns, baseVersion: 1, patch: { name: '大同集團' } }],
    ['customers.reveal', { id: scene.anns, reason: 'call' }],
    ['customers.revealRestricted', { id: scene.anns, field: 'idNumber' }],
    ['notes.add', { customer: scene.anns, kind: 'note', text: 'x' }],
    ['customers.bin', { ids: [scene.anns] }],
    ['customers.restore', { ids: [scene.anns] }],
    ['journal.verify', {}],
    // Refusals, too.
    ['customers.get', { id: scene.bobs }],
    ['staff.previewStart', { user: userOf('Bob') }],
    ['journal.list', { filter: {}, after: null, limit: 10 }],
  ] as const) {
    await ann.raw(name, input);
    const after = await count();
    expect(after, name).toBe(before + 1);
    before = after;
  }
  await ann.end();
});

test('P5 an edited, removed, reordered or cut journal, or a row changed behind it, is noticed', async () => {
  for (const sql of [
    'UPDATE journal SET body = randomblob(100) WHERE seq = 8',
    'DELETE FROM journal WHERE seq = 8',
    'UPDATE journal SET seq = CASE seq WHEN 8 THEN -9 ELSE seq END WHERE seq = 8',
    'DELETE FROM journal WHERE seq > (SELECT max(seq) - 4 FROM journal)',
    'UPDATE records SET sealed = randomblob(100)',
    'DELETE FROM records WHERE rowid = 3',
  ]) {
    scene.restore();
    const bob = await asAttacker(scene.office, 'Bob');
    expect(bob.run(sql), sql).toBeGreaterThan(0);
    bob.close();
    const ann = await scene.office.as('Ann');
    expect((await ann.call('journal.verify', {})).whole, sql).toBe(false);
    await ann.end();
  }
});

test('P6 whose leading has ended has no customer of theirs on screen at once, in a session under way', async () => {
  const may = await scene.office.as('May');
  expect(await namesIn(may)).toContain('大同實業');
  const owner = await scene.office.as('Owner');
  await owner.call('staff.setWorksFor', { user: userOf('Ann'), manager: null, password: ownerPassword });
  await owner.end();
  // The first write of the session brings it up to date; in the program a watch does within half a second.
  await may.call('drafts.put', { key: 'k', text: 'x' });
  expect(await namesIn(may)).not.toContain('大同實業');
  expect(await may.refused('customers.get', { id: scene.anns })).toBe('notFound');
  await may.end();
});
