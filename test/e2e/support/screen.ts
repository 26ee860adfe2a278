import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';
import type { Bridge } from './bridge.ts';
import type { Coffer } from './launchCoffer.ts';
import { wordsIn, type TestLocale } from './words.ts';

/**
 * Whoever uses a keyboard, a screen reader or weak eyes can use what is shown now: no exception to any rule. `coloursOnly`:
 * where the same screen was tried by all rules in other colours.
 */
export async function expectAccessible(page: Page, { coloursOnly = false } = {}): Promise<void> {
  // What is still fading in has colours that nobody has to read; a spinner that never ends is not waited for.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  // No frames: what is in the page is all there is.
  expect(page.frames()).toHaveLength(1);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // Every rule runs; only of what breaks one are the places worked out, and only their markup leaves the page.
  // What begins to fade in only after it was waited for is looked at once more: a fault stays.
  const audit = () =>
    page.evaluate(async (few) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const only = few ? { runOnly: ['color-contrast'] } : {};
      // What lies behind a dialog cannot be used meanwhile, and is tried where it lies open.
      const behind = document.querySelector('body > :not(#root) [aria-modal="true"]') === null ? [] : ['#root'];
      const context = behind.length === 0 ? document : { exclude: behind };
      const { violations } = await run(context, { resultTypes: ['violations'], selectors: false, ...only });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }, coloursOnly);
  await expect.poll(audit, { intervals: [500] }).toEqual([]);
}

/** Nothing sticks out of the window sideways. */
export async function expectWhole(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(wide).toBe(0);
}

const locales = Object.keys(wordsIn) as TestLocale[];

/**
 * The screen as it stands, in every look: all rules in the light, the colours in the dark, and room for each language in the
 * smallest window and for the own one in a large one. It ends as it began: light, 1024×540, in `own`.
 */
export async function expectGood(coffer: Coffer, page: Page, own: TestLocale): Promise<void> {
  await expectAccessible(page);
  await expectWhole(page);
  // In one go: a message to the page and back for each step takes longer than the steps.
  const sideways = await page.evaluate(
    async (languages) => {
      const { coffer: bridge } = window as unknown as { coffer: Bridge };
      const { documentElement: html } = document;
      const found: string[] = [];
      for (const locale of languages) {
        await bridge.call('host.setAppearance', { locale });
        dispatchEvent(new Event('languagechange'));
        while (html.lang !== locale) await new Promise(requestAnimationFrame);
        // A tooltip takes its new place in the frame after.
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        if (html.scrollWidth !== html.clientWidth) found.push(`${locale}: ${html.scrollWidth - html.clientWidth} px`);
      }
      return found;
    },
    [...locales.filter((other) => other !== own), own],
  );
  expect(sideways).toEqual([]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    if (colorScheme === 'dark') await expectAccessible(page, { coloursOnly: true });
  }
  if (page !== coffer.page) return;
  await coffer.resize(1440, 900);
  await expectWhole(page);
  await coffer.resize(1024, 540);
}
