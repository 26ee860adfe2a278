import { walkAsManager, walkAsOwner, walkAsSalesperson } from './pages/walk.ts';
import * as desk from './pages/desk.ts';
import { sampleOffice, type SampleOffice } from './support/office.ts';
import { expectAccessible, expectWhole } from './support/screen.ts';
import { expect, test } from './support/test.ts';
import { wordsIn, type TestLocale } from './support/words.ts';

let office: SampleOffice;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  office = await sampleOffice(60);
});
test.afterAll(() => office.remove());

const looks: readonly { locale: TestLocale; width: number; height: number; dark: boolean }[] = [
  { locale: 'en', width: 1440, height: 900, dark: false },
  { locale: 'zh-CN', width: 1024, height: 540, dark: true },
  { locale: 'zh-TW', width: 1024, height: 540, dark: false },
];

for (const { locale, width, height, dark } of looks) {
  test(`every screen of an office is accessible and whole: ${locale}, ${width}×${height}, ${dark ? 'dark' : 'light'}`, async ({
    launch,
  }) => {
    test.setTimeout(300_000);
    const words = wordsIn[locale];
    const coffer = await launch({ profile: office.copy(), locale, width, height, dark });
    const walk = {
      coffer,
      locale,
      words,
      look: async (page: typeof coffer.page, screen: string) => {
        await test.step(screen, async () => {
          await expectAccessible(page);
          await expectWhole(page);
        });
      },
    };
    await walkAsSalesperson(walk, office.person('salesperson'), office.person('manager'));
    await desk.lock(coffer.page, words);
    await walkAsManager(walk, office.person('manager'));
    await desk.lock(coffer.page, words);
    await walkAsOwner(walk, office.person('owner'), office.person('salesperson').name);
  });
}

test('service writes notes on every customer, sees no way to reach them, and makes none', async ({ launch }) => {
  const words = wordsIn.en;
  const { page } = await launch({ profile: office.copy(), locale: 'en' });
  const { name, password } = office.person('service');
  await desk.logIn(page, words, name, password);
  await page.getByRole('row').nth(5).click();
  const pane = page.getByRole('complementary');
  const note = pane.getByRole('textbox', { name: words.customers.writeNote });
  await note.fill('換貨已經寄出');
  await note.press('Control+Enter');
  await expect(pane.getByRole('listitem').filter({ hasText: '換貨已經寄出' })).toBeVisible();
  await expect(pane.getByRole('heading', { name: words.customers.contactSection })).toBeHidden();
  await expect(pane.getByRole('button', { name: words.customers.openFull })).toBeVisible();
  await expect(page.getByRole('button', { name: words.customers.newCustomer })).toBeHidden();
  await expectAccessible(page);
});
