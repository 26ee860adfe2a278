import { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'cborg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { accountCodeLasts, proveAccount } from '../../main/vault/journal/accounts.ts';
import { Authority } from '../../main/vault/journal/authority.ts';
import { noDeed } from '../../main/vault/journal/deputies.ts';
import type { AuthorityItem } from '../../main/vault/journal/items.ts';
import { SecretKey, signPair } from '../../main/vault/keys/crypto.ts';
import { changeHeader, headerPath, previousHeaderPath, readHeader, writeHeader } from '../../main/vault/keys/header.ts';
import { decodeOwnSecret, deviceOf } from '../../main/vault/session/device.ts';
import { standing } from '../../main/vault/session/standing.ts';
import { catchUpChain } from '../../main/vault/view/catchUp.ts';
import { type TestOffice, type TestProcess, openTestVault, ownerPassword } from '../support/testVault.ts';

// Two accounts of the operating system, each with a keychain of its own, that share the folder of one vault.

let office: TestOffice & { owner: TestProcess };
beforeAll(async () => {
  office = await openTestVault();
  chmodSync(office.folder, 0o2770);
  await office.hire(office.owner, 'Ann', 'salesperson');
});
afterAll(() => office.close());

const person = (name: string) => office.people.get(name) ?? { user: '', password: '' };
const main = { kind: 'main' } as const;
const at = (keychain: Map<string, string>): TestProcess => office.open(main, keychain);
const places = (): Id[] => readHeader(headerPath(office.folder)).accounts.map(({ device }) => device);
const codeFiles = (): string[] => readdirSync(office.folder).filter((name) => name.endsWith('.computer'));

async function makeCode(): Promise<string> {
  return (await office.owner.call('accounts.makeCode', { password: ownerPassword })).text;
}
async function login(keychain: Map<string, string>, name: string): Promise<TestProcess> {
  const session = at(keychain);
  await session.call('session.login', person(name));
  return session;
}
/** Another account with a code typed into it; nobody has logged in there. */
async function joined(): Promise<Map<string, string>> {
  const keychain = new Map<string, string>();
  await at(keychain).call('accounts.join', { code: await makeCode() });
  return keychain;
}

test('another account of the computer opens nothing until a code lets it in, and then works on the same vault', async () => {
  const keychain = new Map<string, string>();
  const second = at(keychain);
  expect(await second.call('session.status', {})).toMatchObject({ phase: 'unusable', code: 'keychainEmpty' });
  expect(await second.refused('session.login', person('Ann'))).toBe('keychainEmpty');
  const code = await makeCode();
  const waiting = await office.owner.call('accounts.list', {});
  expect(waiting.codes).toHaveLength(1);
  expect(codeFiles()).toHaveLength(1);
  await second.call('accounts.join', { code });
  expect(await second.call('session.status', {})).toMatchObject({ phase: 'locked' });
  await second.call('session.login', person('Ann'));
  expect((await second.call('session.me', {})).quarantine).toBeNull();
  const { id } = await second.call('customers.create', { fields: { kind: 'firm', name: '大同實業' } });
  // The other account, where the owner sits, takes it in at once, and goes on writing.
  await office.owner.call('drafts.put', { key: 'note:1', text: 'at the first account' });
  await office.owner.call('notes.add', { customer: id, kind: 'note', text: 'from the first account' });
  await second.call('notes.add', { customer: id, kind: 'note', text: 'from the second account' });
  const after = await office.owner.call('accounts.list', {});
  expect(after.codes).toEqual([]);
  expect(codeFiles()).toEqual([]);
  expect(after.accounts.map(({ here, ended, by }) => [here, ended, by?.name])).toEqual([
    [true, null, 'Owner'],
    [false, null, 'Ann'],
  ]);
  const { lines } = await office.owner.call('journal.list', { filter: {}, after: null, limit: 50 });
  expect(lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['account.code', 'account.join']));
  // The keychains hold secrets of their own.
  for (const [account, value] of office.keychain)
    if (account.startsWith('device:')) expect(keychain.get(account)).not.toBe(value);
  await second.end();
  // Whoever was in the second account logs in at the first, and sees the whole journal hold.
  const ann = await office.as('Ann');
  expect((await ann.call('session.me', {})).quarantine).toBeNull();
  expect((await ann.call('session.lastVisit', {})).last?.actions).toBeGreaterThan(0);
  await ann.end();
  const again = await login(keychain, 'Ann');
  expect((await again.call('session.me', {})).quarantine).toBeNull();
  await again.end();
});

