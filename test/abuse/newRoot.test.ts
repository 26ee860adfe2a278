import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import type { EntryBody } from '../../main/vault/journal/entry.ts';
import { proveNextRoot } from '../../main/vault/journal/newRoot.ts';
import { SecretKey, boxPair, openSealed, sealTo, sign, signPair } from '../../main/vault/keys/crypto.ts';
import { type Header, writeHeader } from '../../main/vault/keys/header.ts';
import { nameNextRoot } from '../../main/vault/roots/renew.ts';
import { ownerPassword, staffPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { promotedBy } from './forge.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from './scene.ts';
import { slotsOf } from './slotsOf.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';
const slots = () => slotsOf(scene.office);
const header = (): Header => slots().header();
const slotOf = (name: string) => slots().slotOf(name);
const ownersRoot = (): SecretKey => slots().ownersRoot();
const rootNamedBy = (name: string, password: string): Buffer => slots().rootNamedBy(name, password);

async function attack<T>(name: string, work: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, name);
  try {
    return work(attacker);
  } finally {
    attacker.close();
  }
}

async function renew(): Promise<void> {
  const owner = await scene.office.as('Owner');
  await owner.call('roots.renew', { password: ownerPassword });
  await owner.end();
}

/** Somebody at a computer that has never seen this vault: neither view nor what was seen last. */
function forget(name: string): void {
  dropView(scene.office, name);
  scene.office.keychain.delete(`seen:${header().vault}:${userOf(name)}`);
}
const at = (body: EntryBody): boolean => body.items.some(({ t }) => t === 'newRoot');

test('a new ROOT is taken by every slot, and the owner goes on signing with it', async () => {
  const before = { root: ownersRoot(), recovery: header().recovery.public };
  await renew();
  const named = rootNamedBy('Owner', ownerPassword);
  expect(named.equals(before.root.bytes.subarray(32))).toBe(false);
  expect(named.equals(ownersRoot().bytes.subarray(32))).toBe(true);
  expect(Buffer.from(header().recovery.public).equals(before.recovery)).toBe(false);
  // Ann's slot still names the one before: she gets in, and it is put right at once.
  expect(rootNamedBy('Ann', staffPassword('Ann')).equals(named)).toBe(false);
  const ann = await scene.office.as('Ann');
  expect(await quarantineOf(ann)).toBeNull();
  expect(await namesIn(ann)).toContain('大同實業');
  await ann.end();
  expect(rootNamedBy('Ann', staffPassword('Ann')).equals(named)).toBe(true);
  const owner = await scene.office.as('Owner');
  await scene.office.hire(owner, 'Eve', 'salesperson', 'May');
  expect(await owner.call('journal.verify', {})).toMatchObject({ whole: true });
  await owner.end();
  expect(await attack('Owner', (by) => by.all("SELECT 1 FROM sealed_keys WHERE key = 'root'"))).toEqual([]);
});

test('the recovery identity in force opens every key there has been, the one before none of the new ones', async () => {
  const old = slots().ownersRecovery();
  await renew();
  const now = slots().ownersRecovery();
  const sealed = await attack('Owner', (by) =>
    by.all<{ key: string; generation: number; sealed: Buffer }>(
      "SELECT key, generation, sealed FROM sealed_keys WHERE user = 'recovery'",
    ),
  );
  expect(sealed.some(({ generation }) => generation > 1)).toBe(true);
  for (const each of sealed) {
    expect(openSealed(now, each.sealed)).not.toBeNull();
    expect(openSealed(old, each.sealed)).toBeNull();
  }
  const { device, root, database } = header().recovery;
  for (const part of [device, root, database]) expect(openSealed(now, part)).not.toBeNull();
});

test('what the ROOT before signs after the new one was named does not count', async () => {
  const old = ownersRoot();
  await renew();
  const sequence = await attack('Ann', (ann) => promotedBy(old, ann));
  const owner = await scene.office.as('Owner');
  expect(await quarantineOf(owner)).toEqual({ code: 'signatureInvalid', sequence });
  await owner.end();
  const ann = await scene.office.as('Ann');
  expect((await ann.call('session.me', {})).role).toBe('salesperson');
  await ann.end();
});

