import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import { fieldClasses } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { SecretKey } from '../../main/vault/keys/crypto.ts';
import { type TestProcess, ownerPassword, staffPassword } from '../support/testVault.ts';
import { type Attacker, asAttacker } from './asAttacker.ts';
import { bookOf, newSubject, sealedRow, subjectOf } from './forge.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf, nameDeputy } from './scene.ts';

// A deputy with a script: Lee, a manager who leads nobody, whom the owner has named for everything.

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const day = 86_400_000;
const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';
const as = (name: string): Promise<TestProcess> => scene.office.as(name);
const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const newcomer: Id = 'Z'.repeat(22).slice(0, 21) + 'Q';
const other: Id = 'W'.repeat(21) + 'Q';
const keys = { sign: bytes(1), box: bytes(2), slot: 1 };

const leave = (may: Input<'deputies.name'>['may'] = ['add', 'reset', 'approve'], to = 'Lee'): Promise<number> =>
  nameDeputy(scene.office, to, may);
async function visit(name: string): Promise<void> {
  await (await as(name)).end();
}
async function attack<T>(name: string, work: (attacker: Attacker) => T): Promise<T> {
  const attacker = await asAttacker(scene.office, name);
  try {
    return work(attacker);
  } finally {
    attacker.close();
  }
}

const certificate = (role: 'owner' | 'manager' | 'salesperson' | 'service' | 'auditor', user = newcomer) =>
  ({ t: 'certificate', user, role, ...keys }) as const;

/** Which entry an owner's own session finds not to count, and whether what it says is so all the same. */
async function found(): Promise<{ entry: number | null | undefined; there: boolean }> {
  const owner = await as('Owner');
  const entry = (await quarantineOf(owner))?.sequence;
  const { people } = await owner.call('staff.list', {});
  await owner.end();
  return { entry, there: people.some(({ user }) => user === newcomer) };
}

test('A7 an accomplice whom a deputy makes a manager by hand is nobody, and it is noticed', async () => {
  await leave();
  const forged = await attack('Lee', (lee) =>
    lee.append({ kind: 'staff.certify', objects: [newcomer], items: [certificate('manager')] }),
  );
  expect(await found()).toEqual({ entry: forged.seq, there: false });
});

test('24 what a deputy writes by hand after the day does not count, whatever time it claims', async () => {
  const until = await leave();
  scene.office.clock.time = until + day;
  await visit('Ann');
  const at = (time: number) => (lee: Attacker) =>
    lee.append({ kind: 'staff.certify', time, objects: [newcomer], items: [certificate('service')] });
  const late = await attack('Lee', at(until + 2 * day));
  expect(await found()).toEqual({ entry: late.seq, there: false });
  await attack('Lee', (lee) => lee.run('DELETE FROM journal WHERE n = ?', late.n));
  const back = await attack('Lee', at(until - 1));
  dropView(scene.office, 'Owner');
  expect(await found()).toEqual({ entry: back.seq, there: false });
});

test('a deputy gives nobody but the newcomer a name', async () => {
  await leave();
  const forged = await attack('Lee', (lee) => {
    const naming = {
      id: userOf('Owner'),
      kind: 'person',
      subject: userOf('Owner'),
      class: 'card',
      version: 2,
      key_no: 1,
    };
    const named = subjectOf(sealedRow(lee, SecretKey.random(), naming, { name: '林老闆' }), { kind: 'person' });
    return lee.append({ kind: 'staff.certify', items: [certificate('service')], subjects: [named] });
  });
  const owner = await as('Owner');
  expect((await quarantineOf(owner))?.sequence).toBe(forged.seq);
  const { people } = await owner.call('staff.list', {});
  expect(people.map(({ name }) => name)).not.toContain('林老闆');
  await owner.end();
  scene.restore();
  await leave();
  const ghost = await attack('Lee', (lee) => {
    const row = { record: other, kind: 'person', class: 'card', payload: { name: '林老闆' } } as const;
    const { subject } = newSubject(lee, { id: other, kind: 'person', books: [bookOf(lee, 'office')] }, [row]);
    return lee.append({ kind: 'staff.certify', items: [certificate('service')], subjects: [subject] });
  });
  expect(await found()).toEqual({ entry: ghost.seq, there: false });
});

