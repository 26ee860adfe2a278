import type { Person, Walk } from './walk.ts';
import * as desk from './desk.ts';
import { expect } from '../support/test.ts';
import { fill } from '../support/words.ts';

/**
 * A slip is made and used, then the password is set anew at the owner's desk and the person asked whether it was them. Ends
 * with that person logged in.
 */
export async function walkPasswords({ coffer, words, look }: Walk, person: Person, owner: Person): Promise<void> {
  const { page } = coffer;
  const { passwords } = words;
  const next = 'saffron-bucket-meadow';
  const set = 'lantern-orchid-harbour';
  await desk.logIn(page, words, person.name, person.password);
  await page.getByRole('button', { name: person.name }).click();
  await page.getByRole('menuitem', { name: words.app.changePassword }).click();
  await page.getByRole('radio', { name: passwords.knownYes }).check();
  await look(page, 'password: somebody may know it');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: person.name }).click();
  await page.getByRole('menuitem', { name: passwords.ownSlip }).click();
  await look(page, 'recovery slip: none yet');
  await page.getByRole('button', { name: passwords.ownSlipMake }).click();
  await page.getByRole('textbox', { name: passwords.yourPassword }).fill(person.password);
  await look(page, 'recovery slip: password');
  await page.getByRole('button', { name: passwords.ownSlipMake }).click();
  const code = page.locator('.slip-code');
  await code.waitFor();
  await look(page, 'recovery slip: the sheet');
  const groups = await code.locator('span').allTextContents();
  await page.getByRole('button', { name: passwords.sheetKept }).click();
  await desk.lock(page, words);

  await page.getByRole('radio', { name: person.name }).click();
  await page.getByRole('button', { name: passwords.forgot }).click();
  await page.getByRole('textbox', { name: passwords.slipCode }).fill(groups.join(' ').toLowerCase());
  await page.getByRole('textbox', { name: words.session.nextPassword }).fill(next);
  await page.getByRole('textbox', { name: words.session.repeat }).fill(next);
  await look(page, 'login by recovery slip');
  await page.getByRole('button', { name: passwords.slipUse }).click();
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
  await desk.lock(page, words);

  await desk.logIn(page, words, owner.name, owner.password);
  await desk.openPeople(page, words);
  await page.getByRole('link', { name: person.name }).click();
  await page.getByRole('button', { name: passwords.forgotAction }).click();
  await look(page, 'forgotten password: what will happen');
  const open = page.getByRole('button', { name: fill(passwords.forgotOpen, { name: person.name }) });
  const theirs = await coffer.windowOpenedBy(() => open.click());
  await theirs.getByRole('heading', { name: fill(words.session.hello, { name: person.name }) }).waitFor();
  await look(theirs, 'forgotten password: their own window');
  await look(page, 'forgotten password: waiting');
  await desk.choosePassword(theirs, words, set);
  await page.getByRole('textbox', { name: passwords.yourPassword }).fill(owner.password);
  await look(page, 'forgotten password: the owner signs');
  await page.getByRole('button', { name: fill(passwords.forgotDo, { name: person.name }) }).click();
  await page.getByText(fill(passwords.resetLineOpen, { name: person.name })).waitFor();
  await look(page, 'person: new password not confirmed');
  await desk.openPeople(page, words);
  await desk.lock(page, words);

  await desk.tryLogIn(page, words, person.name, set);
  await page.getByRole('heading', { name: passwords.resetTitle }).waitFor();
  await look(page, 'was that you');
  await page.getByRole('button', { name: passwords.resetYes }).click();
  await page.getByRole('textbox', { name: passwords.resetCurrent }).fill(set);
  await page.getByRole('textbox', { name: words.session.nextPassword }).fill(person.password);
  await page.getByRole('textbox', { name: words.session.repeat }).fill(person.password);
  await look(page, 'a password of one’s own');
  await page.getByRole('button', { name: passwords.resetSay }).click();
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
  await expect(page.getByRole('heading', { name: passwords.resetTitle })).toHaveCount(0);
}
