import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hoursWords } from '../../renderer/api/hoursWords.ts';
import { coverUntil } from '../../renderer/features/staff/coverDays.ts';
import { clockFile } from '../support/clockFile.ts';
import { lock, logIn, openPeople, owner as boss, setUp, tryLogIn } from './pages/desk.ts';
import { openPerson } from './pages/walkLeaving.ts';
import { call } from './support/bridge.ts';
import { sampleOffice, type SampleOffice } from './support/office.ts';
import { expectAccessible } from './support/screen.ts';
import { expect, test } from './support/test.ts';
import { fill, wordsIn } from './support/words.ts';

// What ends or is told without anybody's doing: by the clock, by nobody being there, by where the folder lies.

const words = wordsIn.en;
let office: SampleOffice;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  office = await sampleOffice();
});
test.afterAll(() => office.remove());

/** A time of a day that lies so many days after today, in this computer's time zone. */
function at(days: number, hours: number, minutes: number, seconds = 0): number {
  const day = new Date();
  // Counted at noon, so that no change of the clocks makes it another day.
  day.setHours(12, 0, 0, 0);
  return new Date(day.getTime() + days * 86_400_000).setHours(hours, minutes, seconds, 0);
}

test('time ends a colleague’s looking after, login hours, and a session that nobody sits at', async ({ launch }) => {
  test.setTimeout(300_000);
  const temporary = mkdtempSync(join(tmpdir(), 'coffer-clock-'));
  const clock = (moment: number) => writeFileSync(join(temporary, clockFile), String(moment - Date.now()));
  clock(at(1, 12, 0));
  const coffer = await launch({ profile: office.copy(), locale: 'en', temporary });
  const { page } = coffer;
  const [owner, fang, kevin] = [
    office.person('owner'),
    office.person('salesperson'),
    office.person('salesperson', 'other'),
  ];
  const search = page.getByRole('textbox', { name: words.customers.searchLabel });
  const nothing = page.getByRole('heading', { name: words.customers.nothingFoundTitle });
  const found = page.getByRole('row').nth(1);
  const note = page.getByRole('complementary').getByRole('textbox', { name: words.customers.writeNote });
  const gate = page.getByRole('main');
  const cover = async (day: 'tomorrow' | 'week') => {
    await openPerson(page, { words }, fang.name);
    const covers = page.getByRole('region', { name: words.staff.coverTitle });
    await covers.getByText(kevin.name, { exact: true }).click();
    await covers.getByRole('button', { name: words.staff[`cover_${day}`] }).click();
    await page.getByRole('textbox', { name: words.staff.yourPassword }).fill(owner.password);
    await page.getByRole('button', { name: words.staff.coverStart }).click();
    await covers.getByText(`${kevin.name}, until`).waitFor();
  };
  let firm = '';

  await test.step('until tomorrow night her customers are his as well, and then no more, while he looks', async () => {
    await logIn(page, words, owner.name, owner.password);
    const hers = await call(page, 'customers.list', {
      filter: { responsible: fang.user },
      sort: 'name',
      descending: false,
      collation: 'pinyin',
      after: null,
      limit: 1,
    });
    firm = hers.rows[0]?.name ?? '';
    expect(firm).not.toBe('');
    await cover('tomorrow');
    await lock(page, words);
    await logIn(page, words, kevin.name, kevin.password);
    await search.fill(firm);
    await expect(found).toContainText(firm);
    clock(coverUntil('tomorrow', Date.now()) - 3_000);
    await expect(nothing).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: firm })).toHaveCount(0);
    await lock(page, words);
  });

  await test.step('the owner limits the hours of salespeople', async () => {
    clock(at(2, 9, 0));
    await logIn(page, words, owner.name, owner.password);
    await openPeople(page, words);
    await expect(page.getByText(`${kevin.name}, until`)).toHaveCount(0);
    // What ends while the owner is there waits for a word; at a login it would be done by itself.
    await cover('week');
    await openPeople(page, words);
    clock(at(8, 9, 0));
    await page.getByRole('button', { name: words.staff.dueFinish }).click();
    const dialog = page.getByRole('dialog', { name: words.staff.dueFinishTitle });
    await dialog.getByRole('textbox', { name: words.staff.yourPassword }).fill(owner.password);
    await dialog.getByRole('button', { name: words.staff.dueFinish }).click();
    await page.getByText(words.staff.dueDone).waitFor();
    await expect(page.getByRole('button', { name: words.staff.dueFinish })).toHaveCount(0);
    await page.getByRole('link', { name: words.app.logins }).click();
    await page.getByRole('rowheader').getByRole('checkbox', { name: words.common.role_salesperson }).check();
    const days = fill(words.logins.hoursDaysOf, { role: words.common.role_salesperson });
    const group = page.getByRole('group', { name: days });
    for (const day of ['Saturday', 'Sunday']) await group.getByText(day.slice(0, 3), { exact: true }).click();
    await page.getByRole('textbox', { name: words.logins.yourPassword }).fill(owner.password);
    await page.getByRole('button', { name: words.logins.rulesSave }).click();
    await page.getByText(words.logins.rulesSaved).waitFor();
    await lock(page, words);
  });

  await test.step('five minutes before the end they are told, then the session ends, and outside nobody comes in', async () => {
    await logIn(page, words, fang.name, fang.password);
    await search.fill(firm);
    await found.click();
    await note.fill('What was begun at closing time');
    clock(at(8, 18, 55, 30));
    await expect(page.getByRole('alert').filter({ hasText: 'Your login hours end in 5 minutes' })).toBeVisible();
    await expectAccessible(page);
    clock(at(8, 19, 0, 1));
    await expect(gate.getByText(words.app.endedHours)).toBeVisible();
    await expectAccessible(page);
    await tryLogIn(page, words, fang.name, fang.password);
    const hours = hoursWords({ days: 127, from: 8 * 60, until: 19 * 60 }, 'en');
    await expect(gate.getByRole('alert')).toHaveText(fill(words.errors.outsideHours, { ...hours }));
    await expectAccessible(page);
    clock(at(9, 8, 0, 1));
    await logIn(page, words, fang.name, fang.password);
    await expect(note).toHaveValue('What was begun at closing time');
  });

  await test.step('nobody at the screen: half a minute before the lock it says so, and a key puts it off', async () => {
    /** The program’s own clock goes ahead. */
    const later = (seconds: number) =>
      coffer.app.evaluate((_, ms) => {
        const before = Date.now;
        Date.now = () => before() + ms;
      }, seconds * 1_000);
    // Several people share this computer: three minutes.
    await later(155);
    const warning = page.getByRole('dialog', { name: /^The screen locks in \d+ seconds$/ });
    await warning.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(warning).toHaveCount(0);
    await expect(note).toHaveValue('What was begun at closing time');
    await later(181);
    await page.getByRole('textbox', { name: words.common.password }).waitFor();
    await expect(page.getByText(firm)).toHaveCount(0);
    expect((await call(page, 'host.state', {})).ended).toBe('idle');
  });
  rmSync(temporary, { recursive: true, force: true });
});

test('a folder that something copies elsewhere is named, before the vault is made and at each of the owner’s logins', async ({
  launch,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'coffer-synced-'));
  const profile = join(folder, 'Dropbox', 'Coffer');
  mkdirSync(profile, { recursive: true });
  const { page } = await launch({ profile, locale: 'en' });
  const line = page.getByText(fill(words.logins.synced, { service: words.logins.synced_dropbox }));
  await page.getByRole('button', { name: 'English' }).click();
  await expect(line).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: words.common.back }).click();
  await setUp(page, words, 'English');
  await expect(line).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('status').filter({ has: line }).getByRole('button', { name: words.common.close }).click();
  await expect(line).toHaveCount(0);
  await lock(page, words);
  await logIn(page, words, boss.name, boss.password);
  await expect(line).toBeVisible();
  rmSync(folder, { recursive: true, force: true });
});
