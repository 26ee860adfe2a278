import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createIdleLock } from '../../main/host/idleLock.ts';

let heard: (number | null | 'lock')[] = [];
beforeEach(() => {
  heard = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const make = () => createIdleLock({ warn: (left) => heard.push(left), lock: () => heard.push('lock') });

test('warns thirty seconds before, then locks once', () => {
  const idle = make();
  idle.arm(180);
  vi.advanceTimersByTime(149_000);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual([30]);
  vi.advanceTimersByTime(120_000);
  expect(heard).toEqual([30, 'lock']);
  idle.stop();
});

test('work puts it off and takes the warning back', () => {
  const idle = make();
  idle.arm(180);
  vi.advanceTimersByTime(160_000);
  idle.touch();
  expect(heard).toEqual([30, null]);
  vi.advanceTimersByTime(149_000);
  expect(heard).toEqual([30, null]);
  idle.stop();
});

test('a closed session is not locked, and a touch after the time was up does not save it', () => {
  const idle = make();
  idle.arm(60);
  idle.arm(null);
  vi.advanceTimersByTime(600_000);
  expect(heard).toEqual([]);
  idle.arm(60);
  // The computer slept: the clock went on, no timer ran.
  vi.setSystemTime(Date.now() + 3_600_000);
  idle.touch();
  expect(heard).toEqual(['lock']);
  idle.stop();
});
