import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { type Scene, aScene, namesIn, quarantineOf, nameDeputy } from '../abuse/scene.ts';
import { type TestProcess, ownerPassword, staffPassword } from '../support/testVault.ts';

// An owner leaves a part of the office to a manager until a day. May leads Ann and Bob, Lee leads nobody.

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const day = 86_400_000;
const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';
const as = (name: string): Promise<TestProcess> => scene.office.as(name);

const leave = (to: string, may: Input<'deputies.name'>['may'], days = 7): Promise<number> =>
  nameDeputy(scene.office, to, may, days);
/** Takes in what other sessions have written, as the watch of a running program does. */
async function refresh(session: TestProcess): Promise<void> {
  await session.call('exports.mine', {});
}
async function dueKinds(owner: TestProcess): Promise<string[]> {
  return (await owner.call('staff.due', {})).due.map(({ kind }) => kind);
}
/** The owner comes in, which does all that is due, and looks at what is left. */
async function ownersVisit<T>(look: (owner: TestProcess) => Promise<T>): Promise<T> {
  const owner = await as('Owner');
  const seen = await look(owner);
  await owner.end();
  return seen;
}

test('an owner names a manager for what and until when, and ends it; everybody reads it, and what it allows is offered', async () => {
  const owner = await as('Owner');
  const may = await as('May');
  const { time } = scene.office.clock;
  const ask = { may: ['add', 'reset'] as const, until: time + 7 * day, password: ownerPassword };
  const asked = (user: Id, more: object = {}) => ({ user, ...ask, ...more });
  expect(await owner.refused('deputies.name', asked(userOf('Ann')))).toBe('deputyInvalid');
  expect(await owner.refused('deputies.name', asked(userOf('Owner')))).toBe('deputyInvalid');
  expect(await owner.refused('deputies.name', asked(userOf('May'), { until: time - 1 }))).toBe('deputyDate');
  expect(await owner.refused('deputies.name', asked(userOf('May'), { until: time + 93 * day }))).toBe('deputyDate');
  expect(await owner.refused('deputies.name', asked(userOf('May'), { may: [] }))).toBe('invalidInput');
  expect(await owner.refused('deputies.name', asked(userOf('May'), { password: 'wrong' }))).toBe('wrongPassword');
  expect(await may.refused('deputies.name', asked(userOf('Lee')))).toBe('notAllowed');
  expect(await may.refused('staff.invite', { name: 'Zoe', role: 'salesperson', worksFor: null })).toBe('notAllowed');

  await owner.call('deputies.name', { ...asked(userOf('May')), may: ['add', 'reset'] });
  expect((await may.call('session.me', {})).actions).not.toContain('staff.manage');
  await refresh(may);
  const { actions } = await may.call('session.me', {});
  expect(actions).toContain('staff.add');
  expect(actions).toContain('passwords.reset');
  const { people } = await (await as('Ann')).call('staff.list', {});
  expect(people.find(({ name }) => name === 'May')?.deputy).toEqual({ may: ['add', 'reset'], until: ask.until });

  expect(await owner.refused('deputies.end', { user: userOf('Lee'), password: ownerPassword })).toBe('deputyInvalid');
  await owner.call('deputies.end', { user: userOf('May'), password: ownerPassword });
  await refresh(may);
  expect((await may.call('session.me', {})).actions).not.toContain('staff.add');
  expect(await may.refused('staff.invite', { name: 'Zoe', role: 'salesperson', worksFor: null })).toBe('notAllowed');
  const { lines } = await owner.call('journal.list', { filter: {}, after: null, limit: 50 });
  expect(lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['staff.deputy', 'staff.endDeputy']));
});

