import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { VaultMode } from '#shared/protocol.ts';
import { openAskDesk } from '../../main/host/asks.ts';
import { nodeLaunch } from '../../main/host/entryProcess.ts';
import { createFileTokens } from '../../main/host/fileTokens.ts';
import { createInvitations } from '../../main/host/invitations.ts';
import { createPinStore } from '../../main/host/pinStore.ts';
import { createSecretStore } from '../../main/host/secretStore.ts';

const invitation = {
  token: 't1',
  vault: 'v',
  user: 'u',
  rootPublic: 'r',
  name: '王芳',
  role: 'salesperson',
  purpose: 'join' as const,
  version: 1,
};
const enrolment = { token: 't1', slot: 's', signPublic: 'p', boxPublic: 'b', proof: 'x' };
const folder = mkdtempSync(join(tmpdir(), 'coffer-asks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function desk(mode: VaultMode, invitations = createInvitations()) {
  const files = createFileTokens();
  const enrolled: string[] = [];
  const opened = openAskDesk({
    mode,
    launch: nodeLaunch(process.execPath, () => join(import.meta.dirname, 'support/hostileParser.mjs')),
    secrets: createSecretStore(),
    files,
    invitations,
    pins: createPinStore(),
    toVault: () => {},
    enrolled: ({ token }) => enrolled.push(token),
  });
  return { ask: opened.answer, close: opened.close, files, enrolled };
}

describe('what a vault process may ask of its host', () => {
  test('a path behind a token is told once', async () => {
    const { ask, files } = desk({ kind: 'main' });
    const token = files.offer('/tmp/liste.csv', 'save');
    expect(await ask('file.take', { token })).toEqual({ ok: true, value: { path: '/tmp/liste.csv' } });
    expect(await ask('file.take', { token })).toEqual({ ok: false, code: 'fileUnknown' });
    expect(await ask('file.take', { token: '/etc/passwd' })).toEqual({ ok: false, code: 'fileUnknown' });
  });
  test('a file that was picked to be read is not written over, and one to be written is not read', async () => {
    const { ask, files, close } = desk({ kind: 'main' });
    const path = join(folder, 'precious.csv');
    writeFileSync(path, 'a,b\n');
    expect(await ask('file.take', { token: files.offer(path, 'read') })).toEqual({ ok: false, code: 'fileUnknown' });
    expect(await ask('parser.start', { token: files.offer(path, 'save') })).toEqual({ ok: false, code: 'fileUnknown' });
    close();
  });
  test('a parser is started on the file behind a token', async () => {
    const { ask, files, close } = desk({ kind: 'main' });
    const path = join(folder, 'good.csv');
    writeFileSync(path, 'a,b\n');
    const answer = await ask('parser.start', { token: files.offer(path, 'read') });
    expect(answer).toMatchObject({ ok: true, value: { name: 'good.csv', bytes: 4 } });
    expect(await ask('parser.start', { token: files.offer(join(folder, 'none.csv'), 'read') })).toEqual({
      ok: false,
      code: 'fileUnreadable',
    });
    expect(await ask('parser.send', { parser: 'another', message: { type: 'stop' } })).toEqual({
      ok: false,
      code: 'parserStopped',
    });
    close();
  });
  test('an invitation goes out once, an enrolment comes back once', async () => {
    const invitations = createInvitations();
    const owner = desk({ kind: 'main' }, invitations);
    expect(await owner.ask('invitation.offer', invitation)).toEqual({ ok: true, value: null });
    expect(invitations.open('t1')).toEqual(invitation);
    expect(invitations.open('t1')).toBeNull();
    const newcomer = desk({ kind: 'newcomer', invitation }, invitations);
    expect(await owner.ask('enrolment.take', { token: 't1' })).toEqual({ ok: false, code: 'enrolmentMissing' });
    expect(await newcomer.ask('enrolment.give', { ...enrolment, token: 't2' })).toEqual({
      ok: false,
      code: 'invitationUnknown',
    });
    expect(await newcomer.ask('enrolment.give', enrolment)).toEqual({ ok: true, value: null });
    expect(newcomer.enrolled).toEqual(['t1']);
    expect(await owner.ask('enrolment.take', { token: 't1' })).toEqual({ ok: true, value: enrolment });
    expect(await owner.ask('enrolment.take', { token: 't1' })).toEqual({ ok: false, code: 'enrolmentMissing' });
  });
  test.each([
    [{ kind: 'newcomer', invitation }, 'file.take', { token: 'x' }],
    [{ kind: 'newcomer', invitation }, 'secret.set', { account: 'a', value: 'v' }],
    [{ kind: 'newcomer', invitation }, 'enrolment.take', { token: 't1' }],
    [{ kind: 'approval', request: 'r' }, 'parser.start', { token: 'x' }],
    [{ kind: 'approval', request: 'r' }, 'invitation.offer', invitation],
    [{ kind: 'main' }, 'enrolment.give', enrolment],
    [{ kind: 'main' }, 'constructor', {}],
  ] as const)('%o may not ask %s', async (mode, what, input) => {
    expect(await desk(mode).ask(what, input)).toEqual({ ok: false, code: 'notAllowed' });
  });
  test('a question of the wrong shape is refused', async () => {
    const { ask } = desk({ kind: 'main' });
    expect(await ask('secret.get', { account: '' })).toEqual({ ok: false, code: 'invalidInput' });
    expect(await ask('file.take', { token: 't', path: '/etc/passwd' })).toEqual({ ok: false, code: 'invalidInput' });
  });
});
