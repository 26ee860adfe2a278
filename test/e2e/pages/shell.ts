import { type Page, expect } from '@playwright/test';

/** Opens a page from the rail. */
export async function goTo(page: Page, name: 'Customers' | 'Requests' | 'People' | 'Import' | 'Journal'): Promise<void> {
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Locks by the button in the rail and waits for the lock screen. */
export async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeHidden({ timeout: 15_000 });
}

/** Logs somebody in at the lock screen of a window. */
export async function logIn(page: Page, name: string, password: string): Promise<void> {
  await choosePerson(page, name);
  await page.getByRole('textbox', { name: /password/i }).fill(password);
  await page.keyboard.press('Enter');
}

/** Whoever was here last is chosen already, and then only the password is asked for. */
async function choosePerson(page: Page, name: string): Promise<void> {
  const choice = page.getByRole('radio', { name }).or(page.getByRole('button', { name, exact: true }));
  const chosen = page.getByRole('heading', { name });
  await expect(choice.or(chosen).first()).toBeVisible({ timeout: 30_000 });
  if (await choice.first().isVisible()) await choice.first().click();
}

/** Logs in and waits for the main window's rail. */
export async function enter(page: Page, name: string, password: string): Promise<void> {
  await logIn(page, name, password);
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible({ timeout: 60_000 });
}
