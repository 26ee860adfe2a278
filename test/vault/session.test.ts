import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { headerPath, readHeader, writeHeader } from '../../main/vault/keys/header.ts';
import { keepOffice } from '../abuse/asAttacker.ts';
import { type TestOffice, openTestVault, ownerPassword, staffPassword } from '../support/testVault.ts';

let office: TestOffice;
let kept: ReturnType<typeof keepOffice>;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  await office.hire(opened.owner, 'Ann', 'salesperson');
  await opened.owner.end();
  kept = keepOffice(office);
});
beforeEach(() => kept.restore());
afterAll(async () => {
  await office.close();
  kept.remove();
});
const ann = () => office.people.get('Ann') ?? { user: '', password: '' };

test('a locked vault names its people and who was there last, and nothing else', async () => {
  await (await office.as('Ann')).end();
  const status = await office.open().call('session.status', {});
  expect(status).toMatchObject({ phase: 'locked', code: null, lastUser: ann().user, waitSeconds: 0 });
  expect(status.people.map(({ name }) => name).sort()).toEqual(['Ann', 'Owner']);
});

test('a first run refuses a short password, and a second one the vault that is there', async () => {
  const input = {
    locale: 'en' as const,
    company: 'Second',
    name: 'Second',
    size: 'few' as const,
    customers: 'both' as const,
    cards: 'private' as const,
  };
  expect(await office.open().raw('setup.create', { ...input, password: '14 characters!' })).toMatchObject({
    ok: false,
    error: { code: 'passwordTooShort', params: { limit: 15 } },
  });
  const before = readFileSync(headerPath(office.folder));
  expect(await office.open().refused('setup.create', { ...input, password: ownerPassword })).toBe('vaultExists');
  expect(readFileSync(headerPath(office.folder)).equals(before)).toBe(true);
});

test('the wrong password is refused, somebody unknown alike, and a second login in one process', async () => {
  const session = office.open();
  expect(await session.refused('session.login', { user: ann().user, password: 'wrong' })).toBe('wrongPassword');
  expect(await session.refused('session.login', { user: 'U'.repeat(22), password: 'wrong' })).toBe('wrongPassword');
  await session.call('session.login', ann());
  expect(await session.refused('session.login', ann())).toBe('alreadyLoggedIn');
  await session.end();
});

test('after three wrong passwords one has to wait, longer each time, in a new process too and without the file', async () => {
  const attempt = async () => {
    const reply = await office.open().raw('session.login', { user: ann().user, password: 'wrong' });
    return reply.ok ? null : reply.error;
  };
  for (let i = 0; i < 3; i += 1) expect(await attempt()).toMatchObject({ code: 'wrongPassword' });
  expect(await attempt()).toMatchObject({ code: 'waitAfterWrong', params: { seconds: 5 } });
  // The right password does not shorten it, and neither does deleting what was written down.
  expect(await office.open().refused('session.login', ann())).toBe('waitAfterWrong');
  rmSync(join(office.folder, 'pending.log'));
  expect(await office.open().refused('session.login', ann())).toBe('waitAfterWrong');
  expect((await office.open().call('session.status', {})).waitSeconds).toBe(0);
  office.clock.time += 5_000;
  expect(await attempt()).toMatchObject({ code: 'wrongPassword' });
  expect(await attempt()).toMatchObject({ code: 'waitAfterWrong', params: { seconds: 10 } });
  office.clock.time += 10_000;
  const session = await office.as('Ann');
  const owner = await office.as('Owner');
  const { lines } = await owner.call('journal.list', {
    filter: { kind: 'session.loginFailed' },
    after: null,
    limit: 5,
  });
  expect(lines.map(({ count }) => count)).toEqual([4]);
  expect(existsSync(join(office.folder, 'pending.log'))).toBe(false);
  await owner.end();
  await session.end();
});

test('a login of one’s own does not end the wait for a colleague’s password, nor is a failure told twice', async () => {
  const guess = () => office.open().refused('session.login', { user: ann().user, password: 'guess' });
  for (let i = 0; i < 3; i += 1) expect(await guess()).toBe('wrongPassword');
  await (await office.as('Owner')).end();
  expect(await guess()).toBe('waitAfterWrong');
  office.clock.time += 5_000;
  expect(await guess()).toBe('wrongPassword');
  const owner = await office.as('Owner');
  const { lines } = await owner.call('journal.list', {
    filter: { kind: 'session.loginFailed' },
    after: null,
    limit: 5,
  });
  expect(lines.map(({ count }) => count)).toEqual([1, 3]);
  await owner.end();
});

