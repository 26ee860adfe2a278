import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LoginRules, firstLoginRules, hoursOf, secondsWithin } from '#shared/domain/loginRules.ts';
import { lookAtHours } from '../../main/vault/session/hours.ts';
import { loginState } from '../../main/vault/session/loginState.ts';
import { hotp, stepAt } from '../../main/vault/session/totp.ts';
import {
  type TestOffice,
  type TestProcess,
  openTestVault,
  ownerPassword,
  staffPassword,
} from '../support/testVault.ts';

const minute = 60_000;
let office: TestOffice;
let owner: TestProcess;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  owner = opened.owner;
  await office.hire(owner, 'Ann', 'salesperson');
});
afterAll(() => office.close());

const person = (name: string) => office.people.get(name) ?? { user: '', password: '' };
const setRules = (rules: Partial<LoginRules>) =>
  owner.call('logins.setRules', { rules: { ...firstLoginRules, ...rules }, password: ownerPassword });
/** A moment of this test's own week, by the computer's clock: Wednesday. */
const wednesday = (hours: number, minutes = 0): number => {
  const at = new Date(office.clock.time);
  at.setHours(hours, minutes, 0, 0);
  return at.getTime() + ((((3 - at.getDay()) % 7) + 7) % 7 || 7) * 24 * 60 * minute;
};

/** Switches on a second factor; answers what the telephone would show from then on, and the codes on paper. */
async function enrol(session: TestProcess, password: string) {
  const { uri } = await session.call('logins.factorBegin', {});
  const { beginning } = loginState(session.process);
  const secret = Buffer.from(beginning ?? []);
  expect(uri).toContain('otpauth://totp/Formosa%20Trading:');
  const code = () => hotp(secret, stepAt(office.clock.time));
  expect(await session.refused('logins.factorConfirm', { code: '000000', password })).toBe('codeWrong');
  const { codes } = await session.call('logins.factorConfirm', { code: code(), password });
  expect(new Set(codes).size).toBe(10);
  return { code, codes };
}

test('outside its hours a role is not let in, a session is warned and ended, and the owner never', async () => {
  await setRules({ hours: { salesperson: { days: 0b0000100, from: 9 * 60, until: 18 * 60 } } });
  office.clock.time = wednesday(17, 50);
  const session = await office.as('Ann');
  const told = { warned: false };
  expect(lookAtHours(session.process, told)).toBe(false);
  expect(session.events.filter(({ name }) => name === 'session.hours')).toEqual([]);
  office.clock.time += 6 * minute;
  expect(lookAtHours(session.process, told)).toBe(false);
  expect(lookAtHours(session.process, told)).toBe(false);
  expect(session.events.filter(({ name }) => name === 'session.hours')).toMatchObject([
    { payload: { secondsLeft: expect.closeTo(240, -1) as number } },
  ]);
  office.clock.time += 5 * minute;
  expect(lookAtHours(session.process, told)).toBe(true);
  expect(session.over).toEqual(['hours']);
  await session.end();

  const late = await office.open().raw('session.login', person('Ann'));
  expect(late).toMatchObject({
    ok: false,
    error: { code: 'outsideHours', params: { days: 4, from: 540, until: 1080 } },
  });
  await (await office.as('Owner')).end();
  const { lines } = await owner.call('journal.list', { filter: { kind: 'refused' }, after: null, limit: 1 });
  expect(lines[0]).toMatchObject({ actor: { name: 'Ann' }, details: { code: 'outsideHours' } });
  await setRules({});
  await (await office.as('Ann')).end();
});

test('hours are read by day and minute, and bind nobody who is not named', () => {
  const rules: LoginRules = { ...firstLoginRules, hours: { manager: { days: 31, from: 480, until: 1_140 } } };
  expect(hoursOf(rules, 'owner')).toBeNull();
  expect(hoursOf(rules, 'salesperson')).toBeNull();
  const hours = hoursOf(rules, 'manager');
  expect(secondsWithin(hours, new Date(2026, 0, 5, 8))).toBe(11 * 3_600);
  expect(secondsWithin(hours, new Date(2026, 0, 5, 7, 59, 59))).toBe(0);
  expect(secondsWithin(hours, new Date(2026, 0, 5, 19))).toBe(0);
  expect(secondsWithin(hours, new Date(2026, 0, 10, 12))).toBe(0);
  expect(secondsWithin(null, new Date())).toBeNull();
});

test('only the owner sets rules, with the password; what is no rule is refused', async () => {
  const ann = await office.as('Ann');
  const rules = firstLoginRules;
  expect(await ann.refused('logins.setRules', { rules, password: staffPassword('Ann') })).toBe('notAllowed');
  await ann.end();
  expect(await owner.refused('logins.setRules', { rules, password: 'wrong' })).toBe('wrongPassword');
  const odd = { ...rules, hours: { salesperson: { days: 1, from: 600, until: 500 } } };
  expect(await owner.refused('logins.setRules', { rules: odd, password: ownerPassword })).toBe('invalidInput');
  const shut = { ...rules, hours: { owner: { days: 1, from: 0, until: 1 } } };
  expect(await owner.refused('logins.setRules', { rules: shut, password: ownerPassword })).toBe('invalidInput');
});

