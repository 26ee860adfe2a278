import { afterAll, beforeAll, expect, test } from 'vitest';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Desk, approval, ask, openDesk, parcels, saved, target, withPhones, ids } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(12);
});
afterAll(async () => {
  rmSync(dirname(target(desk.office)), { recursive: true, force: true });
  await desk.office.close();
});
const day = 24 * 3_600_000;

test("the owner's own is approved by a manager who leads all those people, and not before by the owner", async () => {
  const { office, may, annas } = desk;
  const { owner } = office;
  await owner.call('exports.mine', {});
  const id = await ask(owner, annas);
  expect(await owner.call('exports.get', { id })).toMatchObject({ releasedAt: null, canDecide: false });
  office.clock.time += 2 * day;
  expect(await owner.refused('exports.decide', { id, decision: approval('Owner') })).toBe('ownRequest');
  await may.call('exports.decide', { id, decision: approval('May') });
  expect(await saved(office, owner, id)).toHaveLength(13);
});

test("the owner's own that nobody else reads whole is released by the program after 24 hours, and labelled so", async () => {
  const { office, annas, may } = desk;
  const { owner } = office;
  const own = await owner.call('customers.create', { fields: { kind: 'firm', name: 'Only the owner reads this' } });
  const rows = [...annas, own.id];
  expect(await owner.call('exports.estimate', { selection: ids(rows), columns: withPhones })).toMatchObject({
    approvals: 1,
    approvers: [],
    releasedByTime: true,
  });
  const id = await ask(owner, rows);
  const asked = (await owner.call('exports.get', { id })).requested;
  expect((await owner.call('exports.get', { id })).releasedAt).toBe(asked + day);
  expect((await owner.call('exports.inbox', {})).requests.find((each) => each.id === id)).toBeUndefined();
  expect(await owner.refused('exports.decide', { id, decision: approval('Owner') })).toBe('ownRequest');
  expect(await may.refused('exports.decide', { id, decision: approval('May') })).toBe('cannotReadRows');
  office.clock.time += day;
  expect((await owner.call('exports.inbox', {})).requests.find((each) => each.id === id)?.canDecide).toBe(true);
  const decided = await owner.call('exports.decide', { id, decision: approval('Owner') });
  expect(decided).toMatchObject({ state: 'approved', approvalsNeeded: 1, canSave: true });
  const { lines } = await owner.call('journal.list', { filter: { kind: 'export.approve' }, after: null, limit: 1 });
  expect(lines[0]?.details['ground']).toBe('time');
  expect(await saved(office, owner, id)).toHaveLength(14);
});

test('a finished file waits until the end of the next working day; then it and its key are deleted, for good', async () => {
  const { office, ann, may, annas } = desk;
  for (const name of parcels(office)) expect(name).toMatch(/^[\w-]{22}$/);
  const before = parcels(office).length;
  await ann.call('exports.mine', {});
  const id = await ask(ann, annas);
  const { expires } = await may.call('exports.decide', { id, decision: approval('May') });
  const until = new Date(expires ?? 0);
  expect([0, 6]).not.toContain(until.getDay());
  expect([until.getHours(), until.getMinutes()]).toEqual([23, 59]);
  expect((expires ?? 0) - office.clock.time).toBeLessThan(4 * day);
  expect(parcels(office)).toHaveLength(before + 1);
  const now = office.clock.time;
  office.clock.time = (expires ?? 0) + 1;
  expect(await ann.call('exports.get', { id })).toMatchObject({ state: 'expired', canSave: false });
  target(office);
  expect(await ann.refused('exports.save', { id, token: 'out.csv' })).toBe('requestExpired');
  // The clock set back revives nothing, neither before the file is deleted nor after.
  office.clock.time = now;
  expect(await ann.call('exports.get', { id })).toMatchObject({ state: 'expired', canSave: false });
  expect(await ann.refused('exports.save', { id, token: 'out.csv' })).toBe('requestExpired');
  office.clock.time = (expires ?? 0) + 1;
  await ann.end();
  const again = await office.as('Ann');
  expect(parcels(office)).toHaveLength(before);
  expect((await again.call('exports.get', { id })).state).toBe('expired');
  office.clock.time = now;
  expect((await again.call('exports.get', { id })).canSave).toBe(false);
  expect(await again.refused('exports.save', { id, token: 'out.csv' })).toBe('requestExpired');
});