test('a changed password counts at once, the old one no longer; a wrong, short or same one is refused', async () => {
  const session = await office.as('Ann');
  const current = staffPassword('Ann');
  const next = 'a new password of Ann';
  expect(await session.refused('session.changePassword', { current: 'wrong', next })).toBe('wrongPassword');
  expect(await session.refused('session.changePassword', { current, next: 'short' })).toBe('passwordTooShort');
  expect(await session.refused('session.changePassword', { current, next: current })).toBe('passwordSame');
  await session.call('session.changePassword', { current, next });
  await session.end();
  expect(await office.open().refused('session.login', { user: ann().user, password: current })).toBe('wrongPassword');
  const again = office.open();
  expect((await again.call('session.login', { user: ann().user, password: next })).name).toBe('Ann');
  await again.end();
  expect(readHeader(headerPath(office.folder)).slots.filter(({ user }) => user === ann().user)).toHaveLength(1);
});

test('a change of password that was interrupted leaves a login that works', async () => {
  const before = readHeader(headerPath(office.folder));
  const session = await office.as('Ann');
  const next = 'a new password of Ann';
  await session.call('session.changePassword', { current: staffPassword('Ann'), next });
  await session.end();
  const after = readHeader(headerPath(office.folder));
  const old = before.slots.find(({ user }) => user === ann().user);
  // As it is between the journal and the last write of the header: both slots are there.
  writeHeader(office.folder, { ...after, slots: [...after.slots, ...(old === undefined ? [] : [old])] });
  expect(await office.open().refused('session.login', ann())).toBe('passwordReplaced');
  const again = office.open();
  await again.call('session.login', { user: ann().user, password: next });
  await again.end();
  expect(readHeader(headerPath(office.folder)).slots).toHaveLength(after.slots.length);
});

test('a draft outlives the session and is nobody else’s', async () => {
  const session = await office.as('Ann');
  await session.call('drafts.put', { key: 'note:1', text: 'half a sentence' });
  await session.end();
  const again = await office.as('Ann');
  expect((await again.call('drafts.get', { key: 'note:1' })).text).toBe('half a sentence');
  await again.call('drafts.put', { key: 'note:1', text: '' });
  expect((await again.call('drafts.get', { key: 'note:1' })).text).toBeNull();
  await again.call('drafts.put', { key: 'note:2', text: 'another' });
  await again.end();
  const owner = await office.as('Owner');
  expect((await owner.call('drafts.get', { key: 'note:2' })).text).toBeNull();
  await owner.end();
});

test('without the keychain, or with another one, nobody logs in and the reason is said', async () => {
  const held = new Map(office.keychain);
  office.keychain.clear();
  expect(await office.open().refused('session.login', ann())).toBe('keychainEmpty');
  expect(await office.open().call('session.status', {})).toMatchObject({ phase: 'unusable', code: 'keychainEmpty' });
  const [account = ''] = [...held.keys()].filter((name) => name.startsWith('device:'));
  office.keychain.set(account, 'bm90IGEgc2VjcmV0');
  expect(await office.open().refused('session.login', ann())).toBe('keychainFailed');
});

test('many passwords sent at once wait like one after the other', async () => {
  const office = await openTestVault();
  try {
    await office.owner.end();
    const user = office.people.get('Owner')?.user ?? '';
    const locked = office.open();
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, i) => locked.refused('session.login', { user, password: `guess ${i}` })),
    );
    expect(tries.filter((code) => code === 'wrongPassword')).toHaveLength(3);
    expect(tries.filter((code) => code === 'waitAfterWrong')).toHaveLength(9);
  } finally {
    await office.close();
  }
});

test('a first run puts a database that was worked with aside instead of deleting it', async () => {
  const office = await openTestVault();
  try {
    await office.owner.end();
    for (const name of ['vault.cvh', 'vault.cvh.previous']) rmSync(join(office.folder, name), { force: true });
    const worked = Buffer.alloc(3 * 1024 * 1024, 7);
    writeFileSync(join(office.folder, 'vault.db'), worked);
    await office.open().call('setup.create', {
      locale: 'en',
      company: 'Another',
      name: 'Owner',
      password: ownerPassword,
      size: 'alone',
      customers: 'both',
      cards: 'private',
    });
    const aside = readdirSync(office.folder).filter((name) => name.startsWith('aside-'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(office.folder, aside[0] ?? '')).equals(worked)).toBe(true);
  } finally {
    await office.close();
  }
});