test('a second factor is asked for at login and at each step that asks for the password, each code once', async () => {
  const ann = await office.as('Ann');
  const { password } = person('Ann');
  const { code, codes } = await enrol(ann, password);
  await ann.end();
  office.clock.time += minute;
  expect(await office.open().refused('session.login', person('Ann'))).toBe('codeNeeded');
  // The wrong code counts as a wrong password does.
  expect(await office.open().refused('session.login', { ...person('Ann'), code: '123456' })).toBe('codeWrong');
  const used = code();
  const first = office.open();
  await first.call('session.login', { ...person('Ann'), code: used });
  await first.end();
  expect(await office.open().refused('session.login', { ...person('Ann'), code: used })).toBe('codeWrong');

  office.clock.time += minute;
  const back = office.open();
  await back.call('session.login', { ...person('Ann'), code: ` ${code().slice(0, 3)} ${code().slice(3)} ` });
  // The code of the login stands for two minutes, then the next step asks for another.
  office.clock.time += 3 * minute;
  expect(await back.refused('logins.factorOff', { password })).toBe('codeNeeded');
  expect(await back.refused('logins.giveCode', { code: '123456' })).toBe('codeWrong');
  await back.call('logins.giveCode', { code: (codes[0] ?? '').toLowerCase() });
  expect(await back.refused('logins.giveCode', { code: codes[0] ?? '' })).toBe('codeWrong');
  expect(await back.call('logins.own', {})).toMatchObject({ factor: { on: true, codesLeft: 9 } });
  await back.call('logins.factorOff', { password });
  await back.end();
  await (await office.as('Ann')).end();
  await setRules({});
  const { lines } = await owner.call('journal.list', { filter: { kind: 'login.' }, after: null, limit: 9 });
  expect(lines.filter(({ actor }) => actor?.name === 'Ann').map(({ kind }) => kind)).toEqual([
    'login.factorOff',
    'login.code',
    'login.factorOn',
  ]);
});

test('an owner switches off the factor of a lost telephone, signed, and everybody is told', async () => {
  await setRules({ factor: ['salesperson'] });
  const ann = await office.as('Ann');
  expect(await ann.call('session.me', {})).toMatchObject({ factorWanted: true, factorsOff: [] });
  await enrol(ann, person('Ann').password);
  expect(await ann.call('session.me', {})).toMatchObject({ factorWanted: false });
  const { user } = person('Ann');
  expect(await ann.refused('logins.factorOffFor', { user, password: person('Ann').password })).toBe('notAllowed');
  await ann.end();
  expect((await owner.call('logins.office', {})).people.find((one) => one.user === user)?.factor).toBe(true);
  await owner.call('logins.factorOffFor', { user, password: ownerPassword });
  expect((await owner.call('logins.office', {})).people.find((one) => one.user === user)?.factor).toBe(false);
  const back = await office.as('Ann');
  expect(await back.call('session.me', {})).toMatchObject({ factorWanted: true, factorsOff: [{ user, name: 'Ann' }] });
  // Set up anew after that, it counts again.
  await enrol(back, person('Ann').password);
  await back.end();
  expect(await office.open().refused('session.login', person('Ann'))).toBe('codeNeeded');
  await owner.call('logins.factorOffFor', { user, password: ownerPassword });
  await setRules({});
});

test('a PIN leads back for four hours after the password, with three tries, and never elsewhere', async () => {
  const { user, password } = person('Ann');
  const pin = '482913';
  const returning = (typed: string) => office.open().raw('session.loginPin', { user, pin: typed });
  const pinOf = async () =>
    (await office.open().call('session.status', {})).people.find((one) => one.user === user)?.pin;
  const first = await office.as('Ann');
  expect(await first.refused('logins.pinOn', { pin: '12345', password })).toBe('invalidInput');
  expect(await first.refused('logins.pinOn', { pin, password: 'wrong' })).toBe('wrongPassword');
  await first.call('logins.pinOn', { pin, password });
  await first.end(false);
  // Ended by sleep or by the program's end: nothing was left.
  expect(await pinOf()).toBe(false);
  expect(await returning(pin)).toMatchObject({ ok: false, error: { code: 'pinOver' } });

  await (await office.as('Ann')).end(true);
  expect(await pinOf()).toBe(true);
  expect(await returning('111111')).toMatchObject({ ok: false, error: { code: 'pinWrong', params: { count: 2 } } });
  const back = office.open();
  expect((await back.call('session.loginPin', { user, pin })).name).toBe('Ann');
  // What needs the password still needs it.
  expect(await back.refused('session.changePassword', { current: pin, next: 'another long password' })).not.toBe('');
  // The four hours count from the password, not from the PIN.
  office.clock.time += 3 * 60 * minute;
  await back.end(true);
  expect(await pinOf()).toBe(true);
  office.clock.time += 61 * minute;
  expect(await pinOf()).toBe(false);
  expect(await returning(pin)).toMatchObject({ ok: false, error: { code: 'pinOver' } });

  // Nor does a host that keeps it for longer lead back.
  await (await office.as('Ann')).end(true);
  office.host.behind = 60 * minute;
  office.clock.time += 4 * 60 * minute;
  expect(await pinOf()).toBe(true);
  expect(await returning(pin)).toMatchObject({ ok: false, error: { code: 'pinOver' } });
  office.host.behind = 0;

  await (await office.as('Ann')).end(true);
  for (const left of [2, 1, 0]) {
    expect(await returning('222222')).toMatchObject({
      ok: false,
      error: { code: 'pinWrong', params: { count: left } },
    });
    office.clock.time += minute;
  }
  expect(await returning(pin)).toMatchObject({ ok: false, error: { code: 'pinOver' } });

  // Once the office forbids it, nothing is left for it any more.
  const last = await office.as('Ann');
  await setRules({ pin: false });
  expect(await last.refused('logins.pinOn', { pin, password })).toBe('notAllowed');
  await last.end(true);
  expect(await pinOf()).toBe(false);
  await setRules({});
});
