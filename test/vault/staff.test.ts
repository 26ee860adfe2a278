import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestOffice, type TestProcess, openTestVault, ownerPassword } from '../support/testVault.ts';

let office: TestOffice;
let owner: TestProcess;
beforeAll(async () => {
  const opened = await openTestVault();
  office = opened;
  owner = opened.owner;
  await office.hire(owner, 'May', 'manager');
  await office.hire(owner, 'Max', 'manager');
  await office.hire(owner, 'Ann', 'salesperson', 'May');
});
afterAll(() => office.close());

const names = async (session: TestProcess) =>
  (
    await session.call('customers.list', {
      filter: {},
      sort: 'name',
      descending: false,
      collation: 'pinyin',
      after: null,
      limit: 50,
    })
  ).rows.map(({ name }) => name);
const userOf = (name: string): string => office.people.get(name)?.user ?? '';

test('a person is added by three steps, and none of them can be left out', async () => {
  const { token } = await owner.call('staff.invite', { name: 'Sue', role: 'service', worksFor: null });
  expect(await owner.refused('staff.certify', { token, password: ownerPassword })).toBe('enrolmentMissing');
  expect(await owner.refused('staff.certify', { token, password: 'wrong' })).toBe('wrongPassword');
  expect(await owner.refused('staff.certify', { token: 'unknown', password: ownerPassword })).toBe('invitationUnknown');
  await owner.call('staff.cancelInvite', { token });
  expect(await owner.refused('staff.certify', { token, password: ownerPassword })).toBe('invitationUnknown');
  await office.hire(owner, 'Sue', 'service');
  const { people } = await owner.call('staff.list', {});
  expect(people.find(({ name }) => name === 'Sue')).toMatchObject({ role: 'service', worksFor: null, you: false });
});

test('a name that is there is refused, and so is leading by somebody who is no manager', async () => {
  expect(await owner.refused('staff.invite', { name: 'Ann', role: 'service', worksFor: null })).toBe('nameTaken');
  const input = { name: 'Eve', role: 'salesperson', worksFor: userOf('Ann') };
  expect(await owner.refused('staff.invite', input)).toBe('managerInvalid');
  expect(
    await owner.refused('staff.setWorksFor', { user: userOf('May'), manager: userOf('Max'), password: ownerPassword }),
  ).toBe('managerInvalid');
});

test('a newcomer’s password is held to the length of the role', async () => {
  const invitation = {
    token: 't'.repeat(32),
    vault: '',
    user: userOf('Ann'),
    rootPublic: '',
    name: 'N',
    role: 'manager',
    purpose: 'join' as const,
    version: 1,
  };
  const [account = ''] = [...office.keychain.keys()].filter((name) => name.startsWith('device:'));
  const newcomer = office.open({ kind: 'newcomer', invitation: { ...invitation, vault: account.slice(7) } });
  expect(await newcomer.call('enrol.invitation', {})).toEqual({
    name: 'N',
    role: 'manager',
    purpose: 'join',
    minimumLength: 15,
  });
  expect(await newcomer.refused('enrol.setPassword', { password: '14 characters.' })).toBe('passwordTooShort');
});

test('whoever leads gets the keys at that moment, and loses them when it ends', async () => {
  const ann = await office.as('Ann');
  await ann.call('customers.create', { fields: { kind: 'firm', name: '大同實業' } });
  await ann.end();
  expect(await names(await office.as('May'))).toEqual(['大同實業']);
  expect(await names(await office.as('Max'))).toEqual([]);
  await owner.call('staff.setWorksFor', { user: userOf('Ann'), manager: userOf('Max'), password: ownerPassword });
  const max = await office.as('Max');
  const may = await office.as('May');
  expect(await names(max)).toEqual(['大同實業']);
  expect(await names(may)).toEqual([]);
  expect(await may.refused('customers.get', { id: (await listed(max))[0] ?? '' })).toBe('notFound');
  await owner.call('staff.setWorksFor', { user: userOf('Ann'), manager: null, password: ownerPassword });
  expect(await names(await office.as('Max'))).toEqual([]);
});

async function listed(session: TestProcess): Promise<string[]> {
  const { rows } = await session.call('customers.list', {
    filter: {},
    sort: 'created',
    descending: false,
    collation: 'pinyin',
    after: null,
    limit: 5,
  });
  return rows.map(({ id }) => id);
}

test('an owner added at the desk is one by name alone until they have taken ROOT, at their first login', async () => {
  const due = async () => (await owner.call('staff.due', {})).due.map(({ kind }) => kind);
  expect(await due()).toContain('onlyOwner');
  await office.hire(owner, 'Olga', 'owner');
  expect(await due()).toContain('ownerNotReady');
  expect(await due()).not.toContain('onlyOwner');
  const authority = () => owner.process.vault?.chain.authority;
  expect(authority()?.person(userOf('Olga'))).toMatchObject({ role: 'owner', ready: false });
  expect(authority()?.isLastOwner(userOf('Owner'))).toBe(true);
  const olga = await office.as('Olga');
  expect(olga.process.vault?.chain.authority.person(userOf('Olga'))?.ready).toBe(true);
  const password = office.people.get('Olga')?.password ?? '';
  await olga.call('staff.setWorksFor', { user: userOf('Ann'), manager: userOf('Max'), password });
  expect((await olga.call('journal.verify', {})).whole).toBe(true);
  await olga.end();
});

test('an owner who means to be the only one is asked no more', async () => {
  const alone = await openTestVault();
  const asked = async () => (await alone.owner.call('staff.due', {})).due.map(({ kind }) => kind);
  expect(await asked()).toEqual(['onlyOwner']);
  await alone.owner.call('staff.oneOwner', {});
  expect(await asked()).toEqual([]);
  expect(await alone.owner.refused('staff.oneOwner', {})).toBe('roleInvalid');
  await alone.close();
});
