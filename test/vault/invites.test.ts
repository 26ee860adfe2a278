import { readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Output } from '#shared/contract/index.ts';
import { SecretKey, sealTo } from '../../main/vault/keys/crypto.ts';
import { personKeys } from '../../main/vault/keys/slot.ts';
import { fileNameOf, keyOfCode } from '../../main/vault/invites/code.ts';
import { openAnswer, openOffer, sealAnswer, sealOffer } from '../../main/vault/invites/offer.ts';
import { asAttacker, keepOffice } from '../abuse/asAttacker.ts';
import {
  type TestOffice,
  type TestProcess,
  openTestVault,
  ownerPassword,
  staffPassword,
} from '../support/testVault.ts';

let office: TestOffice;
let kept: ReturnType<typeof keepOffice>;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  await office.hire(opened.owner, 'May', 'manager');
  await opened.owner.end();
  kept = keepOffice(office);
});
beforeEach(() => kept.restore());
afterAll(async () => {
  await office.close();
  kept.remove();
});

const hour = 3_600_000;
const eve = { name: 'Eve', role: 'salesperson', locale: 'zh-TW' } as const;
const password = staffPassword('Eve');
const userOf = (name: string): string => office.people.get(name)?.user ?? '';
const vaultId = (): string => [...office.keychain.keys()].find((name) => name.startsWith('device:'))?.slice(7) ?? '';

/** The owner makes a code and goes. */
async function invited(): Promise<Output<'invites.make'>> {
  const owner = await office.as('Owner');
  const made = await owner.call('invites.make', { ...eve, worksFor: userOf('May') });
  await owner.end();
  return made;
}
async function answered(code: string): Promise<number[]> {
  return (await office.open().call('invites.answer', { code, password })).words;
}
/** The owner, and how the one invitation stands. */
async function looking(): Promise<{
  owner: TestProcess;
  line: Output<'invites.list'>['invitations'][number] | undefined;
}> {
  const owner = await office.as('Owner');
  return { owner, line: (await owner.call('invites.list', {})).invitations[0] };
}
const files = (): string[] => readdirSync(office.folder).filter((name) => name.startsWith('invite-'));
/** What somebody who was told the code can write beside the vault. */
function withCode(code: string) {
  const vault = vaultId();
  const key = keyOfCode(vault, code);
  const path = (kind: string): string => join(office.folder, `invite-${fileNameOf(key, vault)}.${kind}`);
  return {
    path,
    offer: () => openOffer(key, vault, readFileSync(path('offer'))),
    answer: () => openAnswer(key, vault, readFileSync(path('answer'))),
    putOffer: (value: ReturnType<typeof openOffer>) => writeFileSync(path('offer'), sealOffer(key, vault, value)),
    putAnswer: (value: ReturnType<typeof openAnswer>) => writeFileSync(path('answer'), sealAnswer(key, vault, value)),
  };
}

test('somebody who is not at the desk answers with a code, waits, and is let in after six words', async () => {
  const { code, until } = await invited();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(until).toBeGreaterThan(office.clock.time + 71 * hour);
  const login = office.open();
  expect(await login.call('invites.open', { code: code.toLowerCase().replaceAll('-', ' ') })).toMatchObject({
    name: 'Eve',
    role: 'salesperson',
    company: 'Formosa Trading',
    minimumLength: 12,
    words: null,
    locale: 'zh-TW',
  });
  expect(await login.refused('invites.answer', { code, password: 'short' })).toBe('passwordTooShort');
  const { words } = await login.call('invites.answer', { code, password });
  // The waiting page, however often it is come back to.
  expect((await office.open().call('invites.open', { code })).words).toEqual(words);
  const { owner, line } = await looking();
  expect(line).toMatchObject({ name: 'Eve', state: 'answered', words, locale: 'zh-TW' });
  // It stands among what waits for an owner, too.
  const waits = (await owner.call('staff.due', {})).due.filter(({ kind }) => kind === 'answered');
  expect(waits).toMatchObject([{ invite: line?.invite, name: 'Eve' }]);
  const accept = { invite: line?.invite ?? '', words };
  expect(await owner.refused('invites.accept', { ...accept, password: 'wrong' })).toBe('wrongPassword');
  const { user } = await owner.call('invites.accept', { ...accept, password: ownerPassword });
  expect((await owner.call('invites.list', {})).invitations).toEqual([]);
  expect(files()).toEqual([]);
  expect(await owner.call('journal.verify', {})).toMatchObject({ whole: true });
  await owner.end();
  const session = office.open();
  expect(await session.call('session.login', { user, password })).toMatchObject({ name: 'Eve', role: 'salesperson' });
  await session.call('customers.create', { fields: { kind: 'firm', name: '大同實業' } });
  await session.end();
  expect(await office.open().refused('invites.open', { code })).toBe('inviteUnknown');
  // Nothing of the code's key stays for anybody.
  const attacker = await asAttacker(office, 'Owner');
  expect(attacker.all("SELECT 1 FROM sealed_keys WHERE key LIKE 'invite:%'")).toEqual([]);
  attacker.close();
});

