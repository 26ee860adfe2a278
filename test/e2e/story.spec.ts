import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import iconv from 'iconv-lite';
import { root } from '../../scripts/lib/paths.ts';
import { openPerson, shutOut } from './pages/walkLeaving.ts';
import * as desk from './pages/desk.ts';
import { call, reply } from './support/bridge.ts';
import { launchCoffer, type Coffer } from './support/launchCoffer.ts';
import { expect, test } from './support/test.ts';
import { wordsIn } from './support/words.ts';

const words = wordsIn.en;
const { owner, manager, salesperson: ann } = desk;
const bob = { name: '李伟', role: 'salesperson', password: 'marble-window-thistle' } as const;

/** Rows of the list, those that are broken, and those of Ann's firms that one search finds. */
const rows = 5_000;
const broken = 20;
const wanted = 60;

/** 5,000 rows in GBK with a 业务 column; every 500th has no name, and the one after it no possible phone number. */
function writeList(path: string): void {
  const lines = ['客户名称,税号,联系电话,地址,业务,备注'];
  for (let i = 0; i < rows; i += 1) {
    const sales = i % 2 === 0 ? ann.name : bob.name;
    const mark = sales === bob.name ? '博远' : i < 2 * (wanted + 1) ? '安泰' : '安平';
    const name = i % 500 === 7 ? '' : `${mark}${String(i).padStart(4, '0')}贸易有限公司`;
    const phone = i % 500 === 8 ? '12' : phoneOf(i);
    lines.push(`${name},,${phone},上海市浦东新区世纪大道${i}号,${sales},第${i}条`);
  }
  writeFileSync(path, iconv.encode(lines.join('\r\n'), 'gbk'));
}
const phoneOf = (i: number): string => `138${10_000_000 + i}`;

/** Files outside Coffer's own folders: the list that comes in, the file that goes out. */
const desktop = mkdtempSync(join(tmpdir(), 'coffer-desktop-'));

/** Fifty things that only the vault may know: names, numbers, addresses, what was written and asked. */
const known = [
  ...Array.from({ length: 15 }, (_, i) => `${i % 2 === 0 ? '安泰' : '博远'}${String(i * 7).padStart(4, '0')}`),
  ...Array.from({ length: 15 }, (_, i) => phoneOf(i * 13)),
  ...Array.from({ length: 15 }, (_, i) => `世纪大道${i * 11}号`),
  '下周三上午再打电话',
  '中秋礼盒',
  '顺丰速运',
  ann.name,
  owner.company,
];

/** Which of the known values stand in clear in any file below a folder, in the two encodings that programs here write. */
function inClear(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    // Four bytes, as two characters are in UTF-16, chance finds in one of two hundred encrypted files of 20 MB.
    const found = known.filter(
      (value) => bytes.includes(value) || (value.length > 2 && bytes.includes(Buffer.from(value, 'utf16le'))),
    );
    return found.map((value) => `${entry.name}: ${value}`);
  });
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: words.customers.searchLabel }).fill(text);
}

async function takeTheListIn(coffer: Coffer): Promise<void> {
  const { page } = coffer;
  const list = join(desktop, 'list.csv');
  writeList(list);
  await coffer.answerOpenDialog(list);
  await page.getByRole('link', { name: words.app.import }).click();
  await page.getByRole('button', { name: 'Import a list' }).click();
  await page.getByRole('button', { name: 'Take in 4,980 rows' }).click();
  await expect(page.getByText('4,980 customers are in')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('button', { name: `Mend ${broken} rows` }).first()).toBeVisible();
}

