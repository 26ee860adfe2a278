import { afterAll, beforeAll, expect, test } from 'vitest';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Desk,
  approval,
  ask,
  card,
  ids,
  openDesk,
  parcels,
  phoneOf,
  readCsv,
  saved,
  target,
  withPhones,
} from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  rmSync(dirname(target(desk.office)), { recursive: true, force: true });
  await desk.office.close();
});

test('a request is approved in another process and saved by who asked, byte for byte as previewed', async () => {
  const { office, ann, may, annas } = desk;
  expect(await ann.call('exports.estimate', { selection: ids(annas), columns: withPhones })).toMatchObject({
    rows: 60,
    approvals: 1,
    approvers: [{ name: 'Owner' }, { name: 'May' }],
    releasedByTime: false,
  });
  const id = await ask(ann, annas);
  const [mine] = (await ann.call('exports.mine', {})).requests;
  expect(mine).toMatchObject({
    id,
    state: 'waiting',
    rows: 60,
    canDecide: false,
    canSave: false,
    purpose: 'Autumn fair',
  });
  expect(await ann.refused('exports.decide', { id, decision: approval('Ann') })).toBe('notAllowed');

  const [waiting] = (await may.call('exports.inbox', {})).requests;
  expect(waiting).toMatchObject({ id, canDecide: true, requester: { name: 'Ann' }, recipient: 'Printing house' });
  const first = await may.call('exports.preview', { id, columns: null, after: 0, limit: 50 });
  const rest = await may.call('exports.preview', { id, columns: null, after: first.next ?? -1, limit: 50 });
  expect([first.total, first.rows.length, rest.rows.length, rest.next]).toEqual([60, 50, 10, null]);

  expect(await may.refused('exports.decide', { id, decision: { ...approval('May'), password: 'guessed' } })).toBe(
    'wrongPassword',
  );
  const decided = await may.call('exports.decide', { id, decision: approval('May') });
  expect(decided).toMatchObject({
    state: 'approved',
    canDecide: false,
    canSave: false,
    decisions: [{ by: { name: 'May' } }],
  });
  expect(parcels(office)).toHaveLength(1);

  expect((await ann.call('exports.get', { id })).canSave).toBe(true);
  const path = target(office);
  const { rows, bytes } = await ann.call('exports.save', { id, token: 'out.csv' });
  expect([rows, bytes]).toEqual([60, readFileSync(path).byteLength]);
  const lines = readCsv(path);
  expect(lines[0]).toEqual(['Name', 'Tax ID', 'Phones']);
  expect(lines[1]).toEqual(['Firma 0', '10000000', `Mobile: ${phoneOf(0)}`]);
  expect(lines.slice(1)).toEqual([...first.rows, ...rest.rows]);
  expect(readdirSync(dirname(path))).toEqual(['out.csv']);
  // It may be saved again as long as it waits.
  expect((await ann.call('exports.get', { id })).state).toBe('saved');
  expect(await saved(office, ann, id)).toHaveLength(61);
  expect((await may.call('exports.get', { id })).state).toBe('saved');
});

test('narrower columns are what leaves; wider ones are refused; a mask holds nothing of the value', async () => {
  const { office, ann, may, annas } = desk;
  const asked = [
    ...card,
    { column: 'phones' as const, treatment: 'clear' as const },
    { column: 'idNumber' as const, treatment: 'masked' as const },
  ];
  const id = await ask(ann, annas.slice(0, 20), asked);
  const wider = asked.map((each) => ({ ...each, treatment: 'clear' as const }));
  expect(await may.refused('exports.decide', { id, decision: approval('May', wider) })).toBe('columnsWider');
  expect(
    await may.refused('exports.decide', {
      id,
      decision: approval('May', [...asked, { column: 'notes', treatment: 'clear' }]),
    }),
  ).toBe('columnsWider');
  expect(await may.refused('exports.preview', { id, columns: wider, after: 0, limit: 10 })).toBe('columnsWider');
  const narrow = asked.map(({ column, treatment }) => ({
    column,
    treatment: column === 'phones' ? ('masked' as const) : column === 'taxId' ? ('dropped' as const) : treatment,
  }));
  await may.call('exports.decide', { id, decision: approval('May', narrow) });
  const lines = await saved(office, ann, id);
  expect(lines[0]).toEqual(['Name', 'Phones', 'Identity number']);
  expect(lines[1]).toEqual(['Firma 0', `Mobile: •••• ${phoneOf(0).slice(-3)}`, '••••']);
  const text = JSON.stringify(lines);
  for (let n = 0; n < 20; n += 1) {
    expect(text).not.toContain(`SECRET-${n}`);
    expect(text).not.toContain(phoneOf(n));
  }
});

test('a denial carries its reason to who asked; what is decided stays decided', async () => {
  const { ann, may, annas } = desk;
  const id = await ask(ann, annas);
  const denied = await may.call('exports.decide', { id, decision: { kind: 'deny', reason: 'Too many' } });
  expect(denied).toMatchObject({ state: 'denied', decisions: [{ decision: 'deny', reason: 'Too many' }] });
  expect((await ann.call('exports.get', { id })).decisions[0]?.reason).toBe('Too many');
  expect(await may.refused('exports.decide', { id, decision: approval('May') })).toBe('requestDecided');
  expect(await ann.refused('exports.withdraw', { id })).toBe('requestDecided');
  expect(await ann.refused('exports.save', { id, token: 'out.csv' })).toBe('requestUnknown');
});

