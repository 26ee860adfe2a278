import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import type { EntryBody } from '../../main/vault/journal/entry.ts';
import type { ItemOf } from '../../main/vault/journal/items.ts';
import { approval, ask, target, withPhones } from '../vault/exports/desk.ts';
import { type TestProcess, ownerPassword } from '../support/testVault.ts';
import { dropView } from './scene.ts';
import { type ExportScene, anExportScene, during } from './exportScene.ts';

let scene: ExportScene;
let id: Id;
beforeAll(async () => {
  scene = await anExportScene();
});
beforeEach(async () => {
  scene.restore();
  id = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
});
afterAll(() => scene.close());

function userOf(name: string): Id {
  return scene.office.people.get(name)?.user ?? '';
}

/** An approval as somebody would write it by hand: a parcel that need not be there. */
function forged(change: Partial<ItemOf<'approval'>> = {}): ItemOf<'approval'> {
  return {
    t: 'approval',
    request: id,
    requester: userOf('Ann'),
    decision: 'approve',
    columns: [...withPhones],
    rows: 10,
    file: Buffer.alloc(32, 1),
    parcel: 'P'.repeat(22),
    parcelHash: Buffer.alloc(32, 2),
    commitment: Buffer.alloc(32, 3),
    expires: scene.office.clock.time + 86_400_000,
    ...change,
  };
}

const entryOf = (item: ItemOf<'approval'>): Partial<EntryBody> => ({
  kind: `export.${item.decision}`,
  objects: [item.request],
  items: [item],
});

/** What Ann and May find at their next login: where it is read-only, how far the request is, what the verifier says, and a save. */
async function found(): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const name of ['Ann', 'May']) {
    dropView(scene.office, name);
    await during(scene, name, async (session) => {
      const { quarantine } = await session.call('session.me', {});
      const { state, canDecide, canSave } = await session.call('exports.get', { id });
      const { whole, broken } = await session.call('journal.verify', {});
      target(scene.office);
      const save = name === 'Ann' ? await session.refused('exports.save', { id, token: 'out.csv' }) : 'quarantined';
      all.push({ sequence: quarantine?.sequence, state, open: canDecide || canSave, whole, broken, save });
    });
  }
  return all;
}

/** What they find of an entry that does not count: everything stands still, and the entry is named with the reason. */
function refused(sequence: number, reason: string): unknown[] {
  const each = {
    sequence,
    state: 'waiting',
    open: false,
    whole: false,
    broken: { sequence, reason },
    save: 'quarantined',
  };
  return [each, each];
}

test('24 an approval of one’s own request, written by hand, does not count', async () => {
  const { seq } = await scene.attack('Ann', (ann) => ann.append(entryOf(forged())));
  expect(await found()).toEqual(refused(seq, 'ownRequest'));
});

test('24 of one’s own request with fewer rows claimed than asked for, neither', async () => {
  const { seq } = await scene.attack('Ann', (ann) => ann.append(entryOf(forged({ rows: 3 }))));
  expect(await found()).toEqual(refused(seq, 'ownRequest'));
});

test('24 an approval by a role that may not approve does not count', async () => {
  const { seq } = await scene.attack('Bob', (bob) => bob.append(entryOf(forged())));
  expect(await found()).toEqual(refused(seq, 'approverRole'));
});

test('24 an approval in the manager’s name under another signature does not count', async () => {
  const { seq } = await scene.attack('Ann', (ann) => ann.append({ ...entryOf(forged()), actor: userOf('May') }));
  expect(await found()).toEqual(refused(seq, 'signatureInvalid'));
});

test('24 an approval disguised as another kind of entry does not count', async () => {
  const { seq } = await scene.attack('May', (may) => may.append({ ...entryOf(forged()), kind: 'export.preview' }));
  expect(await found()).toEqual(refused(seq, 'requestInvalid'));
});

