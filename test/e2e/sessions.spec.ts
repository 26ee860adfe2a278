import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { resolveElectron } from '../../scripts/lib/electron.ts';
import { call, listen, reply, sessionEndedBy } from './support/bridge.ts';
import { type Coffer, launchCoffer } from './support/launchCoffer.ts';
import { vaultProcesses } from './support/processes.ts';
import { expectAccessible } from './support/screen.ts';
import { expect, test } from './support/test.ts';
import { fill, wordsIn } from './support/words.ts';

const { en } = wordsIn;

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

async function enterPassword(page: Page): Promise<void> {
  await page.getByLabel(en.common.password, { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: en.session.logIn }).click();
}

/** Somebody is logged in: by the first run, or by the password. Their id. */
async function entered(page: Page): Promise<string> {
  const { phase, people } = await call(page, 'session.status', {});
  if (phase === 'open') return (await call(page, 'session.me', {})).user;
  const user = people[0]?.user;
  if (user === undefined) return (await found(page)).user;
  await call(page, 'session.login', { user, password: owner.password });
  return user;
}

test.describe('one window', () => {
  // In this order, in one worker.
  test.describe.configure({ mode: 'default' });
  let coffer: Coffer;
  test.beforeAll(async () => {
    coffer = await launchCoffer({ locale: 'en' });
  });
  test.afterAll(() => coffer.close());

  test('locking ends the process, tells the page, and a fresh locked process takes its place', async () => {
    await entered(coffer.page);
    const before = vaultProcesses(coffer);
    expect(before).toHaveLength(1);
    expect(await sessionEndedBy(coffer.page, () => call(coffer.page, 'host.lock', {}))).toBe('lock');
    expect(await reply(coffer.page, 'session.me', {})).toMatchObject({ ok: false, error: { code: 'notLoggedIn' } });
    expect(await call(coffer.page, 'session.status', {})).toMatchObject({ phase: 'locked' });
    await expect.poll(() => vaultProcesses(coffer)).toHaveLength(1);
    expect(vaultProcesses(coffer)).not.toEqual(before);
  });

  test('a suspended computer locks, and so does a vault process that dies', async () => {
    const user = await entered(coffer.page);
    const suspend = () =>
      coffer.app.evaluate(({ powerMonitor }) => (powerMonitor as unknown as NodeJS.EventEmitter).emit('suspend'));
    expect(await sessionEndedBy(coffer.page, suspend)).toBe('suspend');

    await expect.poll(() => vaultProcesses(coffer)).toHaveLength(1);
    await call(coffer.page, 'session.login', { user, password: owner.password });
    const die = () => vaultProcesses(coffer).forEach((pid) => process.kill(pid, 'SIGKILL'));
    expect(await sessionEndedBy(coffer.page, die)).toBe('crash');
    expect((await call(coffer.page, 'session.login', { user, password: owner.password })).name).toBe(owner.name);
  });

  test('a newcomer makes keys in a window and a process of their own', async () => {
    await entered(coffer.page);
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

  test('native dialogs give the page a name, never a path', async () => {
    await coffer.answerOpenDialog(null);
    expect(await call(coffer.page, 'host.pickImport', {})).toBeNull();
    await coffer.answerOpenDialog('/etc/hostname');
    const picked = await call(coffer.page, 'host.pickImport', {});
    expect(picked?.name).toBe('hostname');
    expect(JSON.stringify(picked)).not.toContain('/etc');
    await coffer.answerSaveDialog('/tmp/list.csv');
    expect((await call(coffer.page, 'host.pickSave', { suggestedName: '../../x.csv' }))?.name).toBe('list.csv');
  });
});

test('a second start finds the key in the keychain; another account of the computer needs a code', async ({
  launch,
}) => {
  const base = mkdtempSync(join(tmpdir(), 'coffer-twice-'));
  // Others may pass through, as through the folders that systems have for what all accounts share.
  chmodSync(base, 0o755);
  const [profile, machine] = [join(base, 'ann'), join(base, 'machine')];
  try {
    mkdirSync(profile);
    const first = await launch({ profile, machine, locale: 'en' });
    await call(first.page, 'host.setPlace', { place: 'machine' });
    await found(first.page);
    expect(statSync(join(machine, 'vault', 'vault.db')).mode & 0o777).toBe(0o660);
    const electron = resolveElectron();
    const display = await first.app.evaluate(() => process.env['DISPLAY'] ?? '');
    const rival = spawnSync(electron.executable, [...electron.arguments, `--coffer-profile=${profile}`], {
      env: { ...process.env, DISPLAY: display },
      timeout: 20_000,
    });
    expect(rival.status).toBe(0);
    await first.kill();

    const second = await launch({ profile, machine, locale: 'en' });
    expect(await call(second.page, 'session.status', {})).toMatchObject({
      phase: 'locked',
      people: [{ name: owner.name }],
    });
    // Nobody is led away from a vault that is there.
    expect(await reply(second.page, 'host.setPlace', { place: 'own' })).toMatchObject({
      ok: false,
      error: { code: 'notAllowed' },
    });
    await enterPassword(second.page);
    await second.page.getByRole('link', { name: en.app.people }).click();
    await second.page.getByText(en.accounts.section, { exact: true }).click();
    await second.page.getByRole('button', { name: en.accounts.letIn }).click();
    const dialog = second.page.getByRole('dialog');
    await dialog.getByLabel(en.passwords.yourPassword, { exact: true }).fill(owner.password);
    await dialog.getByRole('button', { name: en.accounts.letInAction }).click();
    const code = (await dialog.locator('code').textContent()) ?? '';
    await dialog.getByRole('button', { name: en.accounts.done }).click();
    // One more, and it is taken back before anybody used it: the first stands.
    await second.page.getByRole('button', { name: en.accounts.letIn }).click();
    await dialog.getByLabel(en.passwords.yourPassword, { exact: true }).fill(owner.password);
    await dialog.getByRole('button', { name: en.accounts.letInAction }).click();
    const unused = (await dialog.locator('code').textContent()) ?? '';
    await dialog.getByRole('button', { name: en.accounts.done }).click();
    await second.page.getByRole('button', { name: en.accounts.takeBack }).last().click();
    await second.page.getByText(en.accounts.takenBack).waitFor();

    // Both at once, as with two accounts that are logged in to the computer at the same time.
    const other = join(base, 'bob');
    mkdirSync(other);
    const third = await launch({ profile: other, machine, locale: 'en' });
    await expect(third.page.getByRole('heading')).toHaveText(en.accounts.joinTitle_linux);
    await expectAccessible(third.page);
    await third.page.getByLabel(en.accounts.joinCode).fill('not that code');
    await third.page.getByRole('button', { name: en.accounts.join }).click();
    await expect(third.page.getByText(en.errors.inviteUnreadable)).toBeVisible();
    await third.page.getByLabel(en.accounts.joinCode).fill(unused);
    await third.page.getByRole('button', { name: en.accounts.join }).click();
    await expect(third.page.getByRole('alert').filter({ hasNotText: en.errors.inviteUnreadable })).toBeVisible();
    await third.page.getByLabel(en.accounts.joinCode).fill(code);
    await third.page.getByRole('button', { name: en.accounts.join }).click();
    await enterPassword(third.page);
    await expect(third.page.getByRole('link', { name: en.app.people })).toBeVisible();
    const { id } = await call(third.page, 'customers.create', { fields: { kind: 'firm', name: '大同實業' } });
    await expect.poll(async () => (await reply(second.page, 'customers.get', { id })).ok).toBe(true);
    await call(second.page, 'notes.add', { customer: id, kind: 'note', text: 'at the first account' });

    const away = fill(en.accounts.takeAwayOf, { name: userInfo().username });
    await second.page.getByRole('button', { name: away }).click();
    await expectAccessible(second.page);
    await dialog.getByLabel(en.passwords.yourPassword, { exact: true }).fill(owner.password);
    await dialog.getByRole('button', { name: en.accounts.takeAway }).click();
    // Whoever is logged in there is out at once, and the account opens nothing any more.
    await expect(third.page.getByText(en.accounts.joinEnded)).toBeVisible();
    await third.close();
    await second.close();
  } finally {
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  }
});