async function workAsAnn(page: Page): Promise<void> {
  await search(page, '博远');
  await expect(page.getByRole('heading', { name: words.customers.nothingFoundTitle })).toBeVisible();
  // Whatever a script of hers asks for: pinyin and 注音 initials, the whole number, the empty search.
  for (const text of ['by', 'boyuan', 'ㄅㄩ', phoneOf(1), '博', '']) {
    const found = await call(page, 'customers.list', {
      filter: { search: text },
      sort: 'name',
      descending: false,
      collation: 'pinyin',
      after: null,
      limit: 500,
    });
    expect(found.rows.filter(({ name }) => name.startsWith('博远'))).toEqual([]);
  }
  await search(page, phoneOf(100));
  await page.getByRole('row').filter({ hasText: '安泰0100' }).click();
  const peek = page.getByRole('complementary', { name: 'Customer 安泰0100贸易有限公司' });
  await expect(peek.getByText('第100条')).toBeVisible();
  await expect(peek.getByText('138 1000 0100')).toBeHidden();
  await peek.getByRole('button', { name: words.customers.showContact }).click();
  await expect(peek.getByText('138 1000 0100')).toBeVisible();
  await peek.getByRole('textbox', { name: words.customers.writeNote }).fill('下周三上午再打电话');
  await peek.getByRole('textbox', { name: words.customers.writeNote }).press('Control+Enter');
  await expect(peek.getByRole('listitem').filter({ hasText: '下周三上午再打电话' })).toBeVisible();
}

async function askForExport(page: Page): Promise<string> {
  await search(page, '安泰');
  await expect(page.getByText(`${wanted} customers`)).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('button', { name: words.customers.exportThese }).click();
  await page.getByRole('radiogroup', { name: 'Phones in the file' }).getByText(words.exports.masked).click();
  await page.getByRole('radiogroup', { name: 'Addresses in the file' }).getByText(words.exports.clear).click();
  await page.getByRole('button', { name: words.exports.proceed }).click();
  await page.getByRole('textbox', { name: words.exports.purpose }).fill('中秋礼盒');
  await page.getByRole('textbox', { name: words.exports.recipient }).fill('顺丰速运');
  await page.getByRole('button', { name: words.exports.proceed }).click();
  await page.getByRole('button', { name: words.exports.sendOne }).click();
  await expect(page.getByRole('button', { name: words.exports.approveHere })).toBeVisible();
  const { requests } = await call(page, 'exports.mine', {});
  return requests[0]?.id ?? '';
}

/** The approver sits down at the requester's computer; the requester's own attempt there is refused. */
async function approveHere(coffer: Coffer, request: string): Promise<void> {
  const { page } = coffer;
  const decision = { kind: 'approve', columns: [{ column: 'name', treatment: 'clear' }], password: ann.password };
  expect(await reply(page, 'exports.decide', { id: request, decision })).toMatchObject({
    ok: false,
    error: { code: 'notAllowed' },
  });
  const window = await coffer.windowOpenedBy(() =>
    page.getByRole('button', { name: words.exports.approveHere }).click(),
  );
  await desk.tryLogIn(window, words, ann.name, ann.password);
  await expect(window.getByText(words.errors.ownRequest)).toBeVisible();
  await desk.tryLogIn(window, words, manager.name, manager.password);
  await expect(window.getByText('中秋礼盒')).toBeVisible();
  await expect(window.getByRole('gridcell', { name: '安泰0000贸易有限公司' })).toBeVisible();
  await window.getByRole('textbox', { name: words.common.password }).fill(manager.password);
  await window.getByRole('button', { name: words.exports.approve, exact: true }).click();
  await expect(window.getByRole('heading', { name: words.exports.windowDoneTitle })).toBeVisible();
  const closed = window.waitForEvent('close');
  await window.getByRole('button', { name: words.exports.windowClose }).click();
  await closed;
}

