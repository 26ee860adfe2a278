import { type Page, expect } from '@playwright/test';

export interface FirstRun {
  readonly company: string;
  readonly name: string;
  readonly password: string;
}

/** Goes through the first run in English, with the defaults of the three questions. */
export async function firstRun(page: Page, { company, name, password }: FirstRun): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('textbox', { name: 'Company' }).fill(company);
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('textbox', { name: 'Your password' }).fill(password);
  await page.getByRole('textbox', { name: 'The same once more' }).fill(password);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Make the vault' }).click();
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible({ timeout: 60_000 });
}
