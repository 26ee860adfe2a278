import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { logIn, owner, setUp } from './pages/desk.ts';
import { call } from './support/bridge.ts';
import type { Coffer } from './support/launchCoffer.ts';
import { vaultProcesses } from './support/processes.ts';
import { expect, test } from './support/test.ts';
import { wordsIn } from './support/words.ts';

const words = wordsIn.en;
const customer = '台灣印刷股份有限公司';
const first = 'The first one is acknowledged.';
const second = 'The second one is cut off in the middle of being saved.';

/** The customer's side page, with the box for notes. */
async function openCustomer(page: Page): Promise<{ box: Locator; notes: Locator }> {
  await page.getByRole('link', { name: words.app.customers, exact: true }).click();
  await page.getByText(customer).first().click();
  const side = page.getByRole('complementary', { name: `Customer ${customer}` });
  const box = side.getByRole('textbox', { name: 'Write a note' });
  await expect(box).toBeVisible();
  return { box, notes: side.getByRole('listitem') };
}

/** Ends the program alone: the process that holds the keys ends by itself. */
async function killHost(coffer: Coffer): Promise<void> {
  const vaults = vaultProcesses(coffer);
  expect(vaults).toHaveLength(1);
  coffer.app.process().kill('SIGKILL');
  await expect.poll(() => vaults.filter(isRunning), { timeout: 5_000 }).toEqual([]);
  await coffer.close();
}

function isRunning(pid: number): boolean {
  try {
    // proc(5): one that has ended stays as Z until its end is taken notice of.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

for (const [what, delay, kill] of [
  ['killed at once', 0, (coffer: Coffer) => coffer.kill()],
  ['its host killed alone a moment later', 15, killHost],
] as const) {
  test(`${what} while a note is being saved: nothing that was said to be saved is lost, nothing is there by half`, async ({
    launch,
  }) => {
    const profile = mkdtempSync(join(tmpdir(), 'coffer-killed-'));
    try {
      const coffer = await launch({ profile, locale: 'en' });
      await setUp(coffer.page, words, 'English');
      const { id } = await call(coffer.page, 'customers.create', { fields: { kind: 'firm', name: customer } });
      const { box, notes } = await openCustomer(coffer.page);
      await box.fill(first);
      await box.press('Control+Enter');
      await expect(notes.filter({ hasText: first })).toHaveCount(1);
      await box.fill(second);
      await expect
        .poll(async () => (await call(coffer.page, 'drafts.get', { key: `note:${id}` })).text)
        .toContain(second);
      await Promise.race([box.press('Control+Enter').catch(() => null), coffer.page.waitForTimeout(delay)]);
      await kill(coffer);

      const again = await launch({ profile });
      await logIn(again.page, words, owner.name, owner.password);
      const there = await openCustomer(again.page);
      await expect(there.notes.filter({ hasText: first })).toHaveCount(1);
      const { notes: stored } = await call(again.page, 'notes.list', { customer: id, after: null, limit: 10 });
      const texts = stored.map(({ text }) => text);
      expect([[first], [second, first]]).toContainEqual(texts);
      // What did not become a note still stands in the box.
      if (!texts.includes(second)) await expect(there.box).toHaveValue(second);
      expect(await call(again.page, 'journal.verify', {})).toMatchObject({ whole: true, broken: null });
      await again.close();
    } finally {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}