test('a code that is mistyped, unknown, used or run out says so', async () => {
  const { code } = await invited();
  const login = office.open();
  expect(await login.refused('invites.open', { code: code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })).toBe(
    'inviteUnreadable',
  );
  rmSync(withCode(code).path('offer'), { force: true });
  expect(await login.refused('invites.open', { code })).toBe('inviteUnknown');
  kept.restore();
  const again = await invited();
  await answered(again.code);
  expect(await login.refused('invites.answer', { code: again.code, password })).toBe('inviteUsed');
  kept.restore();
  const late = await invited();
  office.clock.time += 73 * hour;
  expect(await login.refused('invites.open', { code: late.code })).toBe('inviteExpired');
  expect(await login.refused('invites.answer', { code: late.code, password })).toBe('inviteExpired');
  expect((await looking()).line).toMatchObject({ state: 'expired', words: null });
});

test('an answer in time can be confirmed for a week, one that came late or was dated back never', async () => {
  const { code, invite } = await invited();
  const words = await answered(code);
  const accept = { invite, words, password: ownerPassword };
  office.clock.time += 72 * hour + 8 * 24 * hour;
  const late = await office.as('Owner');
  expect((await late.call('invites.list', {})).invitations).toEqual([]);
  // The login has taken away what was left of it: the files, and the key that lay sealed for the owners.
  expect(files()).toEqual([]);
  expect(late.process.vault?.sql.inviteKeysOf.all(userOf('Owner'))).toEqual([]);
  expect(await late.refused('invites.accept', accept)).toBe('inviteUnknown');
  await late.end();
  kept.restore();
  office.clock.time -= 72 * hour + 8 * 24 * hour;
  const second = await invited();
  const shown = await answered(second.code);
  const { answer, putAnswer } = withCode(second.code);
  putAnswer({ ...answer(), at: second.until + 1 });
  const { owner, line } = await looking();
  expect(line).toMatchObject({ state: 'expired' });
  expect(await owner.refused('invites.accept', { invite: second.invite, words: shown, password: ownerPassword })).toBe(
    'inviteExpired',
  );
  await owner.end();
});

test('a login of an owner takes away nothing of an invitation that can still be used', async () => {
  const { code } = await invited();
  await answered(code);
  const stray = join(office.folder, `invite-${'S'.repeat(22)}.offer`);
  writeFileSync(stray, 'left behind by a crash');
  const old = Date.now() / 1_000 - 11 * 24 * 3_600;
  office.clock.time += 71 * hour;
  await (await office.as('Owner')).end();
  expect(files()).toHaveLength(3);
  utimesSync(stray, old, old);
  await (await office.as('May')).end();
  expect(files()).toHaveLength(3);
  const { owner, line } = await looking();
  expect(files()).toHaveLength(2);
  expect(line).toMatchObject({ state: 'answered' });
  await owner.end();
  office.clock.time -= 71 * hour;
});

test('what lies beside the vault and was touched counts for nothing, at either end', async () => {
  const { code, invite } = await invited();
  const words = await answered(code);
  const { path } = withCode(code);
  for (const kind of ['offer', 'answer']) {
    const whole = readFileSync(path(kind));
    const touched = Buffer.from(whole);
    touched[touched.byteLength - 1] = (touched.at(-1) ?? 0) ^ 1;
    writeFileSync(path(kind), touched);
    expect(await office.open().refused('invites.open', { code })).toBe('inviteTouched');
    const { owner, line } = await looking();
    expect(line).toMatchObject({ state: 'touched', name: null, words: null });
    expect((await owner.call('staff.due', {})).due.map(({ kind: of }) => of)).not.toContain('answered');
    expect(await owner.refused('invites.accept', { invite, words, password: ownerPassword })).toBe('inviteTouched');
    await owner.end();
    writeFileSync(path(kind), whole);
  }
});

