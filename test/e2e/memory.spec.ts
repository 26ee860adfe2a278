import * as desk from './pages/desk.ts';
import { call } from './support/bridge.ts';
import { processTree, textsInMemory } from './support/memory.ts';
import { sampleOffice } from './support/office.ts';
import { expect, test } from './support/test.ts';
import { wordsIn } from './support/words.ts';

// Only root under Linux may read the memory of other processes: elsewhere there is no such test.
if (process.platform === 'linux' && process.getuid?.() === 0) {
  // What the host passes on is not sealed: of what went through it a few pieces may stay until their memory is used again.
  test('five seconds after the lock no process but the host holds the password, or a value that was on the screen', async ({
    launch,
  }) => {
    test.setTimeout(240_000);
    const office = await sampleOffice();
    try {
      const words = wordsIn.en;
      const { app, page } = await launch({ profile: office.copy(), locale: 'en' });
      const person = office.person('salesperson');
      await desk.logIn(page, words, person.name, person.password);
      await page.getByRole('row').nth(5).waitFor();
      const { rows } = await call(page, 'customers.list', {
        filter: {},
        sort: 'name',
        descending: false,
        collation: 'pinyin',
        after: null,
        limit: 200,
      });
      const names = rows.map(({ name }) => name).filter((name) => name.length >= 4);
      const values = [...new Set(names)].slice(0, 50);
      expect(values).toHaveLength(50);
      const texts = [...values, person.password];
      const host = app.process().pid ?? 0;
      const held = () => processTree(host).flatMap((pid) => (pid === host ? [] : [textsInMemory(pid, texts).length]));
      // The search finds what is there: while the session is open the values stand in memory.
      expect(Math.max(...held())).toBeGreaterThan(40);
      await desk.lock(page, words);
      // The promise itself speaks of five seconds: there is no event that says memory has been given back.
      await page.waitForTimeout(5_000);
      expect(held().filter((count) => count > 0)).toEqual([]);
    } finally {
      office.remove();
    }
  });
}
