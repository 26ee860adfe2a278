import { join } from 'node:path';
import { expect } from '@playwright/test';
import { fill } from '../support/words.ts';
import type { Walk } from './walk.ts';

/** The journal from its sides: checked, the unusual days, one person's week, what left, who has seen a customer. */
export async function walkJournal(walk: Walk, asked: string): Promise<void> {
  const { words, look } = walk;
  const { page } = walk.coffer;
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
  await walkCheckpoints(walk);
  await page.getByRole('link', { name: words.app.customers }).click();
  await page.getByRole('row').nth(5).click();
  const pane = page.getByRole('complementary');
  const name = (await pane.getByRole('heading').first().innerText()).trim();
  await pane.getByRole('button', { name: fill(words.customers.actions, { name }) }).click();
  await page.getByRole('menuitem', { name: words.customers.whoSaw }).click();
  await page.getByRole('table', { name: fill(words.journal.seenTable, { name }) }).waitFor();
  await look(page, 'who-saw');
}

/** Where the journal ends: made for paper and as a file, printed, held against the journal by keys alone and by the file. */
async function walkCheckpoints({ coffer, words: { checkpoints, common }, look }: Walk): Promise<void> {
  const { page } = coffer;
  await page.getByRole('tab', { name: checkpoints.tab, exact: true }).click();
  await page.getByRole('heading', { name: checkpoints.noneTitle }).waitFor();
  await look(page, 'checkpoints: none');
  await page.getByRole('button', { name: checkpoints.onPaper }).click();
  const dialog = page.getByRole('dialog', { name: checkpoints.sheetTitle });
  const code = (await dialog.locator('code').innerText()).trim().split(/\s+/);
  const number = /\d+/.exec(await dialog.locator('strong').innerText())?.[0] ?? '';
  await look(page, 'checkpoints: for paper');
  expect(await printedPages(coffer)).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('table', { name: checkpoints.madeTitle }).waitFor();

  await page.getByRole('textbox', { name: checkpoints.compareLabel }).focus();
  await page.keyboard.type(`${number} ${code.join(' ')}`);
  await page.keyboard.press('Enter');
  await page.getByText(checkpoints.holdsTitle).waitFor();
  await look(page, 'checkpoints: holds');
  const last = code.at(-1) === '0000' ? '1111' : '0000';
  await page
    .getByRole('textbox', { name: checkpoints.compareLabel })
    .fill(`${number} ${code.slice(0, -1).join(' ')} ${last}`);
  await page.getByRole('button', { name: checkpoints.compare, exact: true }).click();
  await page.getByRole('alert').filter({ hasText: checkpoints.failsTyped }).waitFor();
  await look(page, 'checkpoints: another entry');

  const file = join(coffer.profile, 'journal-code.txt');
  await coffer.answerSaveDialog(file);
  await page.getByRole('button', { name: checkpoints.asFile }).click();
  await dialog.getByText('journal-code.txt').waitFor();
  await dialog.getByRole('button', { name: common.close }).last().click();
  await coffer.answerOpenDialog(file);
  await page.getByRole('button', { name: checkpoints.openFile }).click();
  await page.getByText(checkpoints.holdsTitle).waitFor();
  await look(page, 'checkpoints: of a file');
}

/** On how many pages of paper the sheet that is shown would come out. */
async function printedPages({ app }: Walk['coffer']): Promise<number> {
  const printed = await app.evaluate(async ({ BrowserWindow }) => {
    const made = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({});
    return made?.toString('latin1') ?? '';
  });
  return printed.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