test('whoever learned the code cannot make more of it than the owner’s entry says', async () => {
  const { code, invite } = await invited();
  const { offer, putOffer } = withCode(code);
  const said = offer();
  for (const more of [
    { role: 'manager' as const, worksFor: null },
    { until: said.until + 72 * hour },
    { worksFor: userOf('Owner') },
    { root: Buffer.alloc(32, 1) },
    { user: userOf('May') },
  ]) {
    putOffer({ ...said, ...more });
    const words = await answered(code);
    const { owner, line } = await looking();
    expect(line).toMatchObject({ state: 'touched' });
    expect(await owner.refused('invites.accept', { invite, words, password: ownerPassword })).toBe('inviteTouched');
    await owner.end();
    rmSync(withCode(code).path('answer'));
  }
});

test('other keys put in the place of those whose words were compared are not certified', async () => {
  const { code, invite } = await invited();
  const words = await answered(code);
  const { path, answer, putAnswer } = withCode(code);
  const honest = answer();
  // The thief of the code answers with keys of their own.
  rmSync(path('answer'));
  expect(await answered(code)).not.toEqual(words);
  const { owner } = await looking();
  expect(await owner.refused('invites.accept', { invite, words, password: ownerPassword })).toBe('inviteTouched');
  // Or keeps the honest words' signing key and swaps the one that things are sealed to.
  const own = personKeys(SecretKey.random());
  putAnswer({ ...honest, box: own.box.publicKey });
  expect(await owner.refused('invites.accept', { invite, words, password: ownerPassword })).toBe('inviteTouched');
  const shown = (await owner.call('invites.list', {})).invitations[0]?.words ?? [];
  expect(shown).not.toEqual(words);
  expect(await owner.refused('invites.accept', { invite, words: shown, password: ownerPassword })).toBe(
    'enrolmentMissing',
  );
  // The honest answer stands as it was.
  putAnswer(honest);
  await owner.call('invites.accept', { invite, words, password: ownerPassword });
  await owner.end();
});

test('an invitation that no owner made, or with another key, is not one', async () => {
  const { invite } = await invited();
  const attacker = await asAttacker(office, 'May');
  const planted = SecretKey.random();
  const owners = attacker
    .bodies()
    .flatMap(({ items }) => items)
    .find((item) => item.t === 'certificate' && item.user === userOf('Owner'));
  if (owners?.t !== 'certificate') throw new Error('no certificate');
  attacker.run(
    'UPDATE sealed_keys SET sealed = ? WHERE key = ?',
    sealTo(owners.box, planted.bytes),
    `invite:${invite}`,
  );
  attacker.append({
    kind: 'staff.inviteMake',
    objects: ['A'.repeat(22), 'B'.repeat(22)],
    count: 2,
    details: { role: 'manager', until: office.clock.time + 71 * hour },
  });
  attacker.close();
  const owner = await office.as('Owner');
  const { invitations } = await owner.call('invites.list', {});
  expect(invitations).toMatchObject([{ invite, state: 'touched' }]);
  await owner.end();
});

test('an invitation ends when it is taken back, and with the ROOT that it names', async () => {
  const { code, invite } = await invited();
  const owner = await office.as('Owner');
  await owner.call('invites.end', { invite });
  expect((await owner.call('invites.list', {})).invitations).toEqual([]);
  expect(await office.open().refused('invites.open', { code })).toBe('inviteUnknown');
  expect(await owner.refused('invites.end', { invite })).toBe('inviteUnknown');
  await owner.end();
  const second = await invited();
  const words = await answered(second.code);
  const renewing = await office.as('Owner');
  await renewing.call('roots.renew', { password: ownerPassword });
  expect((await renewing.call('invites.list', {})).invitations).toMatchObject([{ state: 'expired' }]);
  const accept = { invite: second.invite, words, password: ownerPassword };
  expect(await renewing.refused('invites.accept', accept)).toBe('inviteExpired');
  await renewing.end();
});

test('the file of an invitation tells nobody without the code whom it is for', async () => {
  const { code } = await invited();
  await answered(code);
  for (const name of files()) {
    const content = readFileSync(join(office.folder, name));
    expect(content.includes('Eve') || content.includes('Formosa') || content.includes(userOf('May'))).toBe(false);
  }
  expect(files()).toHaveLength(2);
});