test('whom a deputy adds works at once, with all that the deputy reads, and the owner reads it all', async () => {
  await leave('May', ['add']);
  const may = await as('May');
  expect(await may.refused('staff.invite', { name: 'Max', role: 'manager', worksFor: null })).toBe('deputyLimits');
  expect(await may.refused('staff.invite', { name: 'Max', role: 'auditor', worksFor: null })).toBe('deputyLimits');
  await scene.office.hire(may, 'Zoe', 'salesperson', 'May');
  await may.end();
  const zoe = await as('Zoe');
  expect(await namesIn(zoe)).toEqual(['公海百貨']);
  await zoe.call('drafts.put', { key: 'place', text: 'here' });
  const { id } = await zoe.call('customers.create', { fields: { kind: 'firm', name: '新光紡織' } });
  await zoe.end();
  const due = await ownersVisit(async (owner) => {
    expect(await namesIn(owner)).toContain('新光紡織');
    const { people } = await owner.call('staff.list', {});
    expect(people.find(({ name }) => name === 'Zoe')?.addedBy?.name).toBe('May');
    await owner.call('customers.update', { id, baseVersion: 1, patch: { name: '新光紡織廠' } });
    return dueKinds(owner);
  });
  // The keys that a deputy made have been made anew by the owner's coming in.
  expect(due).not.toContain('coverKeys');
  expect(due).not.toContain('keysWait');
  const again = await as('May');
  expect(await namesIn(again)).toContain('新光紡織廠');
  const zoes = await as('Zoe');
  expect(await namesIn(zoes)).toContain('新光紡織廠');
  expect(await quarantineOf(zoes)).toBeNull();
});

test('what a deputy does not read waits for an owner’s word, whatever the owner’s coming in makes anew', async () => {
  await leave('Lee', ['add']);
  const lee = await as('Lee');
  await scene.office.hire(lee, 'Kim', 'service');
  await lee.end();
  const first = await as('Kim');
  expect(await namesIn(first)).toEqual(['公海百貨']);
  await first.end();
  await ownersVisit(async (owner) => {
    const { due } = await owner.call('staff.due', {});
    expect(due.find(({ kind }) => kind === 'keysWait')).toMatchObject({ name: 'Kim', by: 'Lee', cause: 'added' });
    expect(await dueKinds(owner)).not.toContain('coverKeys');
  });
  const second = await as('Kim');
  expect(await namesIn(second)).toEqual(['公海百貨']);
  await ownersVisit(async (owner) => {
    expect(await owner.refused('deputies.give', { user: userOf('Ann'), password: ownerPassword })).toBe(
      'personUnknown',
    );
    await owner.call('deputies.give', { user: userOf('Kim'), password: ownerPassword });
    expect(await dueKinds(owner)).not.toContain('keysWait');
  });
  await second.end();
  const third = await as('Kim');
  expect(await namesIn(third)).toEqual(expect.arrayContaining(['大同實業', '永豐貿易', '公海百貨']));
  expect(await quarantineOf(third)).toBeNull();
});

test('a password set anew by whoever leads somebody gives them their customers at once', async () => {
  await leave('May', ['reset']);
  const may = await as('May');
  for (const name of ['Owner', 'Lee'])
    expect(await may.refused('passwords.inviteReset', { user: userOf(name) }), name).toBe('deputyLimits');
  expect(await may.refused('passwords.inviteReset', { user: userOf('May') })).toBe('notAllowed');
  expect(await may.refused('staff.invite', { name: 'Zoe', role: 'salesperson', worksFor: null })).toBe('notAllowed');
  await scene.office.reset(may, 'Ann', staffPassword('Ann again'));
  const { people } = await may.call('staff.list', {});
  expect(people.find(({ name }) => name === 'Ann')?.reset).toMatchObject({ by: { name: 'May' }, confirmed: null });
  const ann = await as('Ann');
  expect((await ann.call('session.me', {})).reset?.by).toBe('May');
  expect(await namesIn(ann)).toContain('大同實業');
  expect((await ann.call('customers.reveal', { id: scene.anns, reason: 'call' })).phones).toHaveLength(1);
  await ann.call('drafts.put', { key: 'place', text: 'here' });
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text: 'back' });
  expect(await quarantineOf(ann)).toBeNull();
});

test('a password set anew by another deputy gives what that deputy reads, until an owner gives the rest', async () => {
  const before = await as('Bob');
  await before.call('drafts.put', { key: 'note', text: 'half a sentence' });
  await before.end();
  await leave('Lee', ['reset']);
  const lee = await as('Lee');
  await scene.office.reset(lee, 'Bob', staffPassword('Bob again'));
  await lee.end();
  const bob = await as('Bob');
  expect(await namesIn(bob)).toEqual(['公海百貨']);
  const next = staffPassword('Bob’s own');
  await bob.call('passwords.confirm', { current: staffPassword('Bob again'), next });
  scene.office.people.set('Bob', { user: userOf('Bob'), password: next });
  await bob.call('drafts.put', { key: 'place', text: 'here' });
  await bob.call('notes.add', { customer: scene.pooled, kind: 'note', text: 'back' });
  await bob.end();
  await ownersVisit(async (owner) => {
    expect(await dueKinds(owner)).not.toContain('coverKeys');
    const { due } = await owner.call('staff.due', {});
    expect(due.find(({ kind }) => kind === 'keysWait')).toMatchObject({ name: 'Bob', by: 'Lee', cause: 'reset' });
    // What is written meanwhile is not for whoever has this password.
    await owner.call('customers.update', { id: scene.bobs, baseVersion: 1, patch: { name: '永豐新名' } });
  });
  const still = await as('Bob');
  expect(await namesIn(still)).toEqual(['公海百貨']);
  await still.end();
  await ownersVisit((owner) => owner.call('deputies.give', { user: userOf('Bob'), password: ownerPassword }));
  const whole = await as('Bob');
  expect(await namesIn(whole)).toContain('永豐新名');
  expect((await whole.call('drafts.get', { key: 'note' })).text).toBe('half a sentence');
  await whole.call('customers.create', { fields: { kind: 'firm', name: '新客戶' } });
  expect(await quarantineOf(whole)).toBeNull();
});

