import * as desk from './desk.ts';
import type { Person, Walk } from './walk.ts';

/** Somebody has dated an entry far ahead: the owner is asked about the clock, and puts the journal's date right. */
export async function walkClock({ coffer, words, look }: Walk, owner: Person): Promise<void> {
  const { page } = coffer;
  const { staff } = words;
  await desk.logIn(page, words, owner.name, owner.password);
  await desk.openPeople(page, words);
  await page.getByRole('button', { name: staff.clockLook }).click();
  const dialog = page.getByRole('dialog', { name: staff.clockTitle });
  await dialog.getByRole('textbox', { name: words.passwords.yourPassword }).fill(owner.password);
  await look(page, 'the clock');
  await dialog.getByRole('button', { name: staff.clockPut }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(staff.clockSet).waitFor();
  await page.getByRole('button', { name: staff.clockLook }).waitFor({ state: 'detached' });
  await desk.lock(page, words);
}
