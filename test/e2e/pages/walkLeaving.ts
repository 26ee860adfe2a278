import { expect, type Locator, type Page } from '@playwright/test';
import { fill } from '../support/words.ts';
import { lock, logIn, openPeople, tryLogIn } from './desk.ts';
import type { Person, Walk } from './walk.ts';

/** Opens the page of somebody in the list of people. */
export async function openPerson(page: Page, { words }: Pick<Walk, 'words'>, name: string): Promise<void> {
  await openPeople(page, words);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** The owner shuts somebody out for good, and the customers go to whom the dialog offers under `to`; `null`: there are none. */
export async function shutOut(
  page: Page,
  { words }: Pick<Walk, 'words'>,
  name: string,
  to: string | null,
  password: string,
  look: (screen: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { leaving } = words;
  await page.getByRole('button', { name: leaving.action }).click();
  const dialog = page.getByRole('dialog', { name: fill(leaving.title, { name }) });
  await dialog.getByRole('heading', { name: leaving.cannotTitle }).waitFor();
  await look('leaving');
  if (to !== null) {
    await receiver(dialog, words.common.choosePerson).click();
    await page.getByRole('option', { name: to }).click();
  }
  await dialog.getByRole('textbox', { name: leaving.password }).fill(password);
  await dialog.getByRole('button', { name: fill(leaving.confirm, { name }) }).click();
  await dialog.waitFor({ state: 'hidden', timeout: 120_000 });
  await page.getByRole('heading', { name: fill(leaving.doneTitle, { name }) }).waitFor();
  await expect(page.getByText(leaving.doneDatabase)).toBeVisible();
  await look('left');
}

function receiver(dialog: Locator, label: string): Locator {
  return dialog.getByRole('combobox', { name: label }).or(dialog.getByRole('textbox', { name: label }));
}

/** What an owner sees of somebody who leaves: before, while, and afterwards on their page. */
export async function walkLeaving(walk: Walk, owner: Person, name: string, manager: Person): Promise<void> {
  const { coffer, words, look } = walk;
  const { page } = coffer;
  await tryLogIn(page, words, manager.name, manager.password);
  // The terms that the owner has set meanwhile.
  await page.getByRole('checkbox', { name: words.terms.read }).check();
  await page.getByRole('button', { name: words.terms.sign, exact: true }).click();
  await openPerson(page, walk, name);
  await page.getByRole('button', { name: words.staff.freeze }).click();
  await page.getByRole('menuitem', { name: words.staff.freeze_leaving }).click();
  await page.getByText(fill(words.staff.frozenNow, { name })).waitFor();
  await lock(page, words);
  await logIn(page, words, owner.name, owner.password);
  const stopped = page.getByRole('dialog', { name: fill(words.staff.stoppedTitle, { name }) });
  await stopped.waitFor();
  await look(page, 'somebody was stopped');
  await stopped.getByRole('button', { name: words.staff.thaw }).click();
  await look(page, 'let in again?');
  await page.getByRole('dialog').getByRole('button', { name: words.common.cancel }).click();
  await stopped.getByRole('button', { name: words.staff.stoppedLater }).click();
  await openPerson(page, walk, name);
  await look(page, 'person');
  await shutOut(page, walk, name, words.common.pool, owner.password, (screen) => look(page, screen));
}
