import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { approval, ask } from '../vault/exports/desk.ts';
import { ownerPassword } from '../support/testVault.ts';
import { nameDeputy } from './scene.ts';
import { type ExportScene, anExportScene, during } from './exportScene.ts';

// Who may decide on a request is who stood there before it: by the journal, whatever its dates say.

let scene: ExportScene;
beforeAll(async () => {
  scene = await anExportScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

const userOf = (name: string): Id => scene.office.people.get(name)?.user ?? '';

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

test('A7 a deputy decides on what is asked for after they were named, and on nothing before', async () => {
  const until = scene.office.clock.time + 7 * 86_400_000;
  const covers = { user: userOf('Ann'), by: userOf('Lee'), until, password: ownerPassword };
  await during(scene, 'Owner', (owner) => owner.call('staff.cover', covers));
  const before = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  await nameDeputy(scene.office, 'Lee', ['approve']);
  const after = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  const decision = approval('Lee');
  await during(scene, 'Lee', async (lee) => {
    expect(await lee.refused('exports.decide', { id: before, decision })).toBe('cannotReadRows');
    expect((await lee.call('exports.decide', { id: after, decision })).state).toBe('approved');
  });
});
