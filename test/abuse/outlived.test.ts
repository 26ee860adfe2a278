import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { firstLoginRules } from '#shared/domain/loginRules.ts';
import { readHeader } from '../../main/vault/keys/header.ts';
import { readInvite } from '../../main/vault/invites/files.ts';
import { loginState } from '../../main/vault/session/loginState.ts';
import { ownLogin } from '../../main/vault/session/ownLogin.ts';
import { hotp, stepAt } from '../../main/vault/session/totp.ts';
import { commit } from '../../main/vault/store/commit.ts';
import { watchVault } from '../../main/vault/watch.ts';
import { type TestProcess, ownerPassword, staffPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { promotedBy } from './forge.ts';
import { type Scene, aScene, quarantineOf } from './scene.ts';
import { slotsOf } from './slotsOf.ts';

// What somebody had a right to once does not outlive that right: keys, slips, PINs, sessions, the say over others.

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const day = 86_400_000;
const next = 'quite another long password';
const pin = '482913';
const userOf = (name: string): string => scene.office.people.get(name)?.user ?? '';
const login = (name: string, password: string) => ({ user: userOf(name), password });
const roleOf = (name: string, role: 'owner' | 'manager' | 'salesperson') => ({
  user: userOf(name),
  role,
  handTo: null,
  password: ownerPassword,
});
interface Held {
  readonly key: string;
  readonly generation: number;
  readonly sealed: Buffer;
}
async function during<T>(name: string, work: (session: TestProcess) => Promise<T>): Promise<T> {
  const session = await scene.office.as(name);
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}
async function attack<T>(name: string, work: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, name);
  try {
    return work(attacker);
  } finally {
    attacker.close();
  }
}
function vaultOf({ process }: TestProcess) {
  if (process.vault === null) throw new Error('no session');
  return process.vault;
}

test('ROOT does not outlive the owner’s password that somebody knew', async () => {
  const known = slotsOf(scene.office).ownersRoot();
  await during('Owner', (owner) => owner.call('session.changePassword', { current: ownerPassword, next, known: true }));
  scene.office.people.set('Owner', login('Owner', next));
  await during('Owner', () => Promise.resolve());
  const sequence = await attack('Ann', (ann) => promotedBy(known, ann));
  await during('Owner', async (owner) => {
    expect(await quarantineOf(owner)).toEqual({ code: 'signatureInvalid', sequence });
  });
});

test('a manager’s slip does not outlive their becoming an owner, and no owner makes one by hand', async () => {
  const { code } = await during('May', (may) => may.call('passwords.makeSlip', { password: staffPassword('May') }));
  const slips = slotsOf(scene.office).header().slips;
  await during('Owner', (owner) => owner.call('staff.setRole', roleOf('May', 'owner')));
  await attack('Bob', (bob) => bob.putHeader({ ...bob.header(), slips }));
  const use = { user: userOf('May'), code, next };
  expect(await scene.office.open().refused('passwords.useSlip', use)).toBe('slipReplaced');
  await during('May', () => Promise.resolve());
  const sequence = await attack('May', (may) => {
    return may.append({ kind: 'password.slip', items: [{ t: 'slip', user: may.user, no: 2, valid: true }] }).seq;
  });
  await during('Owner', async (owner) => {
    expect(await quarantineOf(owner)).toEqual({ code: 'notAuthorised', sequence });
  });
});

test('a former password does not count again because the person is given a role meanwhile', async () => {
  const former = slotsOf(scene.office).header();
  await during('Owner', async (owner) => {
    const vault = vaultOf(owner);
    const person = vault.chain.authority.person(userOf('Ann'));
    if (person === undefined) throw new Error('no Ann');
    const { user, sign: signs, box, slot } = person;
    await during('Ann', (ann) => ann.call('session.changePassword', { current: staffPassword('Ann'), next }));
    const item = { t: 'certificate', user, role: 'manager', sign: signs, box, slot } as const;
    commit(vault, { kind: 'staff.role', items: [item], root: slotsOf(scene.office).ownersRoot() });
  });
  const session = scene.office.open();
  await session.call('session.login', login('Ann', next));
  await session.end();
  await attack('Bob', (bob) => bob.putHeader(former));
  expect(await scene.office.open().refused('session.login', login('Ann', staffPassword('Ann')))).toBe('slotRefused');
});

