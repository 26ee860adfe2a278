import {
  certify,
  choosePassword,
  fillOwner,
  invite,
  lock,
  logIn,
  openPeople,
  owner,
  salesperson as fang,
  tryLogIn,
} from './pages/desk.ts';
import {
  accept,
  answerCode,
  compare,
  enterCode,
  makeCode,
  openMasterKey,
  renewMasterKey,
  sixWordsOf,
} from './pages/invites.ts';
import { expectGood } from './support/screen.ts';
import { expect, test } from './support/test.ts';
import { fill, wordsIn } from './support/words.ts';

/** Long enough for a salesperson, and too short for a manager. */
const short = 'kq7vTz9mLp3x';

test('first run, login and people are accessible and whole in every look', async ({ launch }) => {
  const locale = 'zh-TW';
  const words = wordsIn[locale];
  const coffer = await launch({ locale, width: 1024, height: 540 });
  const { page } = coffer;
  const looksRight = () => expectGood(coffer, page, locale);

  await expect(page.getByRole('button', { name: '繁體中文' })).toBeInViewport({ ratio: 1 });
  await looksRight();
  await page.getByRole('button', { name: '繁體中文' }).click();
  await fillOwner(page, words, 'aaaa');
  await looksRight();
  await fillOwner(page, words);
  const next = page.getByRole('button', { name: words.common.next });
  await expect(next).toBeInViewport({ ratio: 1 });
  await next.click();
  const make = page.getByRole('button', { name: words.session.make });
  await expect(make).toBeInViewport({ ratio: 1 });
  await looksRight();
  await make.click();
  await page.getByRole('heading', { name: words.session.secondTitle }).waitFor();
  await looksRight();
  await page.getByRole('button', { name: words.session.secondNow }).click();
  await page.getByRole('radio', { name: words.common.role_owner }).waitFor();
  await looksRight();
  await page.keyboard.press('Escape');

  await openPeople(page, words);
  await looksRight();
  const newcomer = await invite(coffer, words, fang);
  await looksRight();
  await expectGood(coffer, newcomer, locale);
  await choosePassword(newcomer, words, short);
  await expect(page.getByRole('textbox', { name: words.staff.yourPassword })).toBeInViewport({ ratio: 1 });
  await looksRight();
  await certify(page, words, fang.name);
  await looksRight();
  await page.getByRole('link', { name: fang.name }).click();
  await page.getByRole('button', { name: words.staff.roleChange }).click();
  await looksRight();
  await page.getByRole('radio', { name: words.common.role_manager }).check();
  await page.getByRole('textbox', { name: words.passwords.yourPassword }).fill(owner.password);
  await page.getByRole('button', { name: words.staff.worksForSave, exact: true }).click();
  await page.getByText(fill(words.staff.roleDone, { name: fang.name })).waitFor();
  await page.getByRole('button', { name: words.staff.freeze }).click();
  await looksRight();
  await page.keyboard.press('Escape');
  await openPeople(page, words);

  // One of them goes the way of somebody who is not at the desk, too.
  const eve = { name: '何曉雯', password: 'thimble-walnut-ferry' };
  const code = await makeCode(page, words, eve.name);
  await looksRight();
  await page.getByRole('button', { name: words.invites.codeDone }).click();
  await lock(page, words);
  await enterCode(page, words, code);
  await looksRight();
  await answerCode(page, words, eve.name, eve.password);
  const read = await sixWordsOf(page, words);
  await looksRight();
  await page.getByRole('button', { name: words.invites.back }).click();
  await logIn(page, words, owner.name, owner.password);
  await openPeople(page, words);
  await compare(page, words);
  expect(await sixWordsOf(page, words)).toEqual(read);
  await looksRight();
  await accept(page, words, eve.name);
  await openMasterKey(page, words);
  await looksRight();
  await renewMasterKey(page, words);
  await lock(page, words);
  await logIn(page, words, eve.name, eve.password);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: words.app.keysTitle })).toBeVisible();
  await looksRight();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: words.app.paletteHint })).toBeVisible();
  await looksRight();
  await page.keyboard.press('Escape');

  await lock(page, words);
  await looksRight();
  await tryLogIn(page, words, fang.name, 'not-her-password');
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(words.errors.wrongPassword);
  await expect(page.getByRole('button', { name: words.session.logIn })).toBeInViewport({ ratio: 1 });
  await looksRight();
  // As a manager she needs a longer password than she has.
  await tryLogIn(page, words, fang.name, short);
  await page.getByRole('heading', { name: words.passwords.shortTitle }).waitFor();
  await looksRight();
  await page.getByRole('textbox', { name: words.session.currentPassword }).fill(short);
  await page.getByRole('textbox', { name: words.session.nextPassword }).fill(fang.password);
  await page.getByRole('textbox', { name: words.session.repeat }).fill(fang.password);
  await page.getByRole('button', { name: words.passwords.shortDo }).click();
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
});