test('an owner’s own reset gives all that waited', async () => {
  await leave('Lee', ['reset']);
  const lee = await as('Lee');
  await scene.office.reset(lee, 'Bob', staffPassword('Bob again'));
  await ownersVisit(async (owner) => {
    await scene.office.reset(owner, 'Bob', staffPassword('Bob once more'));
    expect(await dueKinds(owner)).not.toContain('keysWait');
  });
  const bob = await as('Bob');
  expect(await namesIn(bob)).toContain('永豐貿易');
  expect(await quarantineOf(bob)).toBeNull();
});

test('with its day a deputy’s time is over: nothing is offered, nothing is done, the windows are told', async () => {
  await leave('May', ['add', 'reset'], 1);
  const may = await as('May');
  const { token } = await may.call('passwords.inviteReset', { user: userOf('Ann') });
  may.events.length = 0;
  scene.office.clock.time += day;
  expect(await may.refused('passwords.reset', { token, password: staffPassword('May') })).toBe('notAllowed');
  expect(await may.refused('invites.list', {})).toBe('notAllowed');
  expect((await may.call('session.me', {})).actions).not.toContain('passwords.reset');
  expect(may.events).toContainEqual({
    name: 'data.changed',
    payload: { what: expect.arrayContaining(['session']) as unknown, ids: [] },
  });
  expect(await may.call('staff.list', {}).then(({ people }) => people.every(({ deputy }) => deputy === null))).toBe(
    true,
  );
});

test('a deputy’s invitation can be confirmed by the deputy or an owner, and ends with the deputy’s time', async () => {
  await leave('May', ['add']);
  const may = await as('May');
  const ask = { role: 'salesperson', worksFor: userOf('May'), locale: 'en' } as const;
  expect(await may.refused('invites.make', { ...ask, name: 'Max', role: 'manager', worksFor: null })).toBe(
    'deputyLimits',
  );
  const mine = await may.call('invites.make', { ...ask, name: 'Zoe' });
  const owners = await may.call('invites.make', { ...ask, name: 'Kim' });
  for (const { code } of [mine, owners])
    await scene.office.open().call('invites.answer', { code, password: staffPassword('Zoe') });
  const wordsOf = async (session: TestProcess, invite: Id): Promise<number[]> => {
    const { invitations } = await session.call('invites.list', {});
    return invitations.find((each) => each.invite === invite)?.words ?? [];
  };
  const { user } = await may.call('invites.accept', {
    invite: mine.invite,
    words: await wordsOf(may, mine.invite),
    password: staffPassword('May'),
  });
  const owner = await as('Owner');
  await owner.call('invites.accept', {
    invite: owners.invite,
    words: await wordsOf(owner, owners.invite),
    password: ownerPassword,
  });
  expect((await may.call('invites.list', {})).invitations).toEqual([]);
  await (await scene.office.open()).call('session.login', { user, password: staffPassword('Zoe') });

  const third = await may.call('invites.make', { ...ask, name: 'Ray' });
  await refresh(owner);
  expect((await owner.call('invites.list', {})).invitations.map(({ invite }) => invite)).toEqual([third.invite]);
  await owner.call('invites.end', { invite: third.invite });
  await refresh(may);
  expect((await may.call('invites.list', {})).invitations).toEqual([]);
  await may.call('invites.make', { ...ask, name: 'Ben' });
  await owner.call('deputies.end', { user: userOf('May'), password: ownerPassword });
  await refresh(owner);
  expect((await owner.call('invites.list', {})).invitations).toEqual([]);
});
