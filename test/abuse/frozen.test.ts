import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { type TestProcess, ownerPassword } from '../support/testVault.ts';
import { asAttacker } from './asAttacker.ts';
import { bookOf } from './forge.ts';
import { type Scene, aScene, dropView, namesIn, quarantineOf } from './scene.ts';

// Whoever is stopped for the moment: what is made new meanwhile is not for them, and comes when they are let in again.

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';
const as = (name: string): Promise<TestProcess> => scene.office.as(name);
/** What lies sealed to Ann: newest keys of books, and the key of the database in her slot. */
async function sealedToAnn(): Promise<{ generations: number[]; database: string }> {
  const owner = await asAttacker(scene.office, 'Owner');
  const name = `ck:${bookOf(owner, 'person', userOf('Ann'))}:card`;
  const found = owner.all<{ generation: number }>(
    'SELECT generation FROM sealed_keys WHERE key = ? AND user = ? ORDER BY generation',
    name,
    userOf('Ann'),
  );
  const slot = owner.header().slots.find(({ user }) => user === userOf('Ann'));
  owner.close();
  return {
    generations: found.map(({ generation }) => generation),
    database: Buffer.from(slot?.database ?? []).toString('hex'),
  };
}
async function stopAnn(): Promise<void> {
  const may = await as('May');
  await may.call('staff.freeze', { user: userOf('Ann'), reason: 'unusual' });
  await may.end();
}

test('P2 nothing that is made new is sealed to whoever is stopped; an owner who lets them in gives it at once', async () => {
  const before = await sealedToAnn();
  await stopAnn();
  const owner = await as('Owner');
  await owner.call('leaving.revoke', { user: userOf('Bob'), password: ownerPassword, handTo: null });
  await owner.call('staff.setWorksFor', { user: userOf('Ann'), manager: userOf('Lee'), password: ownerPassword });
  await owner.call('roots.renew', { password: ownerPassword });
  await owner.call('customers.update', { id: scene.anns, baseVersion: 1, patch: { name: '大同新名' } });
  await owner.end();
  expect(await sealedToAnn()).toEqual(before);
  expect(await scene.office.open().refused('session.login', scene.office.people.get('Ann'))).toBe('slotRefused');

  const again = await as('Owner');
  const thawed = await again.call('staff.thaw', { user: userOf('Ann'), password: ownerPassword });
  expect(thawed).toEqual({ waits: false });
  await again.end();
  const ann = await as('Ann');
  expect(await namesIn(ann)).toContain('大同新名');
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text: 'back again' });
  expect(await quarantineOf(ann)).toBeNull();
  await ann.end();
});

test('P2 the next ROOT is sealed to no owner who is stopped, and to them once they are let in again', async () => {
  const owner = await as('Owner');
  await owner.call('staff.setRole', { user: userOf('Lee'), role: 'owner', handTo: null, password: ownerPassword });
  await (await as('Lee')).end();
  const set = 'a password that Owner chose';
  await scene.office.reset(owner, 'Lee', set);
  const lee = await as('Lee');
  await lee.call('passwords.dispute', {});
  await lee.end();
  const boxed = async (): Promise<unknown[]> => {
    const by = await asAttacker(scene.office, 'Owner');
    const found = by.all("SELECT generation FROM sealed_keys WHERE key = 'root' AND user = ?", userOf('Lee'));
    by.close();
    return found;
  };
  const before = await boxed();
  await owner.call('roots.renew', { password: ownerPassword });
  expect(await boxed()).toEqual(before);
  await owner.call('staff.thaw', { user: userOf('Lee'), password: ownerPassword });
  expect(await boxed()).not.toEqual(before);
  await owner.end();
});

test('P2 let in again by a manager, their right rests until an owner is there; nothing raises an alarm', async () => {
  await stopAnn();
  const owner = await as('Owner');
  await owner.call('staff.setWorksFor', { user: userOf('Ann'), manager: userOf('Lee'), password: ownerPassword });
  await owner.call('customers.update', { id: scene.anns, baseVersion: 1, patch: { name: '大同新名' } });
  await owner.end();
  const may = await as('May');
  expect(await may.call('staff.thaw', { user: userOf('Ann'), password: null })).toEqual({ waits: true });
  await may.end();
  for (const drop of [false, true]) {
    if (drop) dropView(scene.office, 'Ann');
    const ann = await as('Ann');
    expect(await namesIn(ann)).toEqual(['公海百貨']);
    expect(await ann.refused('notes.add', { customer: scene.anns, kind: 'note', text: 'no' })).toBe('notFound');
    expect(await quarantineOf(ann)).toBeNull();
    await ann.end();
  }
  const listed = await as('Owner');
  expect((await listed.call('staff.due', {})).due.map(({ kind }) => kind)).not.toContain('owedKeys');
  expect((await listed.call('journal.verify', {})).whole).toBe(true);
  await listed.end();
  const ann = await as('Ann');
  expect((await namesIn(ann)).toSorted()).toEqual(['公海百貨', '大同新名']);
  await ann.call('notes.add', { customer: scene.anns, kind: 'note', text: 'back again' });
  await ann.end();
});