test('24 an approval that gives more columns or rows than were asked for does not count, whoever signs it', async () => {
  const more = [...withPhones, { column: 'idNumber' as const, treatment: 'clear' as const }];
  const { seq } = await scene.attack('May', (may) => may.append(entryOf(forged({ columns: more }))));
  expect(await found()).toEqual(refused(seq, 'columnsWider'));
  scene.restore();
  id = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  const second = await scene.attack('May', (may) => may.append(entryOf(forged({ rows: 11 }))));
  expect(await found()).toEqual(refused(second.seq, 'rowsMore'));
});

test('24 a genuine approval replayed for another request does not count', async () => {
  await during(scene, 'May', (may) => may.call('exports.decide', { id, decision: approval('May') }));
  const other = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  const { seq } = await scene.attack('Ann', (ann) => {
    const genuine = ann.bodies().find(({ kind }) => kind === 'export.approve');
    const item = genuine?.items[0];
    if (genuine === undefined || item?.t !== 'approval') throw new Error('no approval');
    return ann.append({
      actor: userOf('May'),
      kind: genuine.kind,
      objects: [other],
      items: [{ ...item, request: other }],
    });
  });
  id = other;
  expect(await found()).toEqual(refused(seq, 'signatureInvalid'));
});

test('24 the same approval a second time does not count', async () => {
  await during(scene, 'May', (may) => may.call('exports.decide', { id, decision: approval('May') }));
  const { seq } = await scene.attack('May', (may) => may.append(entryOf(forged())));
  await during(scene, 'Ann', async (ann) => {
    expect((await ann.call('session.me', {})).quarantine?.sequence).toBe(seq);
    expect(await ann.call('journal.verify', {})).toMatchObject({ broken: { sequence: seq, reason: 'requestDecided' } });
  });
});

test('24 an approval edited afterwards is noticed', async () => {
  const masked = withPhones.map((each) =>
    each.column === 'phones' ? { ...each, treatment: 'masked' as const } : each,
  );
  await during(scene, 'May', (may) => may.call('exports.decide', { id, decision: approval('May', masked) }));
  const seq = await scene.attack('Ann', (ann) => {
    const bodies = ann.bodies();
    const at = bodies.findIndex(({ kind }) => kind === 'export.approve');
    ann.rewrite(
      bodies.map((body, i) =>
        i === at
          ? {
              ...body,
              items: body.items.map((item) => (item.t === 'approval' ? { ...item, columns: [...withPhones] } : item)),
            }
          : body,
      ),
    );
    return at + 1;
  });
  dropView(scene.office, 'Ann');
  await during(scene, 'Ann', async (ann) => {
    expect((await ann.call('session.me', {})).quarantine).not.toBeNull();
    expect(await ann.call('journal.verify', {})).toMatchObject({
      whole: false,
      broken: { sequence: seq, reason: 'signatureInvalid' },
    });
    expect(await ann.refused('exports.save', { id, token: 'out.csv' })).toBe('quarantined');
  });
});

test('24 other rows under a request that waits are noticed before anybody decides', async () => {
  const { seq } = await scene.attack('Ann', (ann) =>
    ann.append({
      kind: 'draft.save',
      subjects: [
        {
          id,
          kind: 'request',
          books: null,
          from: null,
          rows: [['R'.repeat(22), 'requestRows', 'work', 1, Buffer.alloc(32)]],
          keys: [],
        },
      ],
    }),
  );
  expect(await found()).toEqual(refused(seq, 'requestChanged'));
});

test('24 a save after the time is over does not count', async () => {
  await during(scene, 'May', (may) => may.call('exports.decide', { id, decision: approval('May') }));
  const late = scene.office.clock.time + 30 * 86_400_000;
  const { seq } = await scene.attack('Ann', (ann) => ann.append({ kind: 'export.done', objects: [id], time: late }));
  dropView(scene.office, 'May');
  await during(scene, 'May', async (may) => {
    expect(await may.call('journal.verify', {})).toMatchObject({ broken: { sequence: seq, reason: 'requestExpired' } });
  });
});

