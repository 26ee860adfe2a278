import type { Page } from '@playwright/test';
import { fill, type Words } from '../support/words.ts';
import * as desk from './desk.ts';
import type { Person, Walk } from './walk.ts';
import { openPerson } from './walkLeaving.ts';

type Look = (screen: string) => Promise<void>;

/** On a manager's page: the owner leaves them all that can be left, for a week. */
export async function nameDeputy(page: Page, words: Words, name: string, password: string, look?: Look): Promise<void> {
  const { deputies } = words;
  const approve = page.getByRole('checkbox', { name: deputies.approve });
  await approve.check();
  await look?.('deputy: what is left to them');
  const section = page.getByRole('region', { name: deputies.title });
  await section.getByRole('button', { name: words.staff.cover_week }).click();
  const dialog = page.getByRole('dialog', { name: fill(deputies.askTitle, { name }) });
  await dialog.getByRole('textbox', { name: words.passwords.yourPassword }).fill(password);
  await look?.('deputy: the owner signs');
  await dialog.getByRole('button', { name: deputies.ask, exact: true }).click();
  await section.getByRole('button', { name: deputies.end, exact: true }).waitFor();
  await look?.('deputy: named');
}

/** The owner names a deputy, and ends it; between the two, what the deputy is offered. */
export async function walkDeputies(
  { coffer, words, look }: Walk,
  owner: Person,
  manager: Person,
  salesperson: string,
): Promise<void> {
  const { page } = coffer;
  const { deputies } = words;
  const at: Look = (screen) => look(page, screen);
  await desk.logIn(page, words, owner.name, owner.password);
  await openPerson(page, { words }, manager.name);
  await nameDeputy(page, words, manager.name, owner.password, at);
  await desk.lock(page, words);

  await desk.logIn(page, words, manager.name, manager.password);
  await desk.openPeople(page, words);
  await at('deputy: people');
  await page.getByRole('button', { name: words.staff.add }).click();
  await page.getByText(deputies.newcomersHint).waitFor();
  await at('deputy: add a person');
  await page.getByRole('button', { name: words.common.cancel }).click();
  await openPerson(page, { words }, salesperson);
  await page.getByRole('button', { name: words.passwords.forgotAction }).click();
  await page.getByText(deputies.forgottenHint).waitFor();
  await at('deputy: forgotten password');
  await page.getByRole('button', { name: words.common.cancel }).click();
  await desk.lock(page, words);

  // The owner is back on the manager's page.
  await desk.logIn(page, words, owner.name, owner.password);
  await page.getByRole('button', { name: deputies.end, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: fill(deputies.endTitle, { name: manager.name }) });
  await dialog.getByRole('textbox', { name: words.passwords.yourPassword }).fill(owner.password);
  await at('deputy: end it');
  await dialog.getByRole('button', { name: deputies.end, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await desk.openPeople(page, words);
  await desk.lock(page, words);
}
