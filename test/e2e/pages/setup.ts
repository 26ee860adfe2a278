import type { Page } from '@playwright/test';
import type { Words } from '../support/words.ts';

export const owner = { company: '大同文具行有限公司', name: '林淑芬', password: 'kettle-orchard-violin' } as const;

/** First run, step two: company, name, password. */
export async function fillOwner(page: Page, words: Words, { company, name, password } = owner): Promise<void> {
  await page.getByRole('textbox', { name: words.session.company }).fill(company);
  await page.getByRole('textbox', { name: words.session.yourName }).fill(name);
  await page.getByRole('textbox', { name: words.session.newPassword }).fill(password);
  await page.getByRole('textbox', { name: words.session.repeat }).fill(password);
}

/** First run from the first screen to the shell. */
export async function setUp(page: Page, words: Words, language: string): Promise<void> {
  await page.getByRole('button', { name: language }).click();
  await fillOwner(page, words);
  await page.getByRole('button', { name: words.common.next }).click();
  await page.getByRole('button', { name: words.session.make }).click();
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
}