test('nobody is made an owner whose password somebody else has set or knows', async () => {
  await during('Owner', async (owner) => {
    await scene.office.reset(owner, 'May', next);
    expect(await owner.refused('staff.setRole', roleOf('May', 'owner'))).toBe('roleInvalid');
    await during('Lee', (lee) =>
      lee.call('session.changePassword', { current: staffPassword('Lee'), next, known: true }),
    );
    expect(await owner.refused('staff.setRole', roleOf('Lee', 'owner'))).toBe('roleInvalid');
  });
});

test.each<[string, () => Promise<unknown>]>([
  [
    'the office’s leave to use one',
    () =>
      during('Owner', (owner) =>
        owner.call('logins.setRules', { rules: { ...firstLoginRules, pin: false }, password: ownerPassword }),
      ),
  ],
  ['the person’s own wish', () => during('Ann', (ann) => ann.call('logins.pinOff', {}))],
])('a PIN does not outlive %s', async (_, end) => {
  const ann = await scene.office.as('Ann');
  await ann.call('logins.pinOn', { pin, password: staffPassword('Ann') });
  await ann.end(true);
  await end();
  expect(await scene.office.open().refused('session.loginPin', { user: userOf('Ann'), pin })).toBe('pinOver');
});

test('an owner writes nobody a PIN of their own choosing', async () => {
  await during('Ann', (ann) => ann.call('logins.pinOn', { pin, password: staffPassword('Ann') }));
  await during('Owner', async (owner) => {
    await owner.call('logins.pinOn', { pin: '111111', password: ownerPassword });
    const vault = vaultOf(owner);
    const { pin: planted } = ownLogin(vault);
    const desk = vault.chain.authority.bookOf('desk', userOf('Ann'))?.book ?? '';
    const id = vault.chain.sql.subjectsOfBook
      .all(desk)
      .find((each) => vault.chain.sql.subject.get(each)?.kind === 'login');
    if (id === undefined) throw new Error('no PIN');
    const row = { record: id, kind: 'login', class: 'work', payload: { factor: null, pin: planted } } as const;
    expect(() => commit(vault, { kind: 'login.pinOn', subjects: [{ id, kind: 'login', rows: [row] }] })).toThrow(
      'notAllowed',
    );
  });
  const ann = await scene.office.as('Ann');
  await ann.end(true);
  const back = await scene.office.open().raw('session.loginPin', { user: userOf('Ann'), pin: '111111' });
  expect(back).toMatchObject({ ok: false, error: { code: 'pinWrong' } });
});

test('a second factor that somebody else has deleted is an alarm, not a factor less', async () => {
  await during('Ann', async (ann) => {
    await ann.call('logins.factorBegin', {});
    const secret = Buffer.from(loginState(ann.process).beginning ?? []);
    const code = hotp(secret, stepAt(scene.office.clock.time));
    await ann.call('logins.factorConfirm', { code, password: staffPassword('Ann') });
  });
  await attack('Bob', (bob) => expect(bob.run("DELETE FROM records WHERE kind = 'login'")).toBe(1));
  const session = scene.office.open();
  await session.call('session.login', login('Ann', staffPassword('Ann')));
  expect(await quarantineOf(session)).toMatchObject({ code: 'rowChanged' });
  await session.end();
});

