import { readings } from '#shared/domain/pinyin.ts';
import { hotp, stepAt } from '../../main/vault/session/totp.ts';
import type { Page } from '@playwright/test';
import { type Walk, walkAsManager, walkAsOwner, walkAsSalesperson } from './pages/walk.ts';
import { walkDeputies } from './pages/walkDeputies.ts';
import { walkLeaving } from './pages/walkLeaving.ts';
import { walkPasswords } from './pages/walkPasswords.ts';
import { walkClock } from './pages/walkClock.ts';
import { walkTerms } from './pages/walkTerms.ts';
import * as desk from './pages/desk.ts';
import { sampleOffice, type SampleOffice } from './support/office.ts';
import type { Coffer, LaunchOptions } from './support/launchCoffer.ts';
import { expectAccessible, expectGood } from './support/screen.ts';
import { tamper } from './support/tampered.ts';
import { expect, test } from './support/test.ts';
import { fill, wordsIn, type TestLocale } from './support/words.ts';

let office: SampleOffice;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  office = await sampleOffice();
});
test.afterAll(() => office.remove());

/** A walk through screens, each of which is tried in every look. */
async function walkIn(
  locale: TestLocale,
  launch: (options: LaunchOptions) => Promise<Coffer>,
  profile = office.copy(),
): Promise<Walk> {
  const coffer = await launch({ profile, locale, width: 1024, height: 540 });
  const look = (page: Page, screen: string) => test.step(screen, () => expectGood(coffer, page, locale));
  return { coffer, locale, words: wordsIn[locale], look };
}

test('every screen of daily work is accessible and whole in every look', async ({ launch }) => {
  test.setTimeout(300_000);
  const walk = await walkIn('zh-CN', launch);
  await walkAsSalesperson(walk, office.person('salesperson'), office.person('manager'));
  await desk.lock(walk.coffer.page, walk.words);
  await walkAsManager(walk, office.person('manager'));
  await desk.lock(walk.coffer.page, walk.words);
  await walkAsOwner(walk, office.person('owner'), office.person('salesperson').name);
});

test('every screen about people and their keys is accessible and whole in every look', async ({ launch }) => {
  test.setTimeout(300_000);
  const profile = office.copy();
  tamper(office, profile, 'date');
  const walk = await walkIn('en', launch, profile);
  const [owner, manager, salesperson] = [
    office.person('owner'),
    office.person('manager'),
    office.person('salesperson'),
  ];
  await walkClock(walk, owner);
  await walkDeputies(walk, owner, manager, salesperson.name);
  await desk.logIn(walk.coffer.page, walk.words, owner.name, owner.password);
  // That walk ends on the login screen.
  await walkTerms(walk, salesperson);
  await walkPasswords(walk, salesperson, owner);
  await desk.lock(walk.coffer.page, walk.words);
  await walkLeaving(walk, owner, salesperson.name, manager);
});

test('service writes notes on every customer, sees no way to reach them, and makes none', async ({ launch }) => {
  const words = wordsIn.en;
  const { page } = await launch({ profile: office.copy(), locale: 'en' });
  const { name, password } = office.person('service');
  await desk.logIn(page, words, name, password);
  await page.getByRole('row').nth(5).click();
  const pane = page.getByRole('complementary');
  const note = pane.getByRole('textbox', { name: words.customers.writeNote });
  await note.fill('換貨已經寄出');
  await note.press('Control+Enter');
  await expect(pane.getByRole('listitem').filter({ hasText: '換貨已經寄出' })).toBeVisible();
  await expect(pane.getByRole('heading', { name: words.customers.contactSection })).toBeHidden();
  await expect(pane.getByRole('button', { name: words.customers.openFull })).toBeVisible();
  await expect(page.getByRole('button', { name: words.customers.newCustomer })).toBeHidden();
  await expectAccessible(page);
});

