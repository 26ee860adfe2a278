import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import IntlMessageFormat from 'intl-messageformat';
import { call } from '../support/bridge.ts';
import type { Coffer } from '../support/launchCoffer.ts';
import { fill, type TestLocale, type Words } from '../support/words.ts';
import { logIn, tryLogIn } from './desk.ts';
import { walkJournal } from './walkJournal.ts';

/** What is done with each screen on the way, under a name for it. */
export type Look = (page: Page, screen: string) => Promise<void>;

/** Somebody who can log in. */
export interface Person {
  readonly name: string;
  readonly password: string;
}

/** A walk through the screens of an office, in one language. */
export interface Walk {
  readonly coffer: Coffer;
  readonly locale: TestLocale;
  readonly words: Words;
  readonly look: Look;
}

/** A message as it is shown, with its counts and names. */
function said({ locale }: Walk, message: string, values: Record<string, string | number>): string {
  return String(new IntlMessageFormat(message, locale).format(values));
}

/** What a salesperson sees: customers, one of them in every way, a new one, an export asked for, the own activity. */
export async function walkAsSalesperson(walk: Walk, person: Person, approver: Person): Promise<void> {
  const { coffer, words, look } = walk;
  const { page } = coffer;
  const { customers } = words;
  await logIn(page, words, person.name, person.password);
  await page.getByRole('row').nth(5).waitFor();
  await look(page, 'list');
  const firm = await firmWithPersons(page);
  await openCustomer(walk, firm);
  const pane = page.getByRole('complementary');
  await pane.getByRole('button', { name: customers.showContact }).waitFor();
  await look(page, 'peek');
  await pane.getByRole('button', { name: fill(words.common.legendOf, { name: words.common.classContact }) }).click();
  await page.getByRole('dialog', { name: words.common.legend }).waitFor();
  await look(page, 'legend');
  await page.keyboard.press('Escape');
  await pane.getByRole('button', { name: customers.showContact }).click();
  await pane.getByRole('button', { name: customers.hide }).waitFor();
  await look(page, 'revealed');
  await pane.getByRole('button', { name: customers.openFull }).click();
  await pane.getByRole('button', { name: customers.openPeek }).waitFor();
  await look(page, 'page');
  await pane.getByRole('button', { name: said(walk, customers.actions, { name: firm }) }).click();
  await menu(page);
  await look(page, 'customer-menu');
  await page.keyboard.press('Escape');
  await pane.getByRole('button', { name: customers.backToList }).click();

  await page.getByRole('button', { name: customers.newCustomer }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: customers.firmName }).fill(firm.slice(0, 4));
  await page.getByRole('dialog').getByText(customers.similarTitle).waitFor();
  await look(page, 'new');
  await page.getByRole('dialog').getByRole('textbox', { name: customers.firmName }).fill('');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  const search = page.getByRole('textbox', { name: customers.searchLabel });
  await search.fill('沒有這一家');
  await page.getByRole('heading', { name: customers.nothingFoundTitle }).waitFor();
  await look(page, 'nothing-found');
  await search.fill('');
  await page.getByRole('row').nth(5).waitFor();
  await page.getByRole('button', { name: new RegExp(`^${customers.filterTag}`) }).click();
  await page.getByRole('listbox').waitFor();
  await look(page, 'filter');
  await page.keyboard.press('Escape');
  for (const row of [2, 3, 4]) await page.getByRole('row').nth(row).getByRole('checkbox').click();
  await look(page, 'selected');
  await page.getByRole('button', { name: customers.moveToBin }).click();
  await page.getByRole('button', { name: words.common.undo }).waitFor();
  await look(page, 'undo');
  await page.getByRole('button', { name: customers.showBin }).click();
  await page.getByRole('row').nth(3).waitFor();
  await look(page, 'bin');
  await page.getByRole('button', { name: customers.leaveBin }).click();

  await walkSurfaces(walk, person.name);
  await walkExport(walk);
  await approvalWindow(walk, approver);
  await page.getByRole('button', { name: person.name }).click();
  await page.getByRole('menuitem', { name: words.app.myActivity }).click();
  await page.getByRole('table', { name: words.journal.weekTable }).waitFor();
  await look(page, 'activity');
  await page.getByRole('tab', { name: words.journal.tabMineAll }).click();
  await page.getByRole('list').first().waitFor();
  await look(page, 'activity-all');
}