test('the ROOT before cannot name a second successor, and nobody without it can name any', async () => {
  const old = ownersRoot();
  for (const [when, signer] of [
    ['after', old],
    ['before', null],
  ] as const) {
    scene.restore();
    if (when === 'after') await renew();
    const sequence = await attack('Ann', (ann) => {
      const own = signPair(SecretKey.random());
      const last = ann.entries().at(-1);
      if (last === undefined) throw new Error('no journal');
      const next = { public: own.publicKey, recovery: boxPair(SecretKey.random()).publicKey };
      const place = { vault: ann.vault, prev: last.hash };
      const root = old.bytes.subarray(32);
      const forged = ann.append({
        kind: 'roots.renew',
        items: [{ t: 'newRoot', ...next, proof: proveNextRoot(own.secret, root, next, place) }],
      });
      const by = signer ?? own.secret;
      ann.run('UPDATE journal SET root_sig = ? WHERE n = ?', sign(by, 'root entry', forged.hash), forged.n);
      return forged.seq;
    });
    const bob = await scene.office.as('Bob');
    expect(await quarantineOf(bob)).toEqual({ code: 'signatureInvalid', sequence });
    await bob.end();
  }
});

test('another past put before the new ROOT by whoever holds the one before is refused by the new one’s proof', async () => {
  const old = ownersRoot();
  await renew();
  await (await scene.office.as('Ann')).end();
  const sequence = await attack('Ann', (ann) => {
    const bodies = ann.bodies();
    const mine = bodies
      .flatMap(({ items }) => items)
      .find((item) => item.t === 'certificate' && item.user === ann.user);
    const naming = bodies.find(at);
    if (mine?.t !== 'certificate' || naming === undefined) throw new Error('not found');
    ann.run('DELETE FROM journal WHERE n >= ?', naming.seq);
    const signed = (entry: Partial<EntryBody>): number => {
      const put = ann.append(entry);
      ann.run('UPDATE journal SET root_sig = ? WHERE n = ?', sign(old, 'root entry', put.hash), put.n);
      return put.seq;
    };
    // Ann is made an owner just before; all else is as it was, and signed with what she holds.
    signed({ kind: 'staff.role', items: [{ ...mine, role: 'owner' }] });
    return signed({ kind: naming.kind, items: naming.items });
  });
  for (const name of ['Ann', 'Owner']) {
    forget(name);
    const reply = await scene.office.open().raw('session.login', scene.office.people.get(name));
    expect(reply).toMatchObject({ ok: false, error: { code: 'vaultDamaged', params: { sequence } } });
  }
});

test('a journal without the new ROOT opens to nobody whose slot names it', async () => {
  await renew();
  const ann = await scene.office.as('Ann');
  await ann.end();
  await attack('Bob', (bob) => {
    const until = bob.bodies().findIndex(at);
    bob.run('DELETE FROM journal WHERE n > ?', until);
  });
  for (const name of ['Ann', 'Owner']) {
    forget(name);
    const person = scene.office.people.get(name);
    expect(await scene.office.open().refused('session.login', person)).toMatch(/slotRefused|vaultDamaged/);
  }
});

test('an owner’s older slot put back is an alarm and is never written over', async () => {
  const before = header();
  await renew();
  const now = slotOf('Owner');
  // With the key of the database as it is now, which anybody can seal to the owner.
  const { database } = now;
  writeHeader(scene.office.folder, {
    ...header(),
    slots: header().slots.map((slot) =>
      slot.user === userOf('Owner')
        ? { ...(before.slots.find(({ user }) => user === slot.user) ?? slot), database }
        : slot,
    ),
  });
  const older = slotOf('Owner');
  const owner = await scene.office.as('Owner');
  expect(await quarantineOf(owner)).toEqual({ code: 'headerForged', sequence: null });
  await owner.end();
  expect(slotOf('Owner')).toEqual(older);
});

test('a box that somebody else put there is never taken', async () => {
  const planted = SecretKey.from(Buffer.concat([signPair(SecretKey.random()).secret.bytes, SecretKey.random().bytes]));
  // Where the journal ends is said anew at every login.
  const slots = () => header().slots.map((slot) => ({ ...slot, seen: undefined }));
  const before = slots();
  await attack('Ann', (ann) => {
    const owners = ann
      .bodies()
      .flatMap(({ items }) => items)
      .find((item) => item.t === 'certificate' && item.user === userOf('Owner'));
    if (owners?.t !== 'certificate') throw new Error('no certificate');
    const put = 'INSERT INTO sealed_keys(key, generation, user, sealed) VALUES (?, 1, ?, ?)';
    ann.run(put, 'root', userOf('Owner'), sealTo(owners.box, planted.bytes));
    ann.run(put, 'root', ann.user, sealTo(ann.keys.box.publicKey, planted.bytes));
  });
  for (const name of ['Owner', 'Ann']) {
    const session = await scene.office.as(name);
    expect(await quarantineOf(session)).toBeNull();
    await session.end();
  }
  expect(slots()).toEqual(before);
  const owner = await scene.office.as('Owner');
  await scene.office.hire(owner, 'Eve', 'salesperson', 'May');
  await owner.end();
});

