import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AuthorityItem } from '../../main/vault/journal/items.ts';
import { SecretKey, signPair } from '../../main/vault/keys/crypto.ts';
import { headerPath, readHeader } from '../../main/vault/keys/header.ts';
import { commit } from '../../main/vault/store/commit.ts';
import { asAttacker } from '../abuse/asAttacker.ts';
import { type Scene, aScene, namesIn } from '../abuse/scene.ts';
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

test('a slip opens where the password is forgotten, once, and is told in the journal', async () => {
  const { office } = scene;
  const ann = await office.as('Ann');
  expect(await ann.refused('passwords.makeSlip', { password: 'wrong' })).toBe('wrongPassword');
  const first = await ann.call('passwords.makeSlip', { password: staffPassword('Ann') });
  const second = await ann.call('passwords.makeSlip', { password: staffPassword('Ann') });
  expect(await ann.call('passwords.slip', {})).toEqual({ no: 2, valid: true });
  // With the password as it is the slip stays: it opens the same keys.
  await ann.call('session.changePassword', { current: staffPassword('Ann'), next: `${next} 0` });
  await ann.end();
  expect(readHeader(headerPath(office.folder)).slips).toHaveLength(1);
  const use = (code: string, password = next) => ({ user: userOf('Ann'), code, next: password });
  const locked = office.open();
  expect(await locked.refused('passwords.useSlip', use(`${second.code.slice(0, -1)}~`))).toBe('slipUnreadable');
  expect(await locked.refused('passwords.useSlip', use(first.code))).toBe('slipWrong');
  expect(await locked.refused('passwords.useSlip', use(second.code, 'short'))).toBe('passwordTooShort');
  expect(await locked.refused('passwords.useSlip', { ...use(second.code), user: userOf('Bob') })).toBe('slipWrong');
  await locked.call('passwords.useSlip', use(second.code.toLowerCase().replace(/-/g, ' ')));
  expect((await namesIn(locked)).sort()).toEqual(['公海百貨', '大同實業']);
  expect(await locked.call('passwords.slip', {})).toEqual({ no: 2, valid: false });
  const { lines } = await locked.call('journal.mine', { after: null, limit: 10 });
  expect(lines.map(({ kind }) => kind)).toContain('password.bySlip');
  await locked.end();
  expect(await office.open().refused('passwords.useSlip', use(second.code))).toBe('slipWrong');
  expect(await office.open().refused('session.login', login('Ann', `${next} 0`))).toBe('wrongPassword');
  const again = office.open();
  await again.call('session.login', login('Ann', next));
  await again.end();
});

test('a slip that no longer counts is refused however it is put back: replaced, ended, or after new keys', async () => {
  const { office } = scene;
  const use = (code: string) => ({ user: userOf('Ann'), code, next });
  const ann = await office.as('Ann');
  const old = await ann.call('passwords.makeSlip', { password: staffPassword('Ann') });
  const bob = await asAttacker(office, 'Bob');
  const { slips } = bob.header();
  await ann.call('passwords.makeSlip', { password: staffPassword('Ann') });
  bob.putHeader({ ...bob.header(), slips });
  expect(await office.open().refused('passwords.useSlip', use(old.code))).toBe('slipReplaced');
  await ann.call('passwords.voidSlip', {});
  expect(await ann.refused('passwords.voidSlip', {})).toBe('slipReplaced');
  bob.putHeader({ ...bob.header(), slips });
  expect(await office.open().refused('passwords.useSlip', use(old.code))).toBe('slipReplaced');
  const third = await ann.call('passwords.makeSlip', { password: staffPassword('Ann') });
  const held = bob.header().slips;
  await ann.call('session.changePassword', { current: staffPassword('Ann'), next, known: true });
  bob.putHeader({ ...bob.header(), slips: held });
  expect(await office.open().refused('passwords.useSlip', use(third.code))).toBe('slipReplaced');
  await ann.end();
  await (await office.as('Owner')).end();
  bob.putHeader({ ...bob.header(), slips: held });
  // By keys, too: what it opens is no longer named by anybody.
  expect(await office.open().refused('passwords.useSlip', use(third.code))).not.toBe('slipWrong');
  bob.close();
});

test('guesses at a slip wait as guesses at a password do', async () => {
  const { office } = scene;
  const ann = await office.as('Ann');
  const { code } = await ann.call('passwords.makeSlip', { password: staffPassword('Ann') });
  const other = await ann.call('passwords.makeSlip', { password: staffPassword('Ann') });
  await ann.end();
  for (let i = 0; i < 3; i += 1)
    expect(await office.open().refused('passwords.useSlip', { user: userOf('Ann'), code, next })).toBe('slipWrong');
  expect(await office.open().refused('passwords.useSlip', { user: userOf('Ann'), code: other.code, next })).toBe(
    'waitAfterWrong',
  );
  expect(await office.open().refused('session.login', login('Ann', staffPassword('Ann')))).toBe('waitAfterWrong');
});

test('an owner has no slip', async () => {
  const owner = await scene.office.as('Owner');
  expect(await owner.refused('passwords.makeSlip', { password: ownerPassword })).toBe('notAllowed');
  await owner.end();
});

test('a session whose password was not typed again writes nothing that needs ROOT', async () => {
  const owner = await scene.office.as('Owner');
  const { vault } = owner.process;
  if (vault === null) throw new Error('no vault');
  const ann = vault.chain.authority.person(userOf('Ann'));
  const { policy } = vault.chain.authority;
  if (ann === undefined || policy === null) throw new Error('no Ann');
  const key = Buffer.alloc(32, 7);
  const book = vault.chain.authority.bookOf('person', ann.user)?.book ?? '';
  const items: AuthorityItem[] = [
    { t: 'newRoot', public: key, recovery: key, proof: Buffer.alloc(64) },
    { t: 'databaseKey', generation: 2, commitment: key },
    { t: 'device', device: ann.user, public: key },
    { t: 'certificate', user: ann.user, role: 'owner', sign: ann.sign, box: ann.box, slot: ann.slot },
    { t: 'policy', policy },
    { t: 'book', book: owner.process.newId(), kind: 'desk', person: ann.user },
    { t: 'bookKey', book, class: 'card', generation: 2, public: key, commitment: key },
    { t: 'grant', user: ann.user, book, class: 'card', right: 'write', until: null },
    { t: 'worksFor', user: ann.user, manager: null },
    { t: 'rekey', user: ann.user, sign: key, box: key, slot: 9, cause: 'reset' },
    { t: 'revoke', user: ann.user },
    { t: 'deputy', user: ann.user, may: ['approve'], until: scene.office.clock.time + 86_400_000 },
  ];
  const stored = vault.sql.lastEntry.get()?.n;
  for (const item of items)
    expect(() => commit(vault, { kind: 'forged', items: [item] }), item.t).toThrow('notAllowed');
  // A ROOT of one's own making signs nothing either.
  const { secret } = signPair(SecretKey.random());
  for (const item of items)
    expect(() => commit(vault, { kind: 'forged', items: [item], root: secret }), item.t).toThrow('notAllowed');
  expect(vault.sql.lastEntry.get()?.n).toBe(stored);
  await owner.end();
});
