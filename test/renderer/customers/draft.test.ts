import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDraftSaver } from '../../../renderer/features/customers/draft.ts';

describe('saving a draft', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('saves the last state at most once a pause, also of somebody who never stops typing', () => {
    const saved: string[] = [];
    const saver = createDraftSaver((text) => saved.push(text), 1_500);
    for (let letters = 1; letters <= 40; letters += 1) {
      saver.changed('x'.repeat(letters));
      vi.advanceTimersByTime(100);
    }
    expect(saved.length).toBe(2);
    vi.advanceTimersByTime(1_500);
    expect(saved.at(-1)).toBe('x'.repeat(40));
  });

  it('saves at once when the screen locks, and nothing once the text has become a note', () => {
    const saved: string[] = [];
    const saver = createDraftSaver((text) => saved.push(text), 1_500);
    saver.changed('half');
    saver.flush();
    expect(saved).toEqual(['half']);
    saver.changed('whole');
    saver.drop();
    vi.advanceTimersByTime(5_000);
    expect(saved).toEqual(['half']);
  });
});
