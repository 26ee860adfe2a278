import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { parcelKeyName, parcelPath, openParcel, ParcelWriter } from '../../main/vault/exports/parcel.ts';
import { SecretKey, openSealed, sealTo } from '../../main/vault/keys/crypto.ts';
import type { Attacker } from './asAttacker.ts';
import { type Columns, approval, ask, card, parcels, phoneOf, saved, target } from '../vault/exports/desk.ts';
import { ownerPassword } from '../support/testVault.ts';
import { type ExportScene, anExportScene, during } from './exportScene.ts';

let scene: ExportScene;
const masked: Columns = [...card, { column: 'phones', treatment: 'masked' }];
beforeAll(async () => {
  scene = await anExportScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

/** Ann asks, May approves: the request and its parcel. */
async function approved(customers: readonly Id[] = scene.annas): Promise<{ id: Id; parcel: Id }> {
  const before = parcels(scene.office);
  // Six rows or more, so that somebody has to approve.
  const id = await during(scene, 'Ann', (ann) =>
    ask(ann, customers, [...masked, { column: 'idNumber', treatment: 'clear' }]),
  );
  await during(scene, 'May', (may) => may.call('exports.decide', { id, decision: approval('May', masked) }));
  const parcel = parcels(scene.office).find((name) => !before.includes(name)) ?? '';
  return { id, parcel };
}

function keyOf(attacker: Attacker, parcel: Id): SecretKey | null {
  const found = attacker.all<{ sealed: Buffer }>('SELECT sealed FROM sealed_keys WHERE key = ?', parcelKeyName(parcel));
  return found.map(({ sealed }) => openSealed(attacker.keys.box, sealed)).find((key) => key !== null) ?? null;
}

/** What comes of saving it: the refusal, whether the journal names it, and what it left in the target's folder. */
async function savingIt(id: Id): Promise<unknown> {
  return during(scene, 'Ann', async (ann) => {
    const path = target(scene.office, 'broken.csv');
    const code = await ann.refused('exports.save', { id, token: 'broken.csv' });
    const { lines } = await ann.call('journal.mine', { after: null, limit: 5 });
    const journaled = lines.some(({ kind }) => kind === 'export.refused');
    const left = readdirSync(dirname(path)).filter((name) => name.endsWith('.part') || name === 'broken.csv');
    return { code, journaled, left };
  });
}
const refused = { code: 'parcelBroken', journaled: true, left: [] };

test('A6 opened by hand, a parcel gives the approved cells and nothing more; to anybody else nothing', async () => {
  const { id, parcel } = await approved();
  const path = parcelPath(scene.office.folder, parcel);
  expect(await scene.attack('Bob', (bob) => keyOf(bob, parcel))).toBeNull();
  expect(await scene.attack('May', (may) => keyOf(may, parcel))).toBeNull();
  const key = await scene.attack('Ann', (ann) => keyOf(ann, parcel));
  if (key === null) throw new Error('no key');
  let text = '';
  await openParcel(path, key, (plain) => {
    text += plain.toString('utf8');
  });
  expect(text).toContain('Firma 0');
  expect(text).toContain(phoneOf(0).slice(-3));
  for (let n = 0; n < 10; n += 1) {
    expect(text).not.toContain(phoneOf(n));
    expect(text).not.toContain(`SECRET-${n}`);
  }
  // What is in the parcel is what is saved, and none of it lies anywhere in clear.
  const lines = await during(scene, 'Ann', (ann) => saved(scene.office, ann, id));
  expect(lines).toHaveLength(11);
  const files = readdirSync(scene.office.folder, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const inClear = files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes('Firma 0'));
  expect(inClear.map(({ name }) => name)).toEqual([]);
});

test('A6 a parcel of somebody’s own making, with a key to match, is shown as refused', async () => {
  const { id, parcel } = await approved();
  const path = parcelPath(scene.office.folder, parcel);
  await scene.attack('Bob', (bob) => {
    const key = SecretKey.random();
    const writer = new ParcelWriter(`${path}.bob`, key);
    writer.write('\ufeffName\r\nBobs list\r\n');
    writer.finish();
    writeFileSync(path, readFileSync(`${path}.bob`));
    const ann = bob
      .bodies()
      .flatMap(({ items }) => items)
      .find((item) => item.t === 'certificate' && item.user === scene.office.people.get('Ann')?.user);
    if (ann?.t !== 'certificate') throw new Error('no certificate');
    bob.run('UPDATE sealed_keys SET sealed = ? WHERE key = ?', sealTo(ann.box, key.bytes), parcelKeyName(parcel));
  });
  expect(await savingIt(id)).toEqual(refused);
});

test('A6 the file of one request put in the place of another’s is shown as refused', async () => {
  const first = await approved();
  const second = await approved(scene.annas.slice(0, 8));
  const folder = scene.office.folder;
  writeFileSync(parcelPath(folder, second.parcel), readFileSync(parcelPath(folder, first.parcel)));
  expect(await savingIt(second.id)).toEqual(refused);
  // With its key as well: it opens, and is not what was signed.
  await scene.attack('Ann', (ann) => {
    const [key] = ann.all<{ sealed: Buffer }>(
      'SELECT sealed FROM sealed_keys WHERE key = ?',
      parcelKeyName(first.parcel),
    );
    ann.run('UPDATE sealed_keys SET sealed = ? WHERE key = ?', key?.sealed, parcelKeyName(second.parcel));
  });
  expect(await savingIt(second.id)).toEqual(refused);
});

test('A6 a parcel cut, lengthened, or with one bit turned is shown as refused', async () => {
  const { id, parcel } = await approved();
  const path = parcelPath(scene.office.folder, parcel);
  const whole = readFileSync(path);
  const turned = Buffer.from(whole);
  turned[whole.length - 20] = (turned[whole.length - 20] ?? 0) ^ 1;
  for (const bytes of [
    whole.subarray(0, -1),
    whole.subarray(0, 24),
    Buffer.alloc(0),
    Buffer.concat([whole, Buffer.alloc(1)]),
    turned,
  ]) {
    writeFileSync(path, bytes);
    expect(await savingIt(id)).toEqual(refused);
  }
  writeFileSync(path, whole);
  expect(await during(scene, 'Ann', (ann) => saved(scene.office, ann, id))).toHaveLength(11);
});

test('A6 the same bytes sealed anew under the same key are not the parcel that was signed', async () => {
  const { id, parcel } = await approved();
  const path = parcelPath(scene.office.folder, parcel);
  const key = await scene.attack('Ann', (ann) => keyOf(ann, parcel));
  if (key === null) throw new Error('no key');
  let text = '';
  await openParcel(path, key, (plain) => {
    text += plain.toString('utf8');
  });
  for (const content of [text, text.replaceAll('Firma', 'Forma')]) {
    const writer = new ParcelWriter(`${path}.ann`, key);
    writer.write(content);
    writer.finish();
    writeFileSync(path, readFileSync(`${path}.ann`));
    writer.abandon();
    expect(await savingIt(id)).toEqual(refused);
  }
});

test.each(['Ann', 'May'])(
  'A6 P6 shutting out %s voids what was approved: its file goes, its key goes',
  async (name) => {
    const { id, parcel } = await approved();
    const path = parcelPath(scene.office.folder, parcel);
    expect(existsSync(path)).toBe(true);
    const user = scene.office.people.get(name)?.user ?? '';
    await during(scene, 'Owner', async (owner) => {
      const done = await owner.call('leaving.revoke', { user, password: ownerPassword, handTo: 'pool' });
      expect(done).toMatchObject({ requests: 1, databaseKey: 'made', handed: name === 'Ann' ? scene.annas.length : 0 });
      expect(await owner.call('exports.get', { id })).toMatchObject({ state: 'void' });
    });
    expect(existsSync(path)).toBe(false);
    expect(
      await scene.attack('Bob', (bob) => bob.all('SELECT * FROM sealed_keys WHERE key = ?', parcelKeyName(parcel))),
    ).toEqual([]);
    if (name === 'May')
      await during(scene, 'Ann', async (ann) => {
        target(scene.office, 'void.csv');
        expect(await ann.call('exports.get', { id })).toMatchObject({ state: 'void' });
        expect(await ann.refused('exports.save', { id, token: 'void.csv' })).toBe('requestUnknown');
      });
  },
);