test('a newcomer whom a deputy gives something that is no name breaks nobody’s list of people', async () => {
  await leave();
  await attack('Lee', (lee) => {
    const row = { record: newcomer, kind: 'person', class: 'card', payload: { name: 5 } } as const;
    const { subject } = newSubject(lee, { id: newcomer, kind: 'person', books: [bookOf(lee, 'office')] }, [row]);
    return lee.append({ kind: 'staff.certify', items: [certificate('service')], subjects: [subject] });
  });
  const owner = await as('Owner');
  expect((await quarantineOf(owner))?.code).toBe('rowChanged');
  const { people } = await owner.call('staff.list', {});
  expect(people.find(({ user }) => user === newcomer)).toMatchObject({ name: '', addedBy: { name: 'Lee' } });
  await owner.end();
});

/** Whether a person's keys open any key of somebody's book, in any generation. */
async function opensBookOf(name: string, of: string): Promise<boolean> {
  return attack(name, (by) => {
    const theirs = bookOf(by, 'person', userOf(of));
    return fieldClasses.some((each) =>
      [1, 2, 3, 4, 5].some((generation) => by.bookKey(theirs, each, generation) !== null),
    );
  });
}

test('an accomplice in service gets no key of anybody’s customers before an owner has said yes', async () => {
  await leave();
  const lee = await as('Lee');
  await scene.office.hire(lee, 'Kim', 'service');
  await lee.end();
  for (let times = 0; times < 2; times += 1) await visit('Owner');
  expect(await opensBookOf('Sue', 'Ann')).toBe(true);
  expect(await opensBookOf('Kim', 'Ann')).toBe(false);
});

test('a deputy who knows the password they set gets nothing by it: not by owners’ visits, not by asking for new keys, not by stopping and letting in', async () => {
  await leave();
  const lee = await as('Lee');
  const password = staffPassword('known to Lee');
  await scene.office.reset(lee, 'Bob', password);
  const bob = await as('Bob');
  const next = staffPassword('known to Lee again');
  await bob.call('passwords.confirm', { current: password, next });
  await bob.end();
  scene.office.people.set('Bob', { user: userOf('Bob'), password: next });
  await visit('Owner');
  await visit('Bob');
  await lee.call('staff.freeze', { user: userOf('Bob'), reason: 'other' });
  await lee.end();
  const owner = await as('Owner');
  await owner.call('roots.renew', { password: ownerPassword });
  await owner.end();
  const again = await as('Lee');
  await again.call('staff.thaw', { user: userOf('Bob'), password: null });
  await again.end();
  const last = await as('Owner');
  const { due } = await last.call('staff.due', {});
  expect(due.map(({ kind }) => kind)).toContain('keysWait');
  expect(due.map(({ kind }) => kind)).not.toContain('owedKeys');
  await last.end();
  const back = await as('Bob');
  expect(await namesIn(back)).toEqual(['公海百貨']);
  expect(await quarantineOf(back)).toBeNull();
  await back.end();
  expect(await opensBookOf('Bob', 'Bob')).toBe(false);
  expect(await opensBookOf('May', 'Bob')).toBe(true);
});

test('nor by what is owed to somebody who had been stopped before', async () => {
  await leave();
  const may = await as('May');
  await may.call('staff.freeze', { user: userOf('Bob'), reason: 'other' });
  await may.end();
  const owner = await as('Owner');
  await owner.call('roots.renew', { password: ownerPassword });
  await owner.end();
  const again = await as('May');
  await again.call('staff.thaw', { user: userOf('Bob'), password: null });
  await again.end();
  const lee = await as('Lee');
  await scene.office.reset(lee, 'Bob', staffPassword('known to Lee'));
  await lee.end();
  await visit('Owner');
  expect(await opensBookOf('Bob', 'Bob')).toBe(false);
});
