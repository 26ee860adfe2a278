import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from '../abuse/scene.ts';
import { asAttacker } from '../abuse/asAttacker.ts';
import { openSealed } from '../../main/vault/keys/crypto.ts';
import { headerPath, readHeader, writeHeader } from '../../main/vault/keys/header.ts';
import type { AuthorityItem } from '../../main/vault/journal/items.ts';
import { contextOf } from '../../main/vault/process.ts';
import { retype, wipeRetyped } from '../../main/vault/session/password.ts';
import { commit } from '../../main/vault/store/commit.ts';
import { ownerPassword, staffPassword } from '../support/testVault.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const next = 'a new password of somebody';
const userOf = (name: string) => scene.office.people.get(name)?.user ?? '';
const login = (name: string, password: string) => ({ user: userOf(name), password });

interface Held {
  readonly key: string;
  readonly generation: number;
  readonly sealed: Buffer;
}

/** An owner logs in, which does what was due. */
async function ownerComes(): Promise<void> {
  await (await scene.office.as('Owner')).end();
}

test('whoever says that somebody may know the password gets new keys once an owner is there; work goes on till then', async () => {
  const { office } = scene;
  const thief = await asAttacker(office, 'Ann');
  const held = thief.all<Held>('SELECT key, generation, sealed FROM sealed_keys WHERE user = ?', thief.user);
  const ann = await office.as('Ann');
  const change = { current: staffPassword('Ann'), next, known: true };
  expect(await ann.call('session.changePassword', change)).toEqual({ keys: 'asked' });
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text: 'before the owner came' });
  await ann.end();
  expect(await office.open().refused('session.login', login('Ann', staffPassword('Ann')))).toBe('wrongPassword');
  // Another change while the keys wait takes both along.
  const again = office.open();
  await again.call('session.login', login('Ann', next));
  await again.call('session.changePassword', { current: next, next: `${next} 2` });
  await again.end();

  await ownerComes();

  const renewed = office.open();
  await renewed.call('session.login', login('Ann', `${next} 2`));
  expect(await quarantineOf(renewed)).toBeNull();
  expect((await namesIn(renewed)).sort()).toEqual(['公海百貨', '大同實業']);
  await renewed.call('notes.add', { customer: scene.anns, kind: 'note', text: 'after the new keys' });
  const { notes } = await renewed.call('notes.list', { customer: scene.anns, after: null, limit: 10 });
  expect(notes.map(({ text }) => text)).toEqual(['after the new keys', 'before the owner came', 'first note of Ann']);
  await renewed.end();
  // The slot has let go of the former seed, and what was seen last is known under the new one.
  office.people.set('Ann', login('Ann', `${next} 2`));
  const now = await asAttacker(office, 'Ann');
  expect(now.keys.sign.publicKey.equals(thief.keys.sign.publicKey)).toBe(false);
  now.close();
  // With all that the old password opens, kept or put back, nothing is read that was written after the change of keys.
  for (const { key, generation, sealed } of held)
    thief.run(
      'UPDATE sealed_keys SET sealed = ? WHERE key = ? AND generation = ? AND user = ?',
      sealed,
      key,
      generation,
      thief.user,
    );
  thief.collect();
  expect(JSON.stringify(thief.loot())).toContain('first note of Ann');
  expect(JSON.stringify(thief.loot())).not.toContain('after the new keys');
  thief.close();
});

test('a change that stopped before the journal took it leaves the former password alone to count, and says so', async () => {
  const { office } = scene;
  const before = readHeader(headerPath(office.folder));
  const ann = await office.as('Ann');
  await ann.call('session.changePassword', { current: staffPassword('Ann'), next });
  const after = readHeader(headerPath(office.folder));
  await ann.end();
  scene.restore();
  const fresh = after.slots.filter(({ user }) => user === userOf('Ann'));
  writeHeader(office.folder, { ...before, slots: [...before.slots, ...fresh] });
  expect(await office.open().refused('session.login', login('Ann', next))).toBe('passwordNotChanged');
  const again = await office.as('Ann');
  await again.end();
  expect(readHeader(headerPath(office.folder)).slots).toHaveLength(before.slots.length);
});

test('a forged entry under the former key, and an old header put back, do nothing once keys were renewed', async () => {
  const { office } = scene;
  const thief = await asAttacker(office, 'Ann');
  const old = thief.header();
  const ann = await office.as('Ann');
  await ann.call('session.changePassword', { current: staffPassword('Ann'), next, known: true });
  await ann.end();
  await ownerComes();
  thief.putHeader(old);
  expect(await office.open().refused('session.login', login('Ann', staffPassword('Ann')))).toBe('slotRefused');
  thief.append({ kind: 'note.add' });
  thief.close();
  const again = await office.as('Owner');
  expect(await quarantineOf(again)).toMatchObject({ code: 'signatureInvalid' });
  await again.end();
});

