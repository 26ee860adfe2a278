import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { resolveElectron } from '../../scripts/lib/electron.ts';
import { call, listen, reply, sessionEndedBy } from './support/bridge.ts';
import { vaultProcesses } from './support/processes.ts';
import { expect, test } from './support/test.ts';

const owner = { name: '陳美玲', password: 'Sunny-Harbour-Lantern-42' };
const newcomer = { name: '王芳', password: 'Quiet-Meadow-77-Bridge' };

/** First run, without the screens. */
function found(page: Page) {
  return call(page, 'setup.create', {
    locale: 'en',
    company: 'Harbour Trading',
    ...owner,
    size: 'few',
    customers: 'both',
    cards: 'private',
  });
}

test('locking ends the process, tells the page, and a fresh locked process takes its place', async ({ coffer }) => {
  await found(coffer.page);
  const before = vaultProcesses(coffer);
  expect(before).toHaveLength(1);
  expect(await sessionEndedBy(coffer.page, () => call(coffer.page, 'host.lock', {}))).toBe('lock');
  expect(await reply(coffer.page, 'session.me', {})).toMatchObject({ ok: false, error: { code: 'notLoggedIn' } });
  expect(await call(coffer.page, 'session.status', {})).toMatchObject({ phase: 'locked' });
  await expect.poll(() => vaultProcesses(coffer)).toHaveLength(1);
  expect(vaultProcesses(coffer)).not.toEqual(before);
});

test('a suspended computer locks, and so does a vault process that dies', async ({ coffer }) => {
  const { user } = await found(coffer.page);
  const suspend = () =>
    coffer.app.evaluate(({ powerMonitor }) => (powerMonitor as unknown as NodeJS.EventEmitter).emit('suspend'));
  expect(await sessionEndedBy(coffer.page, suspend)).toBe('suspend');

  await expect.poll(() => vaultProcesses(coffer)).toHaveLength(1);
  await call(coffer.page, 'session.login', { user, password: owner.password });
  const die = () => vaultProcesses(coffer).forEach((pid) => process.kill(pid, 'SIGKILL'));
  expect(await sessionEndedBy(coffer.page, die)).toBe('crash');
  expect((await call(coffer.page, 'session.login', { user, password: owner.password })).name).toBe(owner.name);
});

test('a second start finds the key in the keychain, and only one runs on a profile', async ({ launch }) => {
  const profile = mkdtempSync(join(tmpdir(), 'coffer-twice-'));
  try {
    const first = await launch({ profile });
    const { user } = await found(first.page);
    const electron = resolveElectron();
    const display = await first.app.evaluate(() => process.env['DISPLAY'] ?? '');
    const rival = spawnSync(electron.executable, [...electron.arguments, `--coffer-profile=${profile}`], {
      env: { ...process.env, DISPLAY: display },
      timeout: 20_000,
    });
    expect(rival.status).toBe(0);
    await first.kill();

    const second = await launch({ profile });
    expect(await call(second.page, 'session.status', {})).toMatchObject({
      phase: 'locked',
      people: [{ name: owner.name }],
    });
    expect((await call(second.page, 'session.login', { user, password: owner.password })).role).toBe('owner');
    await second.close();
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('a newcomer makes keys in a window and a process of their own', async ({ coffer }) => {
  await found(coffer.page);
  const { token } = await call(coffer.page, 'staff.invite', {
    name: newcomer.name,
    role: 'salesperson',
    worksFor: null,
  });
  const cancelled = await listen(coffer.page, 'staff.enrolCancelled');
  const closedAtOnce = await coffer.windowOpenedBy(() => call(coffer.page, 'host.openNewcomer', { token }));
  expect(vaultProcesses(coffer)).toHaveLength(2);
  await closedAtOnce.close();
  expect(await cancelled()).toEqual({ token });
  expect(await reply(coffer.page, 'host.openNewcomer', { token })).toMatchObject({
    ok: false,
    error: { code: 'invitationUnknown' },
  });

  const again = await call(coffer.page, 'staff.invite', { name: newcomer.name, role: 'salesperson', worksFor: null });
  const window = await coffer.windowOpenedBy(() => call(coffer.page, 'host.openNewcomer', { token: again.token }));
  expect((await call(window, 'host.state', {})).window).toBe('newcomer');
  expect(await reply(window, 'session.me', {})).toMatchObject({ ok: false });
  expect(await reply(window, 'host.pickImport', {})).toMatchObject({ ok: false, error: { code: 'notAllowed' } });
  const enrolled = await listen(coffer.page, 'staff.enrolled');
  await call(window, 'enrol.setPassword', { password: newcomer.password });
  expect(await enrolled()).toEqual({ token: again.token });
  const { user } = await call(coffer.page, 'staff.certify', { token: again.token, password: owner.password });

  await sessionEndedBy(coffer.page, () => call(coffer.page, 'host.lock', {}));
  await expect.poll(() => vaultProcesses(coffer)).toHaveLength(1);
  expect(coffer.app.windows()).toHaveLength(1);
  expect(await call(coffer.page, 'session.login', { user, password: newcomer.password })).toMatchObject({
    name: newcomer.name,
    role: 'salesperson',
  });
});

test('native dialogs give the page a name, never a path', async ({ coffer }) => {
  await coffer.answerOpenDialog(null);
  expect(await call(coffer.page, 'host.pickImport', {})).toBeNull();
  await coffer.answerOpenDialog('/etc/hostname');
  const picked = await call(coffer.page, 'host.pickImport', {});
  expect(picked?.name).toBe('hostname');
  expect(JSON.stringify(picked)).not.toContain('/etc');
  await coffer.answerSaveDialog('/tmp/list.csv');
  expect((await call(coffer.page, 'host.pickSave', { suggestedName: '../../x.csv' }))?.name).toBe('list.csv');
});
