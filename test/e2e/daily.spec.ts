import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { lock, logIn } from './pages/desk.ts';
import { call } from './support/bridge.ts';
import { sampleOffice, type SampleOffice } from './support/office.ts';
import { expect, test } from './support/test.ts';
import { fill, wordsIn } from './support/words.ts';

// A day at the desk: what is written is changed, taken back, put away and brought back, by mouse and by keyboard.

const words = wordsIn.en;
const { customers, imports, common } = words;
let office: SampleOffice;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  office = await sampleOffice();
});
test.afterAll(() => office.remove());

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('gridcell') });
const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: fill(common.selectRow, { name }) }) });
const search = (page: Page) => page.getByRole('textbox', { name: customers.searchLabel });
const undo = (page: Page) => page.getByRole('button', { name: common.undo, exact: true });
test('a salesperson changes a card and a note, takes both back, and brings a customer back from the bin', async ({
  launch,
}) => {
  const { page } = await launch({ profile: office.copy(), locale: 'en' });
  const fang = office.person('salesperson');
  await logIn(page, words, fang.name, fang.password);
  const name = 'Ada Wong-Lovelace';
  const fields = { kind: 'person', name, title: 'Buyer', idNumber: 'A123456789' } as const;
  await call(page, 'customers.create', { fields });
  await search(page).fill('wong-love');
  await rowOf(page, name).click();
  const pane = page.getByRole('complementary', { name: fill(customers.record, { name }) });

  await test.step('a field', async () => {
    await pane.getByRole('button', { name: fill(customers.editField, { field: customers.titleField }) }).click();
    await pane.getByRole('textbox', { name: customers.titleField }).fill('Head buyer');
    await page.keyboard.press('Enter');
    const details = pane.getByRole('region', { name: customers.detailsSection });
    await expect(details.getByText('Head buyer', { exact: true })).toBeVisible();
    await page.getByText(fill(customers.changedOne, { field: customers.titleField, name })).waitFor();
    await page.keyboard.press('Control+z');
    await expect(details.getByText('Buyer', { exact: true })).toBeVisible();
    await expect(details.getByText('Head buyer', { exact: true })).toHaveCount(0);
  });

  await test.step('the identity number is there only once it was asked for', async () => {
    await expect(page.getByText('A123456789')).toHaveCount(0);
    await pane.getByRole('button', { name: fill(common.revealNamed, { name: customers.idNumberField }) }).click();
    await expect(pane.getByText('A123456789')).toBeVisible();
  });

  await test.step('a note', async () => {
    const notes = pane.getByRole('listitem');
    await pane.getByRole('textbox', { name: customers.writeNote }).fill('Wants samples on Monday.');
    await page.keyboard.press('Control+Enter');
    await expect(notes.filter({ hasText: 'Wants samples on Monday.' })).toHaveCount(1);
    const menu = pane.getByRole('button', { name: customers.editNote });
    await menu.click();
    await page.getByRole('menuitem', { name: customers.editNote }).click();
    await pane.getByRole('textbox', { name: customers.noteText }).fill('Wants samples on Tuesday.');
    await page.keyboard.press('Control+Enter');
    await expect(notes.filter({ hasText: 'Wants samples on Tuesday.' })).toHaveCount(1);
    await menu.click();
    await page.getByRole('menuitem', { name: customers.removeNote }).click();
    await expect(notes.filter({ hasText: 'Wants samples' })).toHaveCount(0);
    // One offer at a time: the one of the note before fades.
    await expect(undo(page)).toHaveCount(1);
    await undo(page).click();
    await expect(notes.filter({ hasText: 'Wants samples on Tuesday.' })).toHaveCount(1);
  });

  await test.step('the bin', async () => {
    await rowOf(page, name).getByRole('checkbox').click();
    await page.getByRole('button', { name: customers.moveToBin }).click();
    await expect(rowOf(page, name)).toHaveCount(0);
    await page.getByRole('button', { name: customers.showBin }).click();
    await rowOf(page, name).getByRole('checkbox').click();
    await page.getByRole('button', { name: customers.restore }).click();
    await expect(rowOf(page, name)).toHaveCount(0);
    await page.getByRole('button', { name: customers.leaveBin }).first().click();
    await expect(rowOf(page, name)).toHaveCount(1);
  });
});

test('the owner mends a row of a list and takes the list out again, and gives all of somebody’s customers to a colleague and back', async ({
  launch,
}) => {
  const coffer = await launch({ profile: office.copy(), locale: 'en' });
  const { page } = coffer;
  const [owner, fang, kevin] = [
    office.person('owner'),
    office.person('salesperson'),
    office.person('salesperson', 'other'),
  ];
  await logIn(page, words, owner.name, owner.password);

  await test.step('a list of three, one of them with a telephone number that is none', async () => {
    const list = join(coffer.profile, 'fair.csv');
    writeFileSync(list, 'Name,Mobile\nZephyr Alpha,0912-345-671\nZephyr Beta,12\nZephyr Gamma,0912-345-673\n');
    await coffer.answerOpenDialog(list);
    await page.getByRole('link', { name: words.app.import }).click();
    await page.getByRole('button', { name: imports.importList }).click();
    await page.getByRole('heading', { name: imports.checkTitle }).waitFor();
    await page.getByRole('button', { name: 'Take in 2 rows' }).click();
    await page.getByRole('button', { name: 'Mend 1 row' }).first().click();
    const cell = page.getByRole('textbox', { name: fill(imports.mendCell, { column: 'Mobile', line: '3' }) });
    await expect(cell).toHaveValue('12');
    await cell.fill('0912-345-672');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: imports.mendEmptyTitle }).waitFor();
    await page.getByRole('button', { name: imports.allImports }).first().click();
    await page.getByRole('link', { name: words.app.customers, exact: true }).click();
    await search(page).fill('zephyr');
    for (const each of ['Zephyr Alpha', 'Zephyr Beta', 'Zephyr Gamma']) await expect(rowOf(page, each)).toHaveCount(1);
    await page.getByRole('link', { name: words.app.import }).click();
    await page.getByRole('button', { name: imports.undoImport }).click();
    await page.getByText(imports.stateUndone, { exact: true }).waitFor();
    await page.getByRole('link', { name: words.app.customers, exact: true }).click();
    await expect(page.getByRole('heading', { name: customers.nothingFoundTitle })).toBeVisible();
    await search(page).fill('');
  });

  await test.step('all of hers', async () => {
    const whose = async (name: string) => {
      await page.getByRole('button', { name: new RegExp(`^${customers.filterWhose}`) }).click();
      await page.getByRole('option', { name }).click();
    };
    await whose(fang.name);
    await expect(rows(page).first()).toBeVisible();
    const first = (await rows(page).first().getByRole('checkbox').getAttribute('aria-label')) ?? '';
    await page.getByRole('checkbox', { name: common.selectAll }).click();
    await page.getByRole('button', { name: customers.handOverTo }).click();
    await page.getByRole('dialog').getByRole('radio', { name: kevin.name }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^Hand \\d+ to ${kevin.name}$`) })
      .click();
    await expect(page.getByRole('heading', { name: customers.nothingFoundTitle })).toBeVisible();
    await page.getByText(new RegExp(`^\\d+ customers now belong to ${kevin.name}\\.$`)).waitFor();
    await undo(page).click();
    await expect(page.getByRole('checkbox', { name: first, exact: true })).toBeVisible();
    await lock(page, words);
  });

  await test.step('and she has them as before', async () => {
    await logIn(page, words, fang.name, fang.password);
    await expect(rows(page).first()).toBeVisible();
  });
});