async function walkSurfaces({ coffer: { page }, words, look }: Walk, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: words.app.paletteHint }).waitFor();
  await page.keyboard.type('公司');
  await page.getByRole('dialog').getByText('公司').first().waitFor();
  await look(page, 'palette');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name }).click();
  await menu(page);
  await look(page, 'account');
  await page.getByRole('menuitem', { name: words.app.help }).click();
  await page.getByRole('heading', { name: words.help.enforcedTitle }).waitFor();
  await look(page, 'help');
  await page.getByRole('button', { name }).click();
  await menu(page);
  await page.getByRole('menuitem', { name: words.app.changePassword }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: words.session.currentPassword }).fill('x');
  await dialog.getByRole('textbox', { name: words.session.nextPassword }).fill('abc');
  await look(page, 'password');
  await dialog.getByRole('button', { name: words.common.close }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: words.app.ownLogin }).click();
  await dialog.getByRole('heading', { name: words.logins.pin }).waitFor();
  await look(page, 'own-login');
  await dialog.getByRole('button', { name: words.logins.factorSetUp }).click();
  await dialog.getByRole('img', { name: words.logins.qrLabel }).waitFor();
  await look(page, 'factor');
  await dialog.getByRole('button', { name: words.common.close }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function walkExport({ coffer: { page }, words, look }: Walk): Promise<void> {
  const { exports } = words;
  await page.getByRole('link', { name: words.app.requests }).click();
  await page.getByRole('button', { name: exports.withdraw }).waitFor();
  await look(page, 'request');
  await page.getByRole('button', { name: exports.newExport }).click();
  const proceed = page.getByRole('button', { name: exports.proceed });
  await look(page, 'export-rows');
  await proceed.click();
  await page.getByRole('heading', { name: exports.columnsTitle }).waitFor();
  await look(page, 'export-columns');
  await proceed.click();
  await page.getByRole('heading', { name: exports.purposeTitle }).waitFor();
  await proceed.click();
  await look(page, 'export-purpose');
  await page.getByRole('textbox', { name: exports.purpose }).fill('年節問候');
  await page.getByRole('textbox', { name: exports.recipient }).fill('和平印刷');
  await proceed.click();
  await page.getByRole('button', { name: exports.sendOne }).waitFor();
  await look(page, 'export-review');
  await page.getByRole('button', { name: exports.leave }).click();
}

async function approvalWindow({ coffer, words, look }: Walk, approver: Person): Promise<void> {
  const { page } = coffer;
  const button = page.getByRole('button', { name: words.exports.approveHere });
  const window = await coffer.windowOpenedBy(() => button.click());
  await window.getByRole('heading', { level: 1 }).waitFor();
  await look(window, 'approval-login');
  await tryLogIn(window, words, approver.name, approver.password);
  await window.getByRole('gridcell').first().waitFor();
  await look(window, 'approval');
  await window.close();
}

/** What a manager sees that a salesperson does not: a decision with its rows, handing customers over. */
export async function walkAsManager(walk: Walk, person: Person): Promise<void> {
  const { coffer, words, look } = walk;
  const { page } = coffer;
  await logIn(page, words, person.name, person.password);
  await page.getByRole('row').nth(5).waitFor();
  await page.getByRole('link', { name: words.app.requests }).click();
  await page.getByRole('gridcell').first().waitFor();
  await look(page, 'decide');
  await page.getByRole('button', { name: words.exports.decideNarrowOpen }).click();
  await look(page, 'decide-less');
  await page.getByRole('link', { name: words.app.customers }).click();
  await page.getByRole('row').nth(2).getByRole('checkbox').click();
  await page.getByRole('button', { name: words.customers.handOverTo }).click();
  await page.getByRole('dialog').getByRole('radio').first().waitFor();
  await look(page, 'hand-over');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** What the owner sees besides: people, another's screens, a list taken in and mended, the journal. */
export async function walkAsOwner(walk: Walk, person: Person, looksAs: string): Promise<void> {
  const { coffer, words, look } = walk;
  const { page } = coffer;
  await logIn(page, words, person.name, person.password);
  await page.getByRole('row').nth(5).waitFor();
  await look(page, 'list-owner');
  await page.getByRole('link', { name: words.app.people }).click();
  await page.getByRole('row').nth(4).waitFor();
  await look(page, 'people');
  await page.getByRole('button', { name: said(walk, words.staff.seeAs, { name: looksAs }) }).click();
  await page.getByRole('button', { name: words.app.previewEnd }).waitFor();
  await page.getByRole('link', { name: words.app.customers }).click();
  await page.getByRole('row').nth(5).click();
  await page.getByRole('complementary').getByRole('heading').first().waitFor();
  await look(page, 'preview');
  await page.getByRole('button', { name: words.app.previewEnd }).click();
  await page.getByRole('button', { name: words.app.previewEnd }).waitFor({ state: 'hidden' });
  await walkImport(walk);
  await walkJournal(walk, looksAs);
  await page.getByRole('link', { name: words.app.logins }).click();
  await page.getByRole('rowheader').getByRole('checkbox', { name: words.common.role_salesperson }).check();
  const days = said(walk, words.logins.hoursDaysOf, { role: words.common.role_salesperson });
  await page.getByRole('group', { name: days }).waitFor();
  await page.getByRole('button', { name: words.logins.rulesSave }).waitFor();
  await look(page, 'login-rules');
}

/** A list with what lists have: a column nobody knows, a name nobody has, rows without a name. */
function writeList(path: string): void {
  const lines = ['客戶名稱,統一編號,行動電話,電子郵件,業務,備註,等級'];
  for (let i = 0; i < 24; i += 1) {
    const sales = i % 3 === 0 ? '王芳' : i % 3 === 1 ? '阿明' : '';
    const name = i % 9 === 4 ? '' : `安和${'甲乙丙丁戊己庚辛'[i % 8]}${'木火土金水'[i % 5]}貿易有限公司`;
    const phone = i % 7 === 5 ? '12' : `0912-34${String(i).padStart(2, '0')}-678`;
    lines.push(`${name},,${phone},sales${i}@example.com,${sales},展覽認識的,${'ABC'[i % 3]}`);
  }
  writeFileSync(path, `\uFEFF${lines.join('\r\n')}`);
}

async function walkImport(walk: Walk): Promise<void> {
  const { coffer, words, look } = walk;
  const { page } = coffer;
  const { imports } = words;
  const list = join(coffer.profile, '客戶名單.csv');
  writeList(list);
  await coffer.answerOpenDialog(list);
  await page.getByRole('link', { name: words.app.import }).click();
  await page.getByRole('heading', { name: imports.emptyTitle }).waitFor();
  await look(page, 'import-empty');
  await page.getByRole('button', { name: imports.importList }).click();
  // A list that needs no question is shown as it will be; what was guessed is a step back.
  await page.getByRole('heading', { name: imports.peopleTitle }).waitFor();
  await look(page, 'import-people');
  await page.getByRole('button', { name: imports.back }).click();
  await page.getByRole('heading', { name: imports.columnsTitle }).waitFor();
  await look(page, 'import-columns');
  const proceed = page.getByRole('button', { name: imports.proceed });
  await proceed.click();
  await page.getByRole('button', { name: imports.restToPool }).click();
  await proceed.click();
  await page.getByRole('heading', { name: imports.checkTitle }).waitFor();
  await look(page, 'import-check');
  await page.locator('footer').getByRole('button').last().click();
  await page.getByText(words.imports.stateDone, { exact: true }).waitFor();
  await look(page, 'import-done');
  await page.getByRole('table').getByRole('button').first().click();
  await page.getByRole('heading', { name: imports.mendTitle }).waitFor();
  await page.getByRole('button', { name: imports.mendDismiss }).first().waitFor();
  await look(page, 'import-mend');
}

async function menu(page: Page): Promise<Locator> {
  const shown = page.getByRole('menu').last();
  await shown.getByRole('menuitem').first().waitFor();
  return shown;
}

/** A firm of this person's that has contact persons. */
async function firmWithPersons(page: Page): Promise<string> {
  const { rows } = await call(page, 'customers.list', {
    filter: { kind: 'person' },
    sort: 'changed',
    descending: true,
    collation: 'pinyin',
    after: null,
    limit: 200,
  });
  const name = rows.find(({ company, responsible }) => company !== null && responsible.kind === 'person')?.company
    ?.name;
  if (name === undefined) throw new Error('No firm of the sample office has a contact person.');
  return name;
}

async function openCustomer({ coffer: { page }, words }: Walk, name: string): Promise<void> {
  const search = page.getByRole('textbox', { name: words.customers.searchLabel });
  await search.fill(name);
  // The firm's persons name it too.
  const check = page.getByRole('checkbox', { name: fill(words.common.selectRow, { name }), exact: true });
  const row = page.getByRole('row').filter({ has: check });
  // The list may still be turning into what was found: then the click meets another row.
  await expect(async () => {
    await row.click();
    await page.getByRole('complementary', { name }).waitFor({ timeout: 1_000 });
  }).toPass();
  await search.fill('');
}
