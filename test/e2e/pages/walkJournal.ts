import { fill } from '../support/words.ts';
import type { Walk } from './walk.ts';

/** The journal from its sides: checked, the unusual days, one person's week, what left, who has seen a customer. */
export async function walkJournal({ coffer: { page }, words, look }: Walk, asked: string): Promise<void> {
  await page.getByRole('link', { name: words.app.journal }).click();
  await page.getByRole('button', { name: words.journal.verify }).click();
  await page.getByText(words.journal.wholeTitle).waitFor();
  await look(page, 'journal');
  const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  await tab(words.journal.tabUnusual);
  await page.getByRole('heading', { name: words.journal.unusualNone }).waitFor();
  await look(page, 'unusual');
  await tab(words.journal.tabWeek);
  await page.getByLabel(words.journal.weekChoose).first().click();
  await page.getByRole('option').filter({ hasText: asked }).click();
  await page.getByRole('table', { name: words.journal.weekTable }).waitFor();
  await look(page, 'week');
  await tab(words.journal.tabLeft);
  await page.getByRole('button', { name: words.journal.monthBefore }).waitFor();
  await look(page, 'left');
  await page.getByRole('link', { name: words.app.customers }).click();
  await page.getByRole('row').nth(5).click();
  const pane = page.getByRole('complementary');
  const name = (await pane.getByRole('heading').first().innerText()).trim();
  await pane.getByRole('button', { name: fill(words.customers.actions, { name }) }).click();
  await page.getByRole('menuitem', { name: words.customers.whoSaw }).click();
  await page.getByRole('table', { name: fill(words.journal.seenTable, { name }) }).waitFor();
  await look(page, 'who-saw');
}
