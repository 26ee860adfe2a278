import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { encode } from 'cborg';
import { SecretKey, boxPair, decrypt, openSealed, sealTo } from '../../main/vault/keys/crypto.ts';
import { sealName } from '../../main/vault/keys/header.ts';
import { bookPair } from '../../main/vault/keys/keyRing.ts';
import type { WrappedKey } from '../../main/vault/store/vault.sql.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

async function attack<T>(name: string, work: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, name);
  try {
    return work(attacker);
  } finally {
    attacker.close();
  }
}
const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';

test('A4 a display name swapped in the header is noticed after login', async () => {
  await attack('Ann', (ann) => {
    const header = ann.header();
    const slots = header.slots.map((slot) =>
      slot.user === userOf('Bob') ? { ...slot, name: sealName(ann.device, ann.vault, slot.user, 'Owner') } : slot,
    );
    ann.putHeader({ ...header, slots });
  });
  const bob = await scene.office.as('Bob');
  expect(await quarantineOf(bob)).toEqual({ code: 'headerForged', sequence: null });
  expect((await bob.call('session.me', {})).name).toBe('Bob');
  await bob.end();
});

test('A4 a book key of the attacker’s own making, sealed to a colleague, is never used', async () => {
  const planted = SecretKey.random();
  await attack('Ann', (ann) => {
    const box = ann
      .bodies()
      .flatMap(({ items }) => items)
      .find((item) => item.t === 'certificate' && item.user === userOf('Bob'));
    if (box?.t !== 'certificate') throw new Error('no certificate');
    expect(
      ann.run(
        "UPDATE sealed_keys SET sealed = ? WHERE user = ? AND key LIKE 'ck:%'",
        sealTo(box.box, planted.bytes),
        userOf('Bob'),
      ),
    ).toBeGreaterThan(4);
  });
  const bob = await scene.office.as('Bob');
  await bob.raw('customers.create', { fields: { kind: 'firm', name: 'written afterwards' } });
  await bob.end();
  await attack('Ann', (ann) => {
    const pair = bookPair(planted);
    const wrapped = ann.all<WrappedKey>('SELECT subject, class, n, book, generation, wrap, sealed FROM record_keys');
    for (const { subject, class: name, n, book, generation, sealed } of wrapped) {
      // Neither to its pair nor under it was anything wrapped.
      expect(openSealed(pair, sealed)).toBeNull();
      const naming = encode(['coffer record key', subject, name, n, book, generation]);
      expect(decrypt(planted, sealed, naming)).toBeNull();
    }
    ann.collect();
    expect(JSON.stringify(ann.loot())).not.toContain('written afterwards');
  });
  dropView(scene.office, 'Bob');
  const again = await scene.office.as('Bob');
  expect(await quarantineOf(again)).toMatchObject({ code: 'rowChanged' });
  expect(await namesIn(again)).not.toContain('永豐貿易');
  await again.end();
});

test('A4 the recovery key and the public keys in the header may be anything: what is sealed goes to those that ROOT named', async () => {
  const seed = SecretKey.random();
  const own = boxPair(seed);
  await attack('Ann', (ann) => {
    const header = ann.header();
    ann.putHeader({ ...header, recovery: { ...header.recovery, public: own.publicKey } });
  });
  const owner = await scene.office.as('Owner');
  await scene.office.hire(owner, 'Eve', 'salesperson', 'May');
  await owner.end();
  await attack('Ann', (ann) => {
    const sealed = ann.all<{ sealed: Buffer }>('SELECT sealed FROM sealed_keys');
    expect(sealed.length).toBeGreaterThan(20);
    for (const each of sealed) expect(openSealed(own, each.sealed)).toBeNull();
    for (const slot of ann.header().slots) expect(openSealed(own, slot.database)).toBeNull();
  });
});

test('A4 a colleague’s certificate made anew with other keys is refused before anything is sealed to it', async () => {
  const sequence = await attack('Ann', (ann) => {
    const items = ann.bodies().flatMap((body) => body.items);
    const bobs = items.find((item) => item.t === 'certificate' && item.user === userOf('Bob'));
    if (bobs?.t !== 'certificate') throw new Error('no certificate');
    return ann.append({
      kind: 'staff.certify',
      items: [{ ...bobs, sign: ann.keys.sign.publicKey, box: ann.keys.box.publicKey }],
    }).seq;
  });
  const owner = await scene.office.as('Owner');
  expect(await quarantineOf(owner)).toEqual({ code: 'signatureInvalid', sequence });
  const moving = { selection: { kind: 'ids', ids: [scene.anns] }, to: userOf('Bob') };
  expect(await owner.refused('customers.handOver', moving)).toBe('quarantined');
  await owner.end();
});