async function saveTheFile(coffer: Coffer): Promise<void> {
  const { page } = coffer;
  const path = join(desktop, 'mooncakes.csv');
  await coffer.answerSaveDialog(path);
  await page.getByRole('button', { name: words.exports.save }).click();
  await expect(page.getByText(/Saved as mooncakes\.csv: 60 rows/)).toBeVisible();
  const text = readFileSync(path, 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(wanted + 1);
  expect(text).toContain('安泰0000贸易有限公司');
  expect(text).toContain('上海市浦东新区世纪大道0号');
  expect(text).not.toContain('博远');
  for (let i = 0; i < 2 * wanted; i += 2) expect(text.replace(/\D/g, '')).not.toContain(phoneOf(i));
}

async function readTheJournal(page: Page): Promise<void> {
  await page.getByRole('link', { name: words.app.journal }).click();
  await page.getByRole('button', { name: words.journal.verify }).click();
  await expect(page.getByText(words.journal.wholeTitle)).toBeVisible({ timeout: 60_000 });
  const sentences = page.getByRole('main');
  await expect(sentences).toContainText(`${ann.name}`);
  await expect(sentences).toContainText('安泰0100贸易有限公司');
  await expect(sentences).toContainText(manager.name);
}

/** Ann leaves: her 2,490 customers go to Bob, and every key is another one; her name is gone from the login list. */
async function letAnnGo(page: Page): Promise<void> {
  await openPerson(page, { words }, ann.name);
  await shutOut(page, { words }, ann.name, bob.name, owner.password);
  expect(await call(page, 'journal.verify', {})).toMatchObject({ whole: true });
  await desk.lock(page, words);
  await expect(page.getByRole('radio', { name: bob.name })).toBeVisible();
  await expect(page.getByRole('radio', { name: ann.name })).toHaveCount(0);
  await desk.logIn(page, words, bob.name, bob.password);
  await search(page, '安泰0002');
  await expect(page.getByRole('row').filter({ hasText: '安泰0002' })).toBeVisible();
  await desk.lock(page, words);
}

test('the way of a customer list, from the first run to a file that somebody allowed', async ({ launch }) => {
  test.setTimeout(900_000);
  const profile = mkdtempSync(join(tmpdir(), 'coffer-story-'));
  const coffer = await launch({ locale: 'en', profile, shipped: true });
  const { page } = coffer;
  await desk.setUp(page, words, 'English');
  await desk.openPeople(page, words);
  await desk.addAtDesk(coffer, words, manager);
  for (const person of [ann, bob]) {
    await desk.addAtDesk(coffer, words, person);
    const { people } = await call(page, 'staff.list', {});
    const id = (name: string): string => people.find((known) => known.name === name)?.user ?? '';
    await call(page, 'staff.setWorksFor', {
      user: id(person.name),
      manager: id(manager.name),
      password: owner.password,
    });
  }
  await takeTheListIn(coffer);
  await desk.lock(page, words);

  await desk.logIn(page, words, ann.name, ann.password);
  await expect(page.getByText('2,490 customers')).toBeVisible();
  await workAsAnn(page);
  const request = await askForExport(page);
  await approveHere(coffer, request);
  await saveTheFile(coffer);
  await desk.lock(page, words);

  await desk.logIn(page, words, owner.name, owner.password);
  await readTheJournal(page);
  await page.getByRole('link', { name: words.app.customers }).click();
  await search(page, '安泰0002');
  await page.getByRole('row').filter({ hasText: '安泰0002' }).click();
  const note = page.getByRole('textbox', { name: words.customers.writeNote });
  await note.fill('停电之前写下的');
  await note.press('Control+Enter');
  await expect(page.getByRole('listitem').filter({ hasText: '停电之前写下的' })).toBeVisible();
  await note.fill('正在保存的时候断电');
  void note.press('Control+Enter').catch(() => undefined);
  await coffer.kill();
  expect(known).toHaveLength(50);
  expect(inClear(desktop)).not.toEqual([]);
  expect(inClear(profile)).toEqual([]);

  const again = await launchCoffer({ profile, shipped: true });
  try {
    await desk.logIn(again.page, words, owner.name, owner.password);
    // Where somebody is, is kept at the end of a session: one that was killed had none.
    await again.page.getByRole('link', { name: words.app.customers, exact: true }).click();
    await search(again.page, '安泰0002');
    await again.page.getByRole('row').filter({ hasText: '安泰0002' }).click();
    await expect(again.page.getByRole('listitem').filter({ hasText: '停电之前写下的' })).toBeVisible();
    expect(await call(again.page, 'journal.verify', {})).toMatchObject({ whole: true });
    await letAnnGo(again.page);
  } finally {
    await again.close();
  }
  const verified = spawnSync(
    process.execPath,
    [
      join(root, 'scripts/coffer.ts'),
      'journal',
      'verify',
      '--vault',
      join(profile, 'vault'),
      '--user',
      owner.name,
      '--password-stdin',
    ],
    { input: owner.password, encoding: 'utf8', cwd: root },
  );
  expect(verified.stderr + verified.stdout).toContain('Whole');
  expect(verified.status).toBe(0);
  expect(inClear(profile)).toEqual([]);
  for (const folder of [profile, desktop]) rmSync(folder, { recursive: true, force: true });
});
