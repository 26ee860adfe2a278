import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NoJournalFile } from '../../main/vault/journal/file.ts';
import { verifyJournalFile } from '../../main/vault/journal/fileVerify.ts';
import { randomBytes } from '../../main/vault/keys/crypto.ts';
import { headerPath, readHeader, writeHeader } from '../../main/vault/keys/header.ts';
import { asAttacker } from '../abuse/asAttacker.ts';
import { type TestProcess, openTestVault } from '../support/testVault.ts';

let office: Awaited<ReturnType<typeof openTestVault>>;
let owner: TestProcess;
const folder = mkdtempSync(join(tmpdir(), 'coffer-files-'));
const file = join(folder, 'journal.coffer');
const check = (root: Uint8Array | null = null, from = file) => verifyJournalFile(from, root, join(folder, 'check.db'));

beforeAll(async () => {
  office = await openTestVault();
  await office.hire(office.owner, 'Ann', 'salesperson');
  await office.hire(office.owner, 'Joy', 'auditor');
  ({ owner } = office);
  await owner.call('customers.create', { fields: { kind: 'firm', name: '大同實業' } });
});
afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the owner and the auditor save the journal as a file; nobody else', async () => {
  office.files.set('save', file);
  const ann = await office.as('Ann');
  expect(await ann.refused('journal.exportFile', { token: 'save' })).toBe('notAllowed');
  await ann.end();
  const joy = await office.as('Joy');
  const { entries, bytes, code, root } = await joy.call('journal.exportFile', { token: 'save' });
  expect(readFileSync(file).byteLength).toBe(bytes);
  const verdict = check(Buffer.from(root.replaceAll(' ', ''), 'hex'));
  expect(verdict).toMatchObject({ entries, broken: null, by: office.people.get('Joy')?.user });
  expect(code.replaceAll(' ', '')).toBe(
    Buffer.from(verdict.newest ?? [])
      .toString('hex')
      .slice(0, 32),
  );
  // The file holds what the journal holds, and that is no values.
  expect(readFileSync(file).includes('大同實業')).toBe(false);
  const [line] = (await joy.call('journal.list', { filter: { kind: 'journal.export' }, after: null, limit: 5 })).lines;
  expect(line?.sequence).toBe(entries);
  await joy.end();
});

test('another owner’s key, a changed byte anywhere, a cut, an addition: found', () => {
  expect(check(randomBytes(32)).broken).toEqual({ sequence: 1, reason: 'otherRoot' });
  const whole = readFileSync(file);
  const other = join(folder, 'other');
  const broken = (content: Uint8Array): boolean => {
    writeFileSync(other, content);
    try {
      return check(null, other).broken !== null;
    } catch (error) {
      if (error instanceof NoJournalFile) return true;
      throw error;
    }
  };
  expect(broken(whole)).toBe(false);
  for (let i = 0; i < 18; i += 1) {
    const flipped = Buffer.from(whole);
    const at = Math.floor((i / 18) * whole.byteLength);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (i % 8));
    expect(broken(flipped), `byte ${at}`).toBe(true);
  }
  expect(broken(whole.subarray(0, whole.byteLength - 40))).toBe(true);
  expect(broken(whole.subarray(0, 17))).toBe(true);
  expect(broken(Buffer.concat([whole, whole.subarray(17)]))).toBe(true);
  expect(broken(Buffer.from('something else'))).toBe(true);
});

test('a checkpoint outside tells whether the vault still holds that entry', async () => {
  const out = join(folder, 'checkpoint');
  office.files.set('point', out);
  const ann = await office.as('Ann');
  const { sequence, code } = await ann.call('journal.checkpoint', { token: 'point' });
  const kept = readFileSync(out, 'utf8');
  const { sequence: later, at } = await ann.call('journal.checkpoint', { token: null });
  expect(await ann.call('journal.compare', { kept })).toMatchObject({
    holds: true,
    signed: true,
    by: 'Ann',
    sequence,
    newest: later,
  });
  // As people type it: with the word in front, in capitals, with the digits of a Chinese keyboard.
  const onPaper = `${sequence} ${code}`;
  for (const typed of [onPaper, `Entry ${onPaper}`, onPaper.toUpperCase().replaceAll(' ', '  '), `\uff03${onPaper}\n`])
    expect(await ann.call('journal.compare', { kept: typed })).toMatchObject({ holds: true, signed: null, sequence });
  expect(await ann.refused('journal.compare', { kept: `${sequence} ${code.slice(0, -1)}` })).toBe(
    'checkpointUnreadable',
  );
  expect(await ann.refused('journal.checkpoints', {})).toBe('notAllowed');
  const joy = await office.as('Joy');
  const { made, more } = await joy.call('journal.checkpoints', {});
  expect((made[1]?.since ?? 0) - (made[0]?.since ?? 0)).toBe(1);
  expect(made).toMatchObject([
    { sequence: later, at, kept: 'paper', by: { name: 'Ann' } },
    { sequence, code, kept: 'file', by: { name: 'Ann' } },
  ]);
  expect(more).toBe(false);
  await joy.end();
  expect(await ann.call('journal.compare', { kept: kept.replace(/"hash": "../, '"hash": "00') })).toMatchObject({
    holds: false,
    reason: 'different',
    signed: false,
  });
  expect(await ann.call('journal.compare', { kept: kept.replace(/"vault": "./, '"vault": "_') })).toMatchObject({
    holds: false,
  });
  expect(await ann.refused('journal.compare', { kept: 'anything' })).toBe('checkpointUnreadable');
  await ann.end();
  await owner.end();
  // Yesterday's folder, keychain and all: only what was kept outside knows.
  const attacker = await asAttacker(office, 'Ann');
  attacker.run('DELETE FROM journal WHERE seq >= ?', sequence);
  attacker.close();
  for (const name of office.keychain.keys()) if (name.startsWith('seen:')) office.keychain.delete(name);
  const header = readHeader(headerPath(office.folder));
  writeHeader(office.folder, { ...header, slots: header.slots.map((slot) => ({ ...slot, seen: undefined })) });
  for (const [, { user }] of office.people)
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(office.folder, `view-${user}.db${suffix}`), { force: true });
  const after = await office.as('Owner');
  expect((await after.call('session.me', {})).quarantine).toBeNull();
  expect(await after.call('journal.compare', { kept })).toMatchObject({ holds: false });
  await after.end();
});

test('a place that cannot be written to is said, and nothing is left there', async () => {
  const session = await office.as('Owner');
  office.files.set('nowhere', join(folder, 'missing', 'journal'));
  expect(await session.refused('journal.exportFile', { token: 'nowhere' })).toBe('journalFileUnsaved');
  expect(await session.refused('journal.checkpoint', { token: 'never offered' })).toBe('fileUnknown');
  await session.end();
});
