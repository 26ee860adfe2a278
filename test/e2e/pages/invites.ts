import type { Page } from '@playwright/test';
import { expect } from '../support/test.ts';
import { fill, type Words } from '../support/words.ts';
import { owner } from './desk.ts';

// Somebody who is not at the desk: a code, a password of their own, six words.

/** On the people page: makes a code for somebody and answers it; the dialog is still open. */
export async function makeCode(page: Page, words: Words, name: string): Promise<string> {
  await page.getByRole('button', { name: words.staff.add }).click();
  await page.getByRole('textbox', { name: words.staff.whoName }).fill(name);
  await page.getByRole('button', { name: words.invites.notHere }).click();
  const dialog = page.getByRole('dialog', { name: fill(words.invites.codeTitle, { name }) });
  return dialog.locator('code').innerText();
}

/** On the lock screen: the code. */
export async function enterCode(page: Page, words: Words, code: string): Promise<void> {
  await page.getByRole('button', { name: words.invites.haveInvitation }).click();
  await page.getByRole('textbox', { name: words.invites.enterCode }).fill(code);
  await page.getByRole('button', { name: words.invites.next }).click();
}

/** Sets the password that the code asks for. */
export async function answerCode(page: Page, words: Words, name: string, password: string): Promise<void> {
  await page.getByRole('heading', { name: fill(words.invites.hello, { name }) }).waitFor();
  await page.getByRole('textbox', { name: words.invites.newPassword }).fill(password);
  await page.getByRole('textbox', { name: words.session.repeat }).fill(password);
  await page.getByRole('button', { name: words.invites.setPassword }).click();
  await page.getByRole('heading', { name: words.invites.waitTitle }).waitFor();
}

/** The six words on screen. */
export function sixWordsOf(page: Page, words: Words): Promise<string[]> {
  return page.getByRole('list', { name: words.invites.sixWords }).getByRole('listitem').allInnerTexts();
}

/** On the people page: opens the comparing of words. */
export async function compare(page: Page, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.invites.compare }).click();
  await page.getByRole('list', { name: words.invites.sixWords }).waitFor();
}

/** The words are the same: the owner signs, and the person is in the list. */
export async function accept(page: Page, words: Words, name: string): Promise<void> {
  await page.getByRole('checkbox', { name: fill(words.invites.acceptSame, { name }) }).check();
  await page.getByRole('textbox', { name: words.staff.yourPassword }).fill(owner.password);
  await page.getByRole('button', { name: fill(words.invites.acceptAction, { name }) }).click();
  await page.getByRole('row', { name }).waitFor();
}

/** On the people page: opens what a new master key means. */
export async function openMasterKey(page: Page, words: Words): Promise<void> {
  await page.getByText(words.invites.masterTitle, { exact: true }).click();
  await page.getByRole('button', { name: words.invites.masterRenew }).click();
  await page.getByRole('dialog', { name: words.invites.masterDialog }).waitFor();
}

export async function renewMasterKey(page: Page, words: Words): Promise<void> {
  const dialog = page.getByRole('dialog', { name: words.invites.masterDialog });
  await dialog.getByRole('textbox', { name: words.staff.yourPassword }).fill(owner.password);
  await dialog.getByRole('button', { name: words.invites.masterRenew }).click();
  await expect(page.getByText(words.invites.masterDone)).toBeVisible();
}