test('an owner’s keys are renewed at once; the session ends, and the new password alone logs in', async () => {
  const { office } = scene;
  const thief = await asAttacker(office, 'Owner');
  const owner = await office.as('Owner');
  const change = { current: ownerPassword, next, known: true };
  expect(await owner.call('session.changePassword', change)).toEqual({ keys: 'new' });
  expect(owner.process.over).toBe(true);
  // Nothing that the former keys sign counts, and nothing more is answered.
  expect(await owner.refused('notes.add', { customer: scene.anns, kind: 'note', text: 'x' })).toBe('notLoggedIn');
  await owner.end();
  expect(await office.open().refused('session.login', login('Owner', ownerPassword))).toBe('wrongPassword');
  const again = office.open();
  await again.call('session.login', login('Owner', next));
  expect(await quarantineOf(again)).toBeNull();
  expect((await namesIn(again)).sort()).toEqual(['公海百貨', '大同實業', '永豐貿易']);
  await again.call('notes.add', { customer: scene.anns, kind: 'note', text: 'with new keys' });
  await again.call('staff.setWorksFor', { user: userOf('Bob'), manager: null, password: next });
  thief.collect();
  expect(JSON.stringify(thief.loot())).not.toContain('with new keys');
  thief.close();
  await again.end();
});

test('what was seen last is held against the journal under the new keys, too', async () => {
  const { office } = scene;
  const owner = await office.as('Owner');
  const thief = await asAttacker(office, 'Ann');
  await owner.call('session.changePassword', { current: ownerPassword, next, known: true });
  await owner.end();
  thief.close();
  const comes = async () => {
    const again = office.open();
    await again.call('session.login', login('Owner', next));
    await again.end();
  };
  // The first time names the next ROOT, without which nothing opens at all.
  await comes();
  const before = await asAttacker(office, 'Ann');
  const { n } = before.entries().at(-1) ?? { n: 0 };
  before.close();
  await comes();
  const cutter = await asAttacker(office, 'Ann');
  cutter.run('DELETE FROM journal WHERE n > ?', n);
  cutter.close();
  dropView(office, 'Owner');
  const cut = office.open();
  await cut.call('session.login', login('Owner', next));
  expect(await quarantineOf(cut)).toMatchObject({ code: 'journalTruncated' });
  await cut.end();
});

test('a reset gives new keys, leaves all that was theirs readable, and is unconfirmed until they say so', async () => {
  const { office } = scene;
  const thief = await asAttacker(office, 'Ann');
  const owner = await office.as('Owner');
  expect(await owner.refused('passwords.inviteReset', { user: userOf('Owner') })).toBe('notAllowed');
  await office.reset(owner, 'Ann', next);
  const person = () => owner.process.vault?.chain.authority.person(userOf('Ann'));
  expect(person()?.reset).toMatchObject({ by: userOf('Owner'), confirmed: null });
  expect(await office.open().refused('session.login', login('Ann', staffPassword('Ann')))).toBe('wrongPassword');

  const ann = await office.as('Ann');
  expect((await ann.call('session.me', {})).reset).toMatchObject({ by: 'Owner' });
  expect((await namesIn(ann)).sort()).toEqual(['公海百貨', '大同實業']);
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text: 'after the reset' });
  const own = { current: next, next: 'a password of Ann alone' };
  expect(await ann.refused('passwords.confirm', { ...own, next })).toBe('passwordSame');
  expect(await ann.call('passwords.confirm', own)).toEqual({ keys: 'asked' });
  expect((await ann.call('session.me', {})).reset).toBeNull();
  expect(await ann.refused('passwords.confirm', own)).toBe('notAllowed');
  // Nor can it be disputed any more: that would shut them out by their own word alone.
  expect(await ann.refused('passwords.dispute', {})).toBe('notAllowed');
  await ann.end();
  expect(person()?.reset).toMatchObject({ confirmed: null });
  await owner.call('session.me', {});
  await owner.end();
  const again = await office.as('Owner');
  expect(again.process.vault?.chain.authority.person(userOf('Ann'))?.reset?.confirmed).not.toBeNull();
  await again.end();
  // The former seed opens nothing that was written since, and signs nothing that counts.
  thief.collect();
  expect(JSON.stringify(thief.loot())).not.toContain('after the reset');
  const { slots } = readHeader(headerPath(office.folder));
  const slot = slots.find(({ user }) => user === userOf('Ann'));
  expect(slot === undefined ? null : openSealed(thief.keys.box, slot.database)).toBeNull();
  thief.close();
});

