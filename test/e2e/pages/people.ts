import { expect } from '@playwright/test';
import type { Coffer } from '../support/launchCoffer.ts';
import { goTo } from './shell.ts';

export interface NewPerson {
  readonly name: string;
  readonly role: 'Salesperson' | 'Manager' | 'Service' | 'Auditor';
  readonly password: string;
  readonly worksFor?: string;
}

/** Adds a person at the desk: the newcomer types in a window of their own, the owner signs. */
export async function addPerson(coffer: Coffer, ownerPassword: string, person: NewPerson): Promise<void> {
  const { page } = coffer;
  await goTo(page, 'People');
  await page.getByRole('button', { name: 'Add a person' }).first().click();
  await page.getByRole('textbox', { name: 'Their name' }).fill(person.name);
  await page.getByRole('radio', { name: person.role }).check();
  if (person.worksFor !== undefined) {
    await page.getByRole('combobox', { name: 'Works for' }).click();
    await page.getByRole('option', { name: person.worksFor }).click();
  }
  const window = await coffer.windowOpenedBy(() =>
    page.getByRole('button', { name: `Hand over to ${person.name}` }).click(),
  );
  const passwords = window.getByRole('textbox');
  await expect(passwords.first()).toBeVisible();
  for (const field of await passwords.all()) await field.fill(person.password);
  await window.locator('button[type=submit]').click();
  await page.getByRole('textbox', { name: 'Your password' }).fill(ownerPassword);
  await page.getByRole('button', { name: `Confirm ${person.name}` }).click();
  await expect(page.getByRole('rowheader', { name: person.name })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
}
