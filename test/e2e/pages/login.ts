import type { Page } from '@playwright/test';
import type { Words } from '../support/words.ts';

/** On the locked screen: chooses a person and types a password; does not wait for what follows. */
export async function tryLogIn(page: Page, words: Words, name: string, password: string): Promise<void> {
  await page.getByRole('radio', { name }).click();
  await page.getByRole('textbox', { name: words.common.password }).fill(password);
  await page.getByRole('button', { name: words.session.logIn }).click();
}

/** Logs in and waits for the shell. */
export async function logIn(page: Page, words: Words, name: string, password: string): Promise<void> {
  await tryLogIn(page, words, name, password);
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
}

/** Locks by the button and waits for the locked screen. */
export async function lock(page: Page, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.app.lock, exact: true }).click();
  await page.getByRole('heading', { name: words.session.whoAreYou }).waitFor();
}