test('24 a request that waits cannot be asked again with more in it', async () => {
  const { seq } = await scene.attack('Ann', (ann) =>
    ann.append({
      kind: 'export.request',
      objects: [id],
      details: { rows: 5_000, columns: 1, clear: 'idNumber', masked: '' },
      subjects: [{ id, kind: 'request', books: null, from: null, rows: [], keys: [] }],
    }),
  );
  expect(await found()).toEqual(refused(seq, 'requestChanged'));
});

/** Whoever approves is no longer the person, or not in the role, that stood there when it was asked for. */
test.each<[string, string, (owner: TestProcess) => Promise<unknown>]>([
  ['a manager who came later', 'Mallory', (owner) => scene.office.hire(owner, 'Mallory', 'manager')],
  [
    'somebody who became a manager later',
    'Vera',
    (owner) =>
      owner.call('staff.setRole', { user: userOf('Vera'), role: 'manager', handTo: null, password: ownerPassword }),
  ],
  [
    'a manager whose password was set anew later',
    'May',
    (owner) => scene.office.reset(owner, 'May', 'quite another password'),
  ],
])('A7 an approval by %s does not count', async (_, name, prepare) => {
  const owner = await scene.office.as('Owner');
  await prepare(owner);
  await owner.end();
  if (name === 'May')
    await during(scene, 'May', async (may) => {
      await may.call('passwords.confirm', { current: 'quite another password', next: 'a password of my own' });
      const decision = { ...approval('May'), password: 'a password of my own' };
      expect(await may.refused('exports.decide', { id, decision })).toBe('approverTooNew');
      scene.office.people.set('May', { user: may.process.vault?.user ?? '', password: decision.password });
    });
  const entry = await scene.attack(name, (attacker) => attacker.append(entryOf(forged())));
  dropView(scene.office, 'Ann');
  await during(scene, 'Ann', async (ann) => {
    expect((await ann.call('session.me', {})).quarantine?.sequence).toBe(entry.seq);
    expect((await ann.call('journal.verify', {})).broken).toEqual({ sequence: entry.seq, reason: 'approverTooNew' });
  });
});

test('A7 whoever’s password was set anew approves what is asked for later, once they have confirmed it', async () => {
  const owner = await scene.office.as('Owner');
  await scene.office.reset(owner, 'May', 'quite another password');
  await owner.end();
  const later = await during(scene, 'Ann', (ann) => ask(ann, scene.annas));
  const own = 'a password of my own';
  const decision = { ...approval('May'), password: own };
  await during(scene, 'May', async (may) => {
    const first = { ...decision, password: 'quite another password' };
    expect(await may.refused('exports.decide', { id: later, decision: first })).toBe('approverTooNew');
    await may.call('passwords.confirm', { current: 'quite another password', next: own });
    // Whoever kept the password that was set signs with the same keys until ROOT has named others.
    expect(await may.refused('exports.decide', { id: later, decision })).toBe('approverTooNew');
  });
  scene.office.people.set('May', { user: scene.office.people.get('May')?.user ?? '', password: own });
  await (await scene.office.as('Owner')).end();
  await during(scene, 'May', async (may) => {
    // What was asked for before it stays closed to whoever came in by it.
    expect(await may.refused('exports.decide', { id, decision })).toBe('approverTooNew');
    expect((await may.call('exports.decide', { id: later, decision })).state).toBe('approved');
  });
});

test('a file that waits for somebody is void once their password was set anew', async () => {
  await during(scene, 'May', (may) => may.call('exports.decide', { id, decision: approval('May') }));
  const owner = await scene.office.as('Owner');
  await scene.office.reset(owner, 'Ann', 'quite another password');
  await owner.end();
  await during(scene, 'Ann', async (ann) => {
    expect(await ann.call('exports.get', { id })).toMatchObject({ state: 'void', canSave: false });
    target(scene.office);
    expect(await ann.refused('exports.save', { id, token: 'out.csv' })).not.toBe('fileUnknown');
  });
});