test('a code lets one account in, once, in its time, and not after it was taken back', async () => {
  const used = await makeCode();
  const first = new Map<string, string>();
  const second = new Map<string, string>();
  const kept = readFileSync(join(office.folder, codeFiles()[0] ?? ''));
  const name = codeFiles()[0] ?? '';
  await at(first).call('accounts.join', { code: used });
  await at(second).call('accounts.join', { code: used });
  await (await login(first, 'Ann')).end();
  // The journal knows of the first: the second one's keys open the vault, and nobody lets it in.
  expect(await at(second).refused('session.login', person('Ann'))).toBe('accountEnded');
  expect(await at(new Map()).refused('accounts.join', { code: used })).toBe('inviteUnknown');
  writeFileSync(join(office.folder, name), kept);
  const third = new Map<string, string>();
  await at(third).call('accounts.join', { code: used });
  expect(await at(third).refused('session.login', person('Ann'))).toBe('accountEnded');
  rmSync(join(office.folder, name), { force: true });

  const late = await makeCode();
  const slow = await joined();
  office.clock.time += accountCodeLasts + 1_000;
  expect(await at(new Map()).refused('accounts.join', { code: late })).toBe('inviteExpired');
  expect(await at(slow).refused('session.login', person('Ann'))).toBe('inviteExpired');

  const back = await makeCode();
  const early = new Map<string, string>();
  await at(early).call('accounts.join', { code: back });
  const [open] = (await office.owner.call('accounts.list', {})).codes;
  await office.owner.call('accounts.endCode', { code: open?.code ?? '' });
  expect(await at(new Map()).refused('accounts.join', { code: back })).toBe('inviteUnknown');
  expect(await at(early).refused('session.login', person('Ann'))).toBe('accountEnded');
  expect(await office.owner.refused('accounts.endCode', { code: open?.code ?? '' })).toBe('inviteUnknown');
  expect(await at(new Map()).refused('accounts.join', { code: 'not a code' })).toBe('inviteUnreadable');
  // Places that came with codes and were never entered go at the next login.
  await (await office.as('Ann')).end();
  expect(places()).toHaveLength(3);
});

test('an account that an owner has taken away is out at once, opens nothing, and an old header does not bring it back', async () => {
  const keychain = await joined();
  const before = readFileSync(headerPath(office.folder));
  const ann = await login(keychain, 'Ann');
  const list = async () => (await office.owner.call('accounts.list', {})).accounts;
  const device = ann.process.vault?.device ?? '';
  expect(
    await office.owner.refused('accounts.end', {
      device: office.owner.process.vault?.device ?? '',
      password: ownerPassword,
    }),
  ).toBe('accountHere');
  expect(await office.owner.refused('accounts.end', { device, password: 'not the password' })).toBe('wrongPassword');
  await office.owner.call('accounts.end', { device, password: ownerPassword });
  expect((await list()).find((each) => each.device === device)?.ended).not.toBeNull();
  // What the open session there still tries to write nobody takes.
  expect(await ann.refused('customers.create', { fields: { kind: 'firm', name: '永豐貿易' } })).toBe('notAllowed');
  const vault = ann.process.vault;
  if (vault === null) throw new Error('no session');
  await catchUpChain(vault);
  expect(standing(vault)).toBe('accountEnded');
  await ann.end();
  for (const path of [headerPath, previousHeaderPath])
    expect(readHeader(path(office.folder)).accounts.map((each) => each.device)).not.toContain(device);
  expect(await at(keychain).call('session.status', {})).toMatchObject({ phase: 'unusable', code: 'accountEnded' });
  expect(await at(keychain).refused('session.login', person('Ann'))).toBe('accountEnded');
  expect(await office.owner.refused('accounts.end', { device, password: ownerPassword })).toBe('notFound');
  // Its place put back by hand opens the slots again, and the journal still says no.
  const now = readFileSync(headerPath(office.folder));
  writeFileSync(headerPath(office.folder), before);
  expect(await at(keychain).refused('session.login', person('Ann'))).toBe('accountEnded');
  writeFileSync(headerPath(office.folder), now);
  // Another code lets it in again, as another account of the journal; what it held before is kept beside it.
  await at(keychain).call('accounts.join', { code: await makeCode() });
  expect([...keychain.keys()].some((key) => key.startsWith('former-'))).toBe(true);
  const back = await login(keychain, 'Ann');
  expect(back.process.vault?.device).not.toBe(device);
  await back.end();
});