test('whoever is shut out for good reads nothing with keys that a manager took away from them before', async () => {
  const cover = { user: userOf('Bob'), by: userOf('Ann'), password: null };
  await during('May', (may) => may.call('staff.cover', { ...cover, until: scene.office.clock.time + day }));
  const ann = await asAttacker(scene.office, 'Ann');
  const held = ann.all<Held>('SELECT key, generation, sealed FROM sealed_keys WHERE user = ?', ann.user);
  // Open all the time, so that the owner comes after what May has done.
  const owner = await scene.office.as('Owner');
  await during('May', (may) => may.call('staff.endCover', cover));
  await owner.call('leaving.revoke', { user: ann.user, password: ownerPassword, handTo: null });
  await during('Bob', (bob) => bob.call('notes.add', { customer: scene.bobs, kind: 'note', text: 'since she went' }));
  await owner.end();
  // Today's database, which her connection keeps from getting a new key, with all that she kept put back.
  const put = 'INSERT OR REPLACE INTO sealed_keys(key, generation, user, sealed) VALUES (?, ?, ?, ?)';
  for (const { key, generation, sealed } of held) ann.run(put, key, generation, ann.user, sealed);
  ann.collect();
  const loot = JSON.stringify(ann.loot());
  ann.close();
  expect(loot).toContain('first note of Ann');
  expect(loot).not.toContain('since she went');
});

test('new keys after a reset open nothing more of what somebody looked after until time was up', async () => {
  const until = scene.office.clock.time + day;
  const cover = { user: userOf('Bob'), by: userOf('Ann'), until, password: null };
  await during('May', (may) => may.call('staff.cover', cover));
  const book = await during('Owner', async (owner) => {
    scene.office.clock.time = until + 1;
    // Sue reads the same book: its keys are made anew, and Ann, whose time is up, gets none.
    await scene.office.reset(owner, 'Sue', next);
    await scene.office.reset(owner, 'Ann', next);
    return vaultOf(owner).chain.authority.bookOf('person', userOf('Bob'))?.book ?? '';
  });
  await attack('Ann', (ann) => {
    expect(ann.bookKey(book, 'card', 2)).toBeNull();
    expect(ann.bookKey(book, 'work', 2)).toBeNull();
  });
});

test('whoever shut somebody out as a manager does not let them in again as none', async () => {
  await during('May', (may) => may.call('staff.freeze', { user: userOf('Bob'), reason: 'other' }));
  await during('Owner', (owner) => owner.call('staff.setRole', roleOf('May', 'salesperson')));
  const sequence = await attack('May', (may) => may.append({ items: [{ t: 'thaw', user: userOf('Bob') }] }).seq);
  await during('Owner', async (owner) => {
    expect(await quarantineOf(owner)).toEqual({ code: 'notAuthorised', sequence });
  });
});

test('a session under an alarm of its own making ends when its person is shut out', async () => {
  await attack('Ann', (ann) => {
    const header = ann.header();
    const other = header.slots.find(({ user }) => user === userOf('Bob'));
    ann.putHeader({
      ...header,
      slots: header.slots.map((slot) => (slot.user === ann.user ? { ...slot, name: other?.name ?? slot.name } : slot)),
    });
    ann.run("UPDATE records SET sealed = randomblob(200) WHERE id = ? AND class = 'card'", scene.anns);
  });
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(scene.office.folder, `view-${userOf('Ann')}.db${suffix}`), { force: true });
  const ann = await scene.office.as('Ann');
  expect(await quarantineOf(ann)).not.toBeNull();
  const stop = watchVault(ann.process, () => undefined);
  try {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await during('May', (may) => may.call('staff.freeze', { user: userOf('Ann'), reason: 'other' }));
    await expect.poll(() => ann.over, { timeout: 3_000 }).toEqual(['shutOut']);
  } finally {
    stop();
    await ann.end();
  }
});

test('what lies in an invitation’s place and is no file of ours keeps nobody waiting', () => {
  const { folder } = scene.office;
  const name = 'A'.repeat(22);
  const pipe = (file: string) => execFileSync('/usr/bin/env', ['mkfifo', join(folder, file)]);
  pipe(`invite-${name}.answer`);
  symlinkSync('/dev/zero', join(folder, `invite-${name}.offer`));
  symlinkSync('/etc/passwd', join(folder, `invite-${name}.computer`));
  expect(readdirSync(folder).filter((each) => each.startsWith('invite-'))).toHaveLength(3);
  for (const kind of ['answer', 'offer', 'computer'] as const) expect(readInvite(folder, name, kind)).toBeNull();
  pipe('pipe');
  expect(() => readHeader(join(folder, 'pipe'))).toThrow('headerDamaged');
});
