import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { requestDetails } from '../../main/vault/access/approvals.ts';
import { commit } from '../../main/vault/store/commit.ts';
import type { TestProcess } from '../support/testVault.ts';
import { type Columns, approval, ask, saved, withPhones } from '../vault/exports/desk.ts';
import { type ExportScene, anExportScene, during, pooledPhone } from './exportScene.ts';

let scene: ExportScene;
beforeAll(async () => {
  scene = await anExportScene();
});
beforeEach(() => scene.restore());
afterAll(() => scene.close());

/** What a requester's process with every check patched out would write: any rows, any columns, any number claimed. */
function askPatched(session: TestProcess, rows: readonly Id[], columns: Columns): Id {
  const { vault, newId } = session.process;
  if (vault === null) throw new Error('locked');
  const { authority } = vault.chain;
  const desk = authority.bookOf('desk', vault.user)?.book ?? '';
  const approvals = authority.bookOf('approvals')?.book ?? '';
  const id = newId();
  const payload = { rows: rows.length, columns, purpose: 'x', recipient: 'y', locale: 'en' };
  commit(vault, {
    kind: 'export.request',
    objects: [id],
    details: requestDetails(rows.length, columns),
    subjects: [
      {
        id,
        kind: 'request',
        books: [desk, approvals],
        rows: [
          { record: id, kind: 'request', class: 'work', payload },
          { record: newId(), kind: 'requestRows', class: 'work', payload: { ids: [...rows] } },
        ],
      },
    ],
  });
  return id;
}

/** Whether anything that Ann can open with all her keys and a script holds this text. */
async function annOpens(text: string): Promise<boolean> {
  return scene.attack('Ann', (ann) => {
    ann.collect();
    return JSON.stringify(ann.loot()).includes(text);
  });
}

test('25 of rows the requester has no keys for, nothing is obtained but the approved file', async () => {
  const rows = [...scene.annas, scene.pooled];
  const id = await during(scene, 'Ann', (ann) => ask(ann, rows));
  // May narrows the phones to masks.
  const narrow = withPhones.map((each) =>
    each.column === 'phones' ? { ...each, treatment: 'masked' as const } : each,
  );
  await during(scene, 'May', (may) => may.call('exports.decide', { id, decision: approval('May', narrow) }));
  const lines = await during(scene, 'Ann', (ann) => saved(scene.office, ann, id));
  expect(lines.find(([name]) => name === '公海百貨')?.[2]).toBe(`Work: •••• ${pooledPhone.slice(-3)}`);
  expect(await annOpens('Firma 0')).toBe(true);
  expect(await annOpens(pooledPhone)).toBe(false);
});

test('25 customers of somebody else, slipped under a request, do not leave even where the approver reads them', async () => {
  const [bobs = ''] = scene.bobs;
  const id = await during(scene, 'Ann', async (ann) => askPatched(ann, [...scene.annas, bobs], withPhones));
  await during(scene, 'May', async (may) => {
    const shown = await may.call('exports.preview', { id, columns: null, after: 0, limit: 100 });
    expect(JSON.stringify(shown.rows)).not.toContain('Bobs Geheimnis');
    expect(shown.total).toBe(10);
    expect((await may.call('exports.decide', { id, decision: approval('May') })).rows).toBe(10);
  });
  const lines = await during(scene, 'Ann', (ann) => saved(scene.office, ann, id));
  expect(JSON.stringify(lines)).not.toContain('Bobs Geheimnis');
  expect(await annOpens('Bobs Geheimnis')).toBe(false);
});

test('25 rows that are not what the journal named are not decided on', async () => {
  const [first = ''] = scene.annas;
  const doubled = [...scene.annas.slice(1), first, first];
  const id = await during(scene, 'Ann', async (ann) => askPatched(ann, doubled, withPhones));
  await during(scene, 'May', async (may) => {
    expect(await may.refused('exports.decide', { id, decision: approval('May') })).toBe('requestUnknown');
    // Nor does it spoil the list of the others.
    expect((await may.call('exports.inbox', {})).requests).toMatchObject([{ id, canDecide: false }]);
  });
});

test('25 a few rows without a key for them need an approver, whatever the threshold says', async () => {
  const id = await during(scene, 'Ann', (ann) => ask(ann, [scene.pooled]));
  expect(await during(scene, 'Ann', (ann) => ann.call('exports.get', { id }))).toMatchObject({
    state: 'waiting',
    approvalsNeeded: 1,
  });
  expect(await annOpens(pooledPhone)).toBe(false);
});