test('a copied folder with the keychain of one account opens by the place of that account alone', async () => {
  const keychain = await joined();
  await (await login(keychain, 'Ann')).end();
  const [account = ''] = [...keychain.keys()].filter((key) => key.startsWith('device:'));
  const whole = readFileSync(headerPath(office.folder));
  const mine = places().at(-1);
  changeHeader(office.folder, (header) => ({
    ...header,
    accounts: header.accounts.filter(({ device }) => device !== mine),
  }));
  expect(await at(keychain).refused('session.login', person('Ann'))).toBe('accountEnded');
  // Another one's place under its own name, and its own place with another one's content.
  for (const forge of [
    ([first, ...rest]: ReturnType<typeof readHeader>['accounts']) =>
      first === undefined ? [] : [{ ...first, device: mine ?? '' }, ...rest],
    (accounts: ReturnType<typeof readHeader>['accounts']) => accounts.map((each) => ({ ...each, device: mine ?? '' })),
  ]) {
    changeHeader(office.folder, (header) => ({ ...header, accounts: forge(header.accounts) }));
    expect(await at(keychain).refused('session.login', person('Ann'))).toBe('headerDamaged');
    writeFileSync(headerPath(office.folder), whole);
  }
  changeHeader(office.folder, (header) => ({ ...header, accounts: [] }));
  expect(await at(keychain).refused('session.login', person('Ann'))).toBe('wrongPassword');
  writeFileSync(headerPath(office.folder), whole);
  expect(await at(new Map()).refused('session.login', person('Ann'))).toBe('keychainEmpty');
  expect(keychain.get(account)).not.toBe(office.keychain.get(account));
});

test('nobody but an owner lets an account in, and only where others reach the folder', async () => {
  const ann = await office.as('Ann');
  for (const [name, input] of [
    ['accounts.list', {}],
    ['accounts.makeCode', { password: person('Ann').password }],
    ['accounts.endCode', { code: person('Ann').user }],
    ['accounts.end', { device: ann.process.vault?.device ?? '', password: person('Ann').password }],
  ] as const)
    expect(await ann.refused(name, input)).toBe('notAllowed');
  await ann.end();
  chmodSync(office.folder, 0o700);
  expect(await office.owner.refused('accounts.makeCode', { password: ownerPassword })).toBe('folderNotShared');
  expect((await office.owner.call('accounts.list', {})).shared).toBe(false);
  chmodSync(office.folder, 0o2770);
  expect(await at(office.keychain).refused('accounts.join', { code: await makeCode() })).toBe('accountOpen');
});

test('a header that another process holds from before does not drop an account that came meanwhile', async () => {
  const before = readHeader(headerPath(office.folder));
  const keychain = await joined();
  writeHeader(office.folder, before);
  const ann = await login(keychain, 'Ann');
  expect((await ann.call('session.me', {})).quarantine).toBeNull();
  await ann.end();
});