test('withdrawn is withdrawn', async () => {
  const { ann, bob, may, annas } = desk;
  const id = await ask(ann, annas);
  expect(await bob.refused('exports.get', { id })).toBe('requestUnknown');
  expect(await bob.refused('exports.withdraw', { id })).toBe('requestUnknown');
  await ann.call('exports.withdraw', { id });
  expect(await may.refused('exports.decide', { id, decision: approval('May') })).toBe('requestDecided');
  expect((await ann.call('exports.get', { id })).state).toBe('withdrawn');
});

test('a few rows need nobody: the same path in one session, and the journal says on what ground', async () => {
  const { office, ann, annas } = desk;
  const few = annas.slice(0, 5);
  expect(await ann.call('exports.estimate', { selection: ids(few), columns: withPhones })).toMatchObject({
    approvals: 0,
  });
  const id = await ask(ann, few);
  expect(await ann.call('exports.get', { id })).toMatchObject({ state: 'approved', approvalsNeeded: 0, canSave: true });
  expect(await saved(office, ann, id)).toHaveLength(6);
  const lines = (await ann.call('journal.mine', { after: null, limit: 20 })).lines;
  expect(lines.find(({ kind }) => kind === 'export.approve')?.details).toMatchObject({ rows: 5, ground: 'threshold' });
  expect(
    (await ann.call('exports.estimate', { selection: ids(few.concat(annas[6] ?? '')), columns: withPhones })).approvals,
  ).toBe(1);
});

test('nobody exports what is not in their view', async () => {
  const { ann, annas, bobs } = desk;
  expect(
    await ann.refused('exports.request', {
      selection: ids([...annas, ...bobs]),
      columns: card,
      purpose: 'x',
      recipient: 'y',
    }),
  ).toBe('notFound');
  const everything = await ann.call('exports.estimate', { selection: { kind: 'filter', filter: {} }, columns: card });
  expect(everything.rows).toBe(annas.length);
});

test('only who may decide and reads every row decides', async () => {
  const { office, ann, may, annas } = desk;
  const id = await ask(ann, annas);
  const lee = await office.as('Lee');
  expect((await lee.call('exports.inbox', {})).requests.find((each) => each.id === id)?.canDecide).toBe(false);
  expect(await lee.refused('exports.decide', { id, decision: approval('Lee') })).toBe('cannotReadRows');
  expect(await lee.refused('exports.preview', { id, columns: null, after: 0, limit: 5 })).toBe('cannotReadRows');
  const vera = await office.as('Vera');
  const ada = await office.as('Ada');
  for (const who of [vera, ada, desk.bob])
    expect(await who.refused('exports.decide', { id, decision: approval('Vera') })).toBe('notAllowed');
  // A manager does not decide on a request of their own, however well they read its rows.
  const own = await ask(may, annas);
  expect(await may.refused('exports.decide', { id: own, decision: approval('May') })).toBe('ownRequest');
  expect(await may.refused('exports.preview', { id: own, columns: null, after: 0, limit: 5 })).toBe('ownRequest');
  await office.owner.call('exports.decide', { id: own, decision: approval('Owner') });
  expect(await saved(office, may, own)).toHaveLength(61);
});

test('an edit meanwhile does not end a request; a customer handed over or binned meanwhile stays here and is counted', async () => {
  const { office, ann, may, annas } = desk;
  const [edited = '', moved = '', binned = ''] = annas.slice(50);
  const id = await ask(ann, annas);
  await may.call('exports.inbox', {});
  const { version } = await ann.call('customers.get', { id: edited });
  await ann.call('customers.update', { id: edited, baseVersion: version, patch: { name: 'Neu umbenannt' } });
  await may.call('customers.handOver', { selection: ids([moved]), to: office.people.get('Bob')?.user ?? '' });
  await ann.call('customers.bin', { ids: [binned] });
  expect((await may.call('exports.preview', { id, columns: null, after: 0, limit: 5 })).total).toBe(58);
  const decided = await may.call('exports.decide', { id, decision: approval('May') });
  expect(decided.rows).toBe(58);
  const lines = await saved(office, ann, id);
  expect(lines).toHaveLength(59);
  expect(lines.map(([name]) => name)).toContain('Neu umbenannt');
  expect(lines.map(([name]) => name)).not.toContain('Firma 51');
  await office.owner.call('exports.get', { id });
  const told = (await office.owner.call('journal.list', { filter: { kind: 'export.approve' }, after: null, limit: 5 }))
    .lines;
  expect(told[0]?.details).toMatchObject({ rows: 58, gone: 2, ground: 'approval' });
});

test('a folder that takes no file costs nothing: the approval stays, and nothing half-written is left', async () => {
  const { office, ann, annas } = desk;
  const id = await ask(ann, annas.slice(0, 3));
  const path = target(office);
  const gone = join(dirname(path), 'not-there', 'out.csv');
  office.files.set('gone', gone);
  expect(await ann.refused('exports.save', { id, token: 'gone' })).toBe('saveFailed');
  const folder = join(dirname(path), 'a-folder.csv');
  mkdirSync(folder, { recursive: true });
  office.files.set('folder', folder);
  expect(await ann.refused('exports.save', { id, token: 'folder' })).toBe('saveFailed');
  expect(readdirSync(dirname(path)).filter((name) => name.includes('.part'))).toEqual([]);
  expect((await ann.call('exports.get', { id })).state).toBe('approved');
  expect(existsSync(path) || (await saved(office, ann, id)).length === 4).toBe(true);
  expect(await ann.refused('exports.save', { id, token: 'used up' })).not.toBe('saveFailed');
});
