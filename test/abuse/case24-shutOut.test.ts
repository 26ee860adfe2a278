import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import type { AuthorityItem } from '../../main/vault/journal/items.ts';
import { approval, ask, withPhones } from '../vault/exports/desk.ts';
import { ownerPassword } from '../support/testVault.ts';
import { dropView } from './scene.ts';
import { type ExportScene, anExportScene, during } from './exportScene.ts';

let scene: ExportScene;
beforeAll(async () => {
  scene = await anExportScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';

/** An approval that fits in every respect, written into the journal without the program; the entry's number. */
async function approvedByHand(name: string, request: Id): Promise<number> {
  const item: AuthorityItem = {
    t: 'approval',
    request,
    requester: userOf('Ann'),
    decision: 'approve',
    columns: [...withPhones],
    rows: 10,
    file: Buffer.alloc(32, 1),
    parcel: 'P'.repeat(22),
    parcelHash: Buffer.alloc(32, 2),
    commitment: Buffer.alloc(32, 3),
    expires: scene.office.clock.time + 86_400_000,
  };
  return scene.attack(name, (by) => by.append({ kind: 'export.approve', objects: [request], items: [item] }).seq);
}

/** What the check of the whole journal finds. */
async function brokenAsBobSeesIt(): Promise<{ sequence: number | null; reason: string } | null> {
  dropView(scene.office, 'Bob');
  return during(scene, 'Bob', async (bob) => (await bob.call('journal.verify', {})).broken);
}

test('24 nobody makes their own approver by letting a colleague look after the customers', async () => {
  const id = await during(scene, 'May', async (may) => {
    const until = scene.office.clock.time + 86_400_000;
    await may.call('staff.cover', { user: userOf('Ann'), by: userOf('Lee'), until, password: null });
    return ask(may, scene.annas);
  });
  await during(scene, 'Lee', async (lee) => {
    expect((await lee.call('exports.get', { id })).canDecide).toBe(false);
    expect(await lee.refused('exports.decide', { id, decision: approval('Lee') })).toBe('cannotReadRows');
  });
});

test('24 an owner’s deputy decides where they look after the customers: not before they were named, not for themselves, not afterwards', async () => {
  const { clock } = scene.office;
  const until = clock.time + 3 * 86_400_000;
  const during7 = { user: userOf('Ann'), by: userOf('Lee'), until: clock.time + 7 * 86_400_000 };
  await during(scene, 'Owner', (owner) => owner.call('staff.cover', { ...during7, password: ownerPassword }));
  const early = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  await during(scene, 'Owner', (owner) =>
    owner.call('deputies.name', { user: userOf('Lee'), may: ['approve'], until, password: ownerPassword }),
  );
  const decision = approval('Lee');
  const id = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  const late = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  await during(scene, 'Lee', async (lee) => {
    expect(await lee.refused('exports.decide', { id: early, decision })).toBe('cannotReadRows');
    expect((await lee.call('exports.get', { id })).canDecide).toBe(true);
    expect((await lee.call('exports.decide', { id, decision })).state).toBe('approved');
    const own = await ask(lee, scene.annas);
    expect(await lee.refused('exports.decide', { id: own, decision })).toBe('ownRequest');
    clock.time = until;
    expect((await lee.call('exports.get', { id: late })).canDecide).toBe(false);
    expect(await lee.refused('exports.decide', { id: late, decision })).toBe('cannotReadRows');
  });
  await during(scene, 'Ann', async (ann) => {
    const { decisions } = await ann.call('exports.get', { id });
    expect(decisions.map(({ by }) => by.name)).toEqual(['Lee']);
  });
});

test('24 what somebody asked for who is shut out by now is given by nobody, until they are let in again', async () => {
  const id = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  await during(scene, 'May', async (may) => {
    await may.call('staff.freeze', { user: userOf('Ann'), reason: 'other' });
    expect(await may.call('exports.get', { id })).toMatchObject({ canDecide: false });
    expect(await may.refused('exports.decide', { id, decision: approval('May') })).toBe('requestDecided');
  });
  scene.restore();
  const again = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  await during(scene, 'May', (may) => may.call('staff.freeze', { user: userOf('Ann'), reason: 'other' }));
  const sequence = await approvedByHand('May', again);
  expect(await brokenAsBobSeesIt()).toEqual({ sequence, reason: 'requesterShutOut' });
});

test('24 whoever became an owner and has not been here since decides nothing yet', async () => {
  await during(scene, 'Owner', (owner) =>
    owner.call('staff.setRole', { user: userOf('May'), role: 'owner', handTo: null, password: ownerPassword }),
  );
  const id = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  const sequence = await approvedByHand('May', id);
  expect(await brokenAsBobSeesIt()).toEqual({ sequence, reason: 'approverRole' });
});

test('A7 no manager who came later by the journal and earlier by its dates', async () => {
  const dated = Date.UTC(9999, 0);
  await scene.attack('Ann', (ann) => ann.append({ kind: 'session.lock', time: dated }));
  const later = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  const owner = await scene.office.as('Owner');
  await owner.call('staff.setClock', { password: ownerPassword });
  await scene.office.hire(owner, 'Mallory', 'manager');
  await owner.end();
  await during(scene, 'Mallory', async (mallory) => {
    expect(mallory.process.vault?.chain.head?.time).toBeLessThan(dated);
    expect(await mallory.refused('exports.decide', { id: later, decision: approval('Mallory') })).toBe(
      'approverTooNew',
    );
  });
});