test('a vault of before there were accounts gets a place for its own one before another one can come', async () => {
  const keychain = new Map(office.keychain);
  const [account = ''] = [...keychain.keys()].filter((key) => key.startsWith('device:'));
  const own = decodeOwnSecret(keychain.get(account) ?? '');
  const { secret } = deviceOf(own, readHeader(headerPath(office.folder)));
  const old = { device: own.device, secret: secret.bytes, sign: own.signSeed.bytes };
  keychain.set(account, Buffer.from(encode(old)).toString('base64url'));
  await office.owner.end();
  changeHeader(office.folder, (header) => ({ ...header, accounts: [] }));
  office.owner = await login(keychain, 'Owner');
  const second = await joined();
  expect(places()).toHaveLength(2);
  await (await login(second, 'Ann')).end();
  await (await login(keychain, 'Ann')).end();
});

test('of accounts and codes nothing counts but by ROOT, an owner, or the key of a code in its time', () => {
  const ids = (letter: string): Id => letter.repeat(22);
  const code = signPair(SecretKey.random());
  const place = { vault: ids('V'), prev: Buffer.alloc(32), actor: ids('B'), n: 1, time: 1_000 };
  const authority = new Authority();
  const apply = (item: AuthorityItem, byRoot: boolean, more: Partial<typeof place> = {}) =>
    authority.apply(item, { ...place, deed: noDeed(), ...more, byRoot });
  const device = (letter: string) => ({ device: ids(letter), public: code.publicKey });
  const made = { t: 'accountCode', code: ids('C'), public: code.publicKey, until: 5_000 } as const;
  const join = (letter: string, by = code.secret, vault = place.vault): AuthorityItem => ({
    t: 'account',
    code: ids('C'),
    ...device(letter),
    proof: proveAccount(by, { vault, code: ids('C'), ...device(letter) }),
  });
  expect(apply({ t: 'device', ...device('D') }, false)).toBe('rootSignatureMissing');
  expect(apply({ t: 'device', ...device('D') }, true)).toBeNull();
  expect(apply({ t: 'device', ...device('D') }, true)).toBe('accountNotAllowed');
  expect(apply(join('E'), false)).toBe('accountNotAllowed');
  expect(apply(made, false)).toBe('rootSignatureMissing');
  expect(apply({ ...made, until: place.time + accountCodeLasts + 1 }, true)).toBe('accountNotAllowed');
  expect(apply(made, true)).toBeNull();
  expect(apply(made, true)).toBe('accountNotAllowed');
  expect(apply({ t: 'accountCodeEnd', code: ids('C') }, false)).toBe('rootSignatureMissing');
  // Not with another key, for another vault, in the place of one that is there, or too late.
  expect(apply(join('E', signPair(SecretKey.random()).secret), false)).toBe('accountNotAllowed');
  expect(apply(join('E', code.secret, ids('W')), false)).toBe('accountNotAllowed');
  expect(apply(join('D'), false)).toBe('accountNotAllowed');
  expect(apply(join('E'), false, { time: 5_001 })).toBe('accountNotAllowed');
  expect(apply(join('E'), false)).toBeNull();
  expect(apply(join('F'), false)).toBe('accountNotAllowed');
  expect(authority.accounts.stands(ids('E'))).toBe(true);
  expect(authority.accounts.stands(ids('F'))).toBe(false);
  expect(apply({ t: 'accountEnd', device: ids('E') }, false)).toBe('rootSignatureMissing');
  expect(apply({ t: 'accountEnd', device: ids('F') }, true)).toBe('accountUnknown');
  expect(apply({ t: 'accountEnd', device: ids('E') }, true)).toBeNull();
  expect(authority.accounts.stands(ids('E'))).toBe(false);
  expect(apply(join('E'), false)).toBe('accountNotAllowed');
});
