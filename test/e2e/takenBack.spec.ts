import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { invite, lock, logIn, openPeople } from './pages/desk.ts';
import { enterCode, makeCode } from './pages/invites.ts';
import { openPerson } from './pages/walkLeaving.ts';
import { sampleOffice, type SampleOffice } from './support/office.ts';
import { expectAccessible } from './support/screen.ts';
import { expect, test } from './support/test.ts';
import { fill, wordsIn } from './support/words.ts';
import { root } from '../../scripts/lib/paths.ts';

// What was begun about people and keys and is not to be after all; and the journal, taken out of the house to be checked.

const words = wordsIn.en;
let office: SampleOffice;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  office = await sampleOffice();
});
test.afterAll(() => office.remove());

test('an invitation, a new password at the desk and a recovery slip are taken back; a saved journal is checked by its key alone', async ({
  launch,
}) => {
  const coffer = await launch({ profile: office.copy(), locale: 'en' });
  const { page } = coffer;
  const [owner, fang] = [office.person('owner'), office.person('salesperson')];
  await logIn(page, words, owner.name, owner.password);
  await openPeople(page, words);

  await test.step('the owner says that there is to be no second one', async () => {
    await page.getByRole('button', { name: words.staff.oneOwnerKeep }).click();
    await expect(page.getByText(words.staff.due_onlyOwner)).toHaveCount(0);
  });

  await test.step('an invitation', async () => {
    const code = await makeCode(page, words, 'Hsu Ling');
    await page.getByRole('button', { name: words.invites.codeDone }).click();
    await page.getByText(/^Hsu Ling · /).waitFor();
    await page.getByRole('button', { name: words.invites.takeBack }).click();
    await page.getByText(words.invites.takenBack).waitFor();
    await expect(page.getByText(/^Hsu Ling · /)).toHaveCount(0);
    await lock(page, words);
    await enterCode(page, words, code);
    await expect(page.getByRole('alert')).toHaveText(words.errors.inviteUnknown);
    await expectAccessible(page);
    await page.getByRole('button', { name: words.common.back }).click();
  });

  await test.step('somebody at the desk: their window goes with the dialog', async () => {
    await logIn(page, words, owner.name, owner.password);
    await openPeople(page, words);
    const theirs = await invite(coffer, words, { name: 'Hsu Ling', role: 'service', password: '' });
    const closed = theirs.waitForEvent('close');
    await page.keyboard.press('Escape');
    await closed;
    await expect(page.getByRole('row', { name: 'Hsu Ling' })).toHaveCount(0);
  });

  await test.step('a new password at the desk', async () => {
    await openPerson(page, { words }, fang.name);
    await page.getByRole('button', { name: words.passwords.forgotAction }).click();
    const open = page.getByRole('button', { name: fill(words.passwords.forgotOpen, { name: fang.name }) });
    const theirs = await coffer.windowOpenedBy(() => open.click());
    await theirs.getByRole('heading', { name: fill(words.session.hello, { name: fang.name }) }).waitFor();
    const closed = theirs.waitForEvent('close');
    await page.keyboard.press('Escape');
    await closed;
    await expect(page.getByText(fill(words.passwords.resetLineOpen, { name: fang.name }))).toHaveCount(0);
  });

  await test.step('the journal as a file', async () => {
    const file = join(coffer.profile, 'journal-of-the-office');
    await coffer.answerSaveDialog(file);
    await page.getByRole('link', { name: words.app.journal }).click();
    await page.getByRole('button', { name: words.journal.saveFile }).click();
    const told = page.getByRole('status').filter({ hasText: words.journal.savedFileHint });
    const key = await told.locator('code').innerText();
    await expectAccessible(page);
    const check = (by: string) => {
      const args = ['scripts/coffer.ts', 'journal', 'verify', '--file', file, '--root', by];
      return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    };
    const checked = check(key);
    expect(checked.stdout).toMatch(/^Whole: \d+ entries\./);
    expect(checked.status).toBe(0);
    const another = key.replace(/[0-9a-f]$/, (last) => (last === '0' ? '1' : '0'));
    expect(check(another).status).not.toBe(0);
    await lock(page, words);
  });

  await test.step('a recovery slip', async () => {
    await logIn(page, words, fang.name, fang.password);
    const open = async () => {
      await page.getByRole('button', { name: fang.name }).click();
      await page.getByRole('menuitem', { name: words.passwords.ownSlip }).click();
    };
    await open();
    await page.getByRole('button', { name: words.passwords.ownSlipMake }).click();
    await page.getByRole('textbox', { name: words.passwords.yourPassword }).fill(fang.password);
    await page.getByRole('button', { name: words.passwords.ownSlipMake }).click();
    await page.locator('.slip-code').waitFor();
    const groups = await page.locator('.slip-code').locator('span').allTextContents();
    await page.getByRole('button', { name: words.passwords.sheetKept }).click();
    await open();
    await page.getByRole('button', { name: words.passwords.ownSlipLost }).click();
    await page.getByText(words.passwords.ownSlipLostDone).waitFor();
    await page.keyboard.press('Escape');
    await lock(page, words);
    await page.getByRole('radio', { name: fang.name }).click();
    await page.getByRole('button', { name: words.passwords.forgot }).click();
    await page.getByRole('textbox', { name: words.passwords.slipCode }).fill(groups.join(' '));
    for (const field of [words.session.nextPassword, words.session.repeat])
      await page.getByRole('textbox', { name: field }).fill('saffron-bucket-meadow');
    await page.getByRole('button', { name: words.passwords.slipUse }).click();
    await expect(page.getByRole('alert')).toHaveText(words.errors.slipWrong);
  });

  await test.step('the program itself, while a newcomer’s window stands open', async () => {
    await page.getByRole('button', { name: words.common.back }).click();
    await logIn(page, words, owner.name, owner.password);
    await openPeople(page, words);
    await invite(coffer, words, { name: 'Hsu Ling', role: 'service', password: '' });
    const { app } = coffer;
    const ended = new Promise((resolve) => app.process().once('exit', () => resolve('ended')));
    void app.close().catch(() => undefined);
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20_000, 'hangs'))])).toBe('ended');
  });
});
