import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

/**
 * Whoever uses a keyboard, a screen reader or weak eyes can use what is shown now: no exception to any rule. Contrast, by
 * far the dearest, need not be worked out again where the same screens were seen in the same colours in another language.
 */
export async function expectAccessible(page: Page, { contrast = true } = {}): Promise<void> {
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
    page.evaluate(async (enabled) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const rules = { 'color-contrast': { enabled } };
      const { violations } = await run(document, { resultTypes: ['violations'], selectors: false, rules });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }, contrast);
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
