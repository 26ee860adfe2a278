import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { derive } from '../../main/vault/keys/crypto.ts';
import { openDatabase } from '../../main/vault/store/open.ts';
import { asAttacker } from './asAttacker.ts';
import { type Scene, aScene, annsPhone, namesIn, quarantineOf } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

/** May gives Ann's customer to Bob, who writes a note and a new phone number. */
async function moveToBob(): Promise<void> {
  const { office, anns } = scene;
  const may = await office.as('May');
  const to = office.people.get('Bob')?.user ?? '';
  await may.call('customers.handOver', { selection: { kind: 'ids', ids: [anns] }, to });
  await may.end();
  const bob = await office.as('Bob');
  await bob.call('notes.add', { customer: anns, kind: 'note', text: 'written by Bob afterwards' });
  await bob.call('customers.update', {
    id: anns,
    baseVersion: 1,
    patch: { phones: [{ label: 'mobile', value: '0955-555-555' }] },
  });
  await bob.end();
}

test('A1 with every key ever held, nothing that was written after the customer was moved opens', async () => {
  const ann = await asAttacker(scene.office, 'Ann');
  ann.collect();
  expect(JSON.stringify(ann.loot())).toContain(annsPhone);
  ann.close();
  await moveToBob();
  const later = await asAttacker(scene.office, 'Ann');
  later.collect();
  const both = JSON.stringify([...later.loot(), ...ann.loot(later.db)]);
  expect(both).not.toContain('written by Bob afterwards');
  expect(both).not.toContain('0955-555-555');
  later.close();
  // Not because there is nothing to open: whoever holds it now reads it.
  const bob = await asAttacker(scene.office, 'Bob');
  bob.collect();
  expect(JSON.stringify(bob.loot())).toContain('written by Bob afterwards');
  expect(JSON.stringify(bob.loot())).toContain('0955-555-555');
  bob.close();
});

test('A1 the keys of a customer taken from somebody are gone from their book', async () => {
  await moveToBob();
  const ann = await asAttacker(scene.office, 'Ann');
  ann.collect();
  expect(ann.loot().filter(({ row }) => row.subject === scene.anns)).toEqual([]);
  ann.close();
});

test('A5 an old view beside today’s vault is never shown: it is brought up to date first', async () => {
  const { office } = scene;
  const user = office.people.get('Ann')?.user ?? '';
  const view = join(office.folder, `view-${user}.db`);
  const old = `${view}.old`;
  cpSync(view, old);
  await moveToBob();
  await (await office.as('Ann')).end();
  cpSync(old, view);
  const ann = await office.as('Ann');
  expect(await quarantineOf(ann)).toBeNull();
  expect(await namesIn(ann)).toEqual(['公海百貨']);
  expect(await ann.refused('customers.get', { id: scene.anns })).toBe('notFound');
  await ann.end();
});

test('A5 a view holds nothing of a customer that left it: no page, no index, no token', async () => {
  const { office } = scene;
  const user = office.people.get('Ann')?.user ?? '';
  const ann = await office.as('Ann');
  // Long enough to fill pages of its own, which are free afterwards.
  const text = `${'a long story '.repeat(800)}and its end`;
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text });
  await ann.end();
  const before = await plainView(user, 'before');
  for (const value of ['and its end', '大同實業', '04595257', 'first note of Ann'])
    expect(before.includes(value)).toBe(true);
  await moveToBob();
  await (await office.as('Ann')).end();
  const after = await plainView(user, 'after');
  expect(after.includes('公海百貨')).toBe(true);
  for (const value of [
    '大同',
    '同實',
    '實業',
    '04595257',
    'first note of Ann',
    'a long story',
    'and its end',
    '345-678',
    ' 678',
  ])
    expect(after.includes(value), value).toBe(false);
});

/** All bytes of somebody's view in clear, free pages and all: a copy, decrypted with the key that is theirs. */
async function plainView(user: string, name: string): Promise<Buffer> {
  const { office } = scene;
  const ann = await asAttacker(office, 'Ann');
  const [{ salt } = { salt: Buffer.alloc(0) }] = ann.all<{ salt: Buffer }>(
    'SELECT salt FROM views WHERE user = ?',
    user,
  );
  const key = derive(ann.keys.seed, 'view', [salt]);
  ann.close();
  const copy = join(office.folder, `${name}.db`);
  for (const suffix of ['', '-wal']) {
    const file = join(office.folder, `view-${user}.db${suffix}`);
    if (existsSync(file)) cpSync(file, copy + suffix);
  }
  const db = openDatabase(copy, 'aegis', key, { create: false, durable: false });
  // What the program is forbidden is just what an attacker does: the pages as they are, decrypted, unused ones too.
  const pages = Reflect.apply(Reflect.get(db, 'serialize') as () => Buffer, db, []);
  db.close();
  return pages;
}