test('two people share a computer: by keys alone each is back where they were, with the half-written note', async ({
  launch,
}) => {
  const words = wordsIn['zh-TW'];
  const { page } = await launch({ profile: office.copy(), locale: 'zh-TW' });
  const [salesperson, manager] = [office.person('salesperson'), office.person('manager')];
  await desk.logIn(page, words, salesperson.name, salesperson.password);
  await page.getByRole('columnheader').getByRole('button', { name: words.customers.colName }).click();
  const search = page.getByRole('textbox', { name: words.customers.searchLabel });
  await search.fill('公司');
  const pane = page.getByRole('complementary');
  // The list may still be turning into what was found: then the click meets a row that goes.
  await expect(async () => {
    await page.getByRole('row').nth(3).click();
    await pane.getByRole('heading').first().waitFor({ timeout: 1_000 });
  }).toPass();
  const firm = await pane.getByRole('heading').first().innerText();
  const note = pane.getByRole('textbox', { name: words.customers.writeNote });
  await note.fill('下週三帶樣品過去，先問');
  await page.keyboard.press('Control+l');

  // The keyboard is on whoever was here last; letters find a colleague, Enter goes on to the password.
  const face = (name: string) => page.getByRole('radio', { name });
  await expect(face(salesperson.name)).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await expect(face(salesperson.name)).not.toBeChecked();
  await page.keyboard.type(readings(manager.name)[0]?.join('') ?? '');
  await expect(face(manager.name)).toBeChecked();
  await page.keyboard.press('Enter');
  await page.keyboard.type(manager.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
  await expect(page.getByRole('textbox', { name: words.customers.searchLabel })).toHaveValue('');
  await page.keyboard.press('Control+l');

  await expect(face(manager.name)).toBeFocused();
  await page.keyboard.press('Enter');
  // In the password up and down go to the next face, and the typing stays where it is.
  while (!(await face(salesperson.name).isChecked())) await page.keyboard.press('ArrowDown');
  await page.keyboard.type(salesperson.password);
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('heading').first()).toHaveText(firm);
  await expect(note).toHaveValue('下週三帶樣品過去，先問');
  await expect(search).toHaveValue('公司');
  await expect(page.getByRole('status').filter({ hasText: words.session.lastVisitMore })).toBeVisible();
  await expectAccessible(page);

  // A second factor, and a PIN for the short way back.
  const own = page.getByRole('dialog', { name: words.logins.ownTitle });
  await page.getByRole('button', { name: salesperson.name }).click();
  await page.getByRole('menuitem', { name: words.app.ownLogin }).click();
  await own.getByRole('button', { name: words.logins.factorSetUp }).click();
  const secret = fromBase32(await own.locator('.factor-secret').innerText());
  const step = stepAt(Date.now());
  await own.getByRole('textbox', { name: words.logins.code }).fill(hotp(secret, step));
  await own.getByRole('textbox', { name: words.common.password }).first().fill(salesperson.password);
  await own.getByRole('button', { name: words.logins.factorConfirm }).click();
  await expect(own.getByRole('listitem')).toHaveCount(10);
  const [recovery = ''] = await own.getByRole('listitem').allInnerTexts();
  await expectAccessible(page);
  await own.getByRole('button', { name: words.logins.codesWritten }).click();
  await own.getByLabel(words.logins.pinNew).fill('482913');
  await own.getByRole('textbox', { name: words.common.password }).fill(salesperson.password);
  await own.getByRole('button', { name: words.logins.pinSet }).click();
  await own.getByRole('button', { name: words.logins.pinEnd }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+l');

  await face(salesperson.name).click();
  await page.getByRole('textbox', { name: words.logins.pinField }).fill('482913');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('heading').first()).toHaveText(firm);
  await page.keyboard.press('Control+l');

  await face(salesperson.name).click();
  await page.getByRole('button', { name: words.logins.withPassword }).click();
  await page.keyboard.type(salesperson.password);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: words.logins.code }).fill(hotp(secret, step + 1));
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('heading').first()).toHaveText(firm);
  await page.keyboard.press('Control+l');

  // Both are ended again: whoever came back by PIN has given no code and is asked for one; a recovery code does.
  await face(salesperson.name).click();
  await page.getByRole('textbox', { name: words.logins.pinField }).fill('482913');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: salesperson.name }).click();
  await page.getByRole('menuitem', { name: words.app.ownLogin }).click();
  await own.getByRole('button', { name: words.logins.pinEnd }).click();
  await own.getByLabel(words.logins.pinNew).waitFor();
  await own.getByRole('button', { name: words.logins.factorEnd }).click();
  await own.getByRole('textbox', { name: words.common.password }).first().fill(salesperson.password);
  await page.keyboard.press('Enter');
  const asked = page.getByRole('dialog', { name: words.logins.askTitle });
  await asked.getByRole('textbox', { name: words.logins.code }).fill(recovery);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await own.getByRole('button', { name: words.logins.factorSetUp }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+l');
  await face(salesperson.name).click();
  await page.keyboard.type(salesperson.password);
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('heading').first()).toHaveText(firm);

  // Set up once more, the telephone is lost: the owner switches it off, and the person is told.
  await page.getByRole('button', { name: salesperson.name }).click();
  await page.getByRole('menuitem', { name: words.app.ownLogin }).click();
  await own.getByRole('button', { name: words.logins.factorSetUp }).click();
  const another = fromBase32(await own.locator('.factor-secret').innerText());
  await own.getByRole('textbox', { name: words.logins.code }).fill(hotp(another, stepAt(Date.now())));
  await own.getByRole('textbox', { name: words.common.password }).first().fill(salesperson.password);
  await own.getByRole('button', { name: words.logins.factorConfirm }).click();
  await own.getByRole('button', { name: words.logins.codesWritten }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+l');
  const owner = office.person('owner');
  await desk.logIn(page, words, owner.name, owner.password);
  await page.getByRole('link', { name: words.app.logins }).click();
  await page.getByRole('button', { name: fill(words.logins.factorEndFor, { name: salesperson.name }) }).click();
  await page.getByRole('textbox', { name: words.logins.yourPassword }).fill(owner.password);
  await page.keyboard.press('Enter');
  await page.getByText(words.logins.factorIsOff).waitFor();
  await desk.lock(page, words);
  await desk.logIn(page, words, salesperson.name, salesperson.password);
  const told = fill(words.logins.factorOffTold, { name: salesperson.name });
  await expect(page.getByRole('status').filter({ hasText: told })).toBeVisible();
});

/** The bytes of a key as an authenticator app is told it. */
function fromBase32(text: string): Buffer {
  const bits = [...text.replace(/\s/g, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
