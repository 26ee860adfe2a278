import type { Page } from '@playwright/test';
import * as desk from './pages/desk.ts';
import { heldBy, processTree, wantedKey, wantedText } from './support/memory.ts';
import { sampleOffice } from './support/office.ts';
import { openedBy } from './support/secrets.ts';
import { expect, test } from './support/test.ts';
import { wordsIn } from './support/words.ts';

const note = 'half a note about quinces';

/** Types as a person does: a text that is put in at one go would pass through the browser’s debugger as one. */
async function logInByHand(page: Page, name: string, password: string): Promise<void> {
  const words = wordsIn.en;
  await page.getByRole('radio', { name }).click();
  await page.getByRole('textbox', { name: words.common.password }).pressSequentially(password);
  await page.getByRole('button', { name: words.session.logIn }).click();
  await page.getByRole('navigation', { name: words.app.navigation }).waitFor();
}

/**
 * Has the page ask for customers and for the contact details of one, without a value coming here through the browser’s
 * debugger; how many customers there were, and whether the details came.
 */
function fetchCustomers(page: Page): Promise<readonly [number, boolean]> {
  return page.evaluate(async () => {
    type Reply = { ok: boolean; value: { rows: { id: string }[] } };
    const { coffer } = window as unknown as { coffer: { call(name: string, input: unknown): Promise<Reply> } };
    const input = { filter: {}, sort: 'name', descending: false, collation: 'pinyin', after: null, limit: 500 };
    const { rows } = (await coffer.call('customers.list', input)).value;
    const { ok } = await coffer.call('customers.reveal', { id: rows[0]?.id, reason: 'call' });
    return [rows.length, ok] as const;
  });
}

// Only root under Linux may read the memory of other processes: elsewhere there is no such test.
if (process.platform === 'linux' && process.getuid?.() === 0) {
  test('five seconds after the lock no process holds a key, the password, or a value that was on the screen; the host never does', async ({
    launch,
  }) => {
    const office = await sampleOffice();
    try {
      const profile = office.copy();
      const person = office.person('salesperson');
      const secrets = openedBy(profile, office.keychain, person);
      const names = secrets.names.slice(0, 50).map(wantedText);
      expect(names).toHaveLength(50);
      const keys = secrets.keys.map(([name, key]) => wantedKey(name, Buffer.from(key, 'base64')));
      const all = [...keys, ...names, wantedText(person.password), wantedText(note)];
      const { app, page } = await launch({ profile, locale: 'en', shipped: true });
      const host = app.process().pid ?? 0;
      const others = () => processTree(host).filter((pid) => pid !== host);
      const held = (pids: readonly number[]) => new Set(pids.flatMap((pid) => heldBy(pid, all)));

      await logInByHand(page, person.name, person.password);
      await page.getByRole('row').nth(5).waitFor();
      expect(await fetchCustomers(page)).toEqual([expect.any(Number), true]);
      await page.getByRole('row').nth(5).click();
      const box = page.getByRole('complementary').getByRole('textbox', { name: 'Write a note' });
      await box.pressSequentially(note);
      // The search finds what is there: while the session is open, its values and keys stand in memory.
      const open = held(others());
      for (const { name } of [...names, wantedText(person.password), wantedText(note)]) expect(open).toContain(name);
      for (const name of ['seed', 'signing', 'box', 'database', 'view']) expect(open).toContain(name);
      expect([...open].filter((name) => name.startsWith('ck:')).length).toBeGreaterThan(0);
      // What opened the slot was wiped as soon as it had.
      expect(open).not.toContain('slot');
      // Through the host it all went sealed. It does know what is being typed: it hands the keys on, and to input methods.
      const typed = [note];
      expect([...held([host])].filter((name) => !typed.includes(name))).toEqual([]);

      await desk.lock(page, wordsIn.en);
      // The promise itself speaks of five seconds: there is no event that says memory has been given back.
      await page.waitForTimeout(5_000);
      expect([...held(others())]).toEqual([]);
      expect([...held([host])].filter((name) => !typed.includes(name))).toEqual([]);
    } finally {
      office.remove();
    }
  });
}