test('interrupted after the entry or after the header, the next login ends what was begun', async () => {
  const owner = await scene.office.as('Owner');
  if (owner.process.vault === null) throw new Error('no session');
  nameNextRoot(owner.process.vault, ownersRoot());
  // The process is gone before the owner's slot was written.
  await owner.end();
  const box = await attack('Owner', (by) =>
    by.all<{ sealed: Buffer }>("SELECT sealed FROM sealed_keys WHERE key = 'root'"),
  );
  expect(box).toHaveLength(1);
  const again = await scene.office.as('Owner');
  expect(await quarantineOf(again)).toBeNull();
  await scene.office.hire(again, 'Eve', 'salesperson', 'May');
  await again.end();
  // And once more: the slot is written, but the box is still there.
  await attack('Owner', (by) =>
    by.run(
      "INSERT INTO sealed_keys(key, generation, user, sealed) VALUES ('root', 2, ?, ?)",
      userOf('Owner'),
      box[0]?.sealed,
    ),
  );
  const third = await scene.office.as('Owner');
  expect(await quarantineOf(third)).toBeNull();
  await third.end();
  expect(await attack('Owner', (by) => by.all("SELECT 1 FROM sealed_keys WHERE key = 'root'"))).toEqual([]);
});

test('a second owner takes ROOT at their next login, and the next one in the middle of a session', async () => {
  const owner = await scene.office.as('Owner');
  const made = { user: userOf('Lee'), role: 'owner', handTo: null, password: ownerPassword } as const;
  await owner.call('staff.setRole', made);
  const lee = await scene.office.as('Lee');
  expect(slotOf('Lee').root).not.toBeNull();
  expect(await attack('Owner', (by) => by.all("SELECT 1 FROM sealed_keys WHERE key = 'root'"))).toEqual([]);
  expect(await owner.call('roots.renew', { password: ownerPassword })).toEqual({ databaseKey: 'waits' });
  expect(await lee.refused('roots.renew', { password: 'not this one' })).toBe('wrongPassword');
  await lee.call('roots.renew', { password: staffPassword('Lee') });
  await owner.call('roots.renew', { password: ownerPassword });
  await lee.end();
  expect(await owner.call('journal.verify', {})).toMatchObject({ whole: true });
  await owner.end();
});

test('with an owner who is shut out, or is none any more, goes the ROOT that they knew', async () => {
  const owner = await scene.office.as('Owner');
  const role = (to: 'owner' | 'manager') => ({ user: userOf('Lee'), role: to, handTo: null, password: ownerPassword });
  await owner.call('staff.setRole', role('owner'));
  await (await scene.office.as('Lee')).end();
  const known: SecretKey[] = [ownersRoot()];
  await owner.call('staff.setRole', role('manager'));
  expect(slotOf('Lee').root).not.toBeNull();
  await (await scene.office.as('Lee')).end();
  expect(slotOf('Lee').root).toBeNull();
  await owner.call('staff.setRole', role('owner'));
  await (await scene.office.as('Lee')).end();
  known.push(ownersRoot());
  await owner.call('leaving.revoke', { user: userOf('Lee'), password: ownerPassword, handTo: null });
  await owner.end();
  known.push(ownersRoot());
  expect(new Set(known.map((root) => root.bytes.toString('hex'))).size).toBe(3);
  const again = await scene.office.as('Owner');
  expect(await quarantineOf(again)).toBeNull();
  await scene.office.hire(again, 'Eve', 'salesperson', 'May');
  await again.end();
});

test('only an owner may, and only with the password', async () => {
  const may = await scene.office.as('May');
  expect(await may.refused('roots.renew', { password: staffPassword('May') })).toBe('notAllowed');
  await may.end();
  const owner = await scene.office.as('Owner');
  expect(await owner.refused('roots.renew', { password: 'not this one' })).toBe('wrongPassword');
  await owner.end();
});