test('a reset takes the slot that was asked for, once, and never one that came before', async () => {
  const { office } = scene;
  const owner = await office.as('Owner');
  const { vault } = owner.process;
  const person = vault?.chain.authority.person(userOf('Ann'));
  if (vault == null || person === undefined) throw new Error('no Ann');
  /** The person's window, as the host opens it, but for which slot it is told to make. */
  const answered = async (version: number): Promise<string> => {
    const { token } = await owner.call('passwords.inviteReset', { user: userOf('Ann') });
    const rootPublic = Buffer.from(vault.chain.authority.root ?? []).toString('base64url');
    const asked = { token, vault: vault.id, user: userOf('Ann'), rootPublic, name: 'Ann', role: 'salesperson' };
    const window = office.open({ kind: 'newcomer', invitation: { ...asked, purpose: 'reset', version } });
    await window.call('enrol.setPassword', { password: next });
    await window.end();
    return token;
  };
  const reset = async (token: string) => owner.refused('passwords.reset', { token, password: ownerPassword });
  expect(await reset(await answered(person.slot + 5))).toBe('enrolmentMissing');
  // Whoever has changed their password meanwhile has not forgotten it.
  const token = await answered(person.slot + 1);
  const ann = await office.as('Ann');
  await ann.call('session.changePassword', { current: staffPassword('Ann'), next: `${next} of her own` });
  await ann.end();
  expect(await reset(token)).toBe('invitationUnknown');
  // Nor does the journal take it, with ROOT at hand and no program in between.
  const typed = await retype(contextOf(owner.process), ownerPassword);
  const { sign, box, slot } = vault.chain.authority.person(userOf('Ann')) ?? person;
  const items: AuthorityItem[] = [{ t: 'rekey', user: userOf('Ann'), sign, box, slot, cause: 'reset' }];
  const forged = { kind: 'password.reset', objects: [userOf('Ann')], items };
  expect(() => commit(vault, { ...forged, ...(typed.root === null ? {} : { root: typed.root }) })).toThrow(
    'notAllowed',
  );
  wipeRetyped(typed);
  await owner.end();
});

test('whoever did not ask for the reset shuts the account, and only an owner opens it again', async () => {
  const { office } = scene;
  const owner = await office.as('Owner');
  await office.reset(owner, 'Ann', next);
  const ann = await office.as('Ann');
  await ann.call('passwords.dispute', {});
  expect(ann.process.over).toBe(true);
  await ann.end();
  expect(await office.open().refused('session.login', login('Ann', next))).toBe('frozen');
  await owner.end();
});

test('a salesperson, manager, service and auditor reset nobody’s password', async () => {
  const { office } = scene;
  for (const name of ['Ann', 'May', 'Sue']) {
    const session = await office.as(name);
    expect(await session.refused('passwords.inviteReset', { user: userOf('Bob') })).toBe('notAllowed');
    await session.end();
  }
});

test('everything signed since a reset is marked for everybody until it is confirmed', async () => {
  const { office } = scene;
  const owner = await office.as('Owner');
  await office.reset(owner, 'Ann', next);
  const marks = async () => {
    const again = await office.as('Owner');
    const { lines } = await again.call('journal.list', { filter: { person: userOf('Ann') }, after: null, limit: 200 });
    await again.end();
    return lines.map(({ unconfirmed }) => unconfirmed);
  };
  await owner.end();
  const ann = await office.as('Ann');
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text: 'who wrote this?' });
  const marked = await marks();
  expect(marked.filter(Boolean)).toHaveLength(2);
  expect(marked.slice(0, 2)).toEqual([true, true]);
  const { process } = ann;
  await ann.call('passwords.confirm', { current: next, next: 'a password of Ann alone' });
  expect(process.vault?.chain.authority.person(userOf('Ann'))?.reset?.said).not.toBeNull();
  await ann.end();
  // The first login of an owner names her keys, and shows the journal as it was before the view has moved on.
  await marks();
  expect((await marks()).filter(Boolean)).toEqual([]);
});

test('an owner’s password is set anew by another owner, and ROOT taken with it', async () => {
  const { office } = scene;
  const owner = await office.as('Owner');
  await owner.call('staff.setRole', { user: userOf('May'), role: 'owner', handTo: null, password: ownerPassword });
  await owner.end();
  await (await office.as('May')).end();
  const again = await office.as('Owner');
  expect(again.process.vault?.chain.authority.person(userOf('May'))?.ready).toBe(true);
  await office.reset(again, 'May', next);
  expect(again.process.vault?.chain.authority.person(userOf('May'))?.ready).toBe(false);
  await again.end();
  const may = await office.as('May');
  expect(may.process.vault?.chain.authority.person(userOf('May'))?.ready).toBe(true);
  await may.call('staff.setWorksFor', { user: userOf('Bob'), manager: null, password: next });
  await may.end();
});
