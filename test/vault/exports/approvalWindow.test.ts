import { afterAll, beforeAll, expect, test } from 'vitest';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Desk, approval, ask, openDesk, saved, target, withPhones } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(10);
});
afterAll(async () => {
  rmSync(dirname(target(desk.office)), { recursive: true, force: true });
  await desk.office.close();
});

function loginOf(name: string) {
  const found = desk.office.people.get(name);
  if (found === undefined) throw new Error('nobody');
  return found;
}

test("at the requester's computer a process of its own answers for its one request and nothing else", async () => {
  const { office, ann, annas } = desk;
  const id = await ask(ann, annas);
  const other = await ask(ann, annas.slice(0, 8));
  const window = office.open({ kind: 'approval', request: id });
  await window.call('session.login', loginOf('May'));
  expect(await window.call('exports.get', { id })).toMatchObject({ canDecide: true });
  expect(await window.refused('exports.get', { id: other })).toBe('notAllowed');
  expect(await window.refused('exports.preview', { id: other, columns: null, after: 0, limit: 5 })).toBe('notAllowed');
  expect(await window.refused('exports.decide', { id: other, decision: approval('May') })).toBe('notAllowed');
  for (const [name, input] of [
    ['customers.list', {}],
    ['exports.inbox', {}],
    ['exports.save', { id, token: 'x' }],
    ['exports.request', {}],
    ['journal.mine', {}],
  ] as const)
    expect(await window.refused(name, input)).toBe('notAllowed');
  expect((await window.call('exports.preview', { id, columns: null, after: 0, limit: 5 })).rows).toHaveLength(5);
  await window.call('exports.decide', { id, decision: approval('May') });
  await window.end();
  // The requester's own session was there all the time.
  expect(await saved(office, ann, id)).toHaveLength(11);
});

test('nobody else gets past its login, and the journal has the attempt', async () => {
  const { office, ann, annas } = desk;
  const id = await ask(ann, annas, withPhones);
  for (const [name, code] of [
    ['Ann', 'ownRequest'],
    ['Bob', 'approverInvalid'],
    ['Vera', 'approverInvalid'],
    ['Ada', 'approverInvalid'],
  ] as const) {
    const window = office.open({ kind: 'approval', request: id });
    expect(await window.refused('session.login', loginOf(name))).toBe(code);
    expect(await window.refused('exports.get', { id })).toBe('notLoggedIn');
    await window.end();
  }
  const unknown = office.open({ kind: 'approval', request: 'A'.repeat(22) });
  expect(await unknown.refused('session.login', loginOf('May'))).toBe('requestUnknown');
  await office.owner.call('exports.get', { id });
  const { lines } = await office.owner.call('journal.list', { filter: { kind: 'refused' }, after: null, limit: 10 });
  expect(lines.filter(({ details }) => details['call'] === 'session.login')).toHaveLength(5);
});
