import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as desk from './pages/desk.ts';
import { sampleOffice, type SampleOffice } from './support/office.ts';
import { expectAccessible, expectWhole } from './support/screen.ts';
import { tamper } from './support/tampered.ts';
import { expect, test } from './support/test.ts';
import { wordsIn } from './support/words.ts';

let office: SampleOffice;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  office = await sampleOffice();
});
test.afterAll(() => office.remove());

test('an alarm: read-only for everybody, looked into and ended by the owner, told to everybody once', async ({
  launch,
}) => {
  test.setTimeout(180_000);
  const profile = office.copy();
  tamper(office, profile, 'alarm');
  const words = wordsIn.en;
  const { page } = await launch({ profile, locale: 'en' });
  const [owner, salesperson] = [office.person('owner'), office.person('salesperson')];
  await desk.logIn(page, words, salesperson.name, salesperson.password);
  await expect(page.getByText(words.app.quarantineTitle)).toBeVisible();
  await expect(page.getByRole('button', { name: words.alarm.look })).toBeHidden();
  await desk.lock(page, words);

  await desk.logIn(page, words, owner.name, owner.password);
  await page.getByRole('button', { name: words.alarm.look }).click();
  const dialog = page.getByRole('dialog', { name: words.alarm.title });
  await expect(dialog.getByText('it is not signed by whom it names')).toBeVisible();
  await expect(dialog.getByText(words.alarm.reason_changed)).toBeVisible();
  await expectAccessible(page);
  await expectWhole(page);
  await page.screenshot({ path: test.info().outputPath('alarm.png') });
  await dialog.getByLabel(words.alarm.password).fill(owner.password);
  await dialog.getByRole('button', { name: words.alarm.end }).click();
  await expect(dialog.getByText(words.alarm.endedTitle)).toBeVisible({ timeout: 20_000 });
  await dialog.getByRole('button', { name: words.alarm.lockNow }).click();

  await desk.logIn(page, words, owner.name, owner.password);
  await expect(page.getByText(words.app.quarantineTitle)).toBeHidden();
  await page.getByRole('link', { name: words.app.journal }).click();
  await page.getByRole('button', { name: words.journal.verify }).click();
  await expect(page.getByRole('list', { name: words.alarm.endedAlarms }).getByRole('listitem')).toHaveCount(1, {
    timeout: 20_000,
  });
  await expect(page.getByText(words.journal.wholeTitle)).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('checked.png') });
  await desk.lock(page, words);

  await desk.logIn(page, words, salesperson.name, salesperson.password);
  const told = page.getByRole('dialog', { name: words.alarm.toldTitle });
  await expect(told).toContainText(owner.name);
  await page.screenshot({ path: test.info().outputPath('told.png') });
  await told.getByRole('button', { name: words.alarm.understood }).click();
  await expect(told).toBeHidden();
  await expect(page.getByText(words.app.quarantineTitle)).toBeHidden();
  await desk.lock(page, words);

  // A disk's mistake in the key file: the one before it is offered, with what that means.
  const header = join(profile, 'vault/vault.cvh');
  writeFileSync(header, readFileSync(header).fill(0, 200, 260));
  await desk.tryLogIn(page, words, owner.name, owner.password);
  const former = page.getByRole('button', { name: words.session.previousUse });
  await former.waitFor();
  await expectAccessible(page);
  await expectWhole(page);
  await page.screenshot({ path: test.info().outputPath('key-file.png') });
  await former.click();
  await page.getByRole('heading', { name: words.session.whoAreYou }).waitFor();
  const yesterday = readFileSync(join(profile, 'vault/vault.db'));
  await desk.logIn(page, words, owner.name, owner.password);
  await desk.lock(page, words);

  // The database of before that login is put back: a colleague, who knew nothing of it, is told by the owner's slot.
  writeFileSync(join(profile, 'vault/vault.db'), yesterday);
  await desk.logIn(page, words, salesperson.name, salesperson.password);
  await expect(page.getByText(words.app.quarantine_journalTruncated)).toBeVisible();
  await expect(page.getByText(`${owner.name} has signed for having seen entry`)).toContainText(
    /\d+ ([0-9a-f]{4} ){7}[0-9a-f]{4}/,
  );
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('missed.png') });
});

test('the end of the journal cut off: whoever had seen it is told at login, with the code of what is missing', async ({
  launch,
}) => {
  const profile = office.copy();
  tamper(office, profile, 'cut');
  const words = wordsIn.en;
  const { page } = await launch({ profile, locale: 'en' });
  const owner = office.person('owner');
  await desk.logIn(page, words, owner.name, owner.password);
  await expect(page.getByText(words.app.quarantineTitle)).toBeVisible();
  await expect(page.getByText('The end of the journal is missing')).toBeVisible();
  // Three are gone, of which somebody had signed for the last one.
  const told = await page
    .getByText(/has signed for having seen entry \d+ of .* Its code: \d+( [0-9a-f]{4}){8}$/)
    .innerText();
  const last = Number(/entry (\d+) of/.exec(told)?.[1]);
  await page.getByRole('button', { name: words.alarm.look }).click();
  const dialog = page.getByRole('dialog', { name: words.alarm.title });
  await expect(dialog.getByText(`Entries ${last - 2} to ${last} were there before and are gone.`)).toBeVisible();
  await expectAccessible(page);
});
