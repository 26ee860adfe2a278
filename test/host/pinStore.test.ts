import { expect, test } from 'vitest';
import { createPinStore } from '../../main/host/pinStore.ts';

const left = { blob: 'b', half: 'h', until: 100 };

test('what a PIN opens again is given three times at most', () => {
  const pins = createPinStore(() => 0);
  pins.keep('ann', left);
  expect(pins.there()).toEqual(['ann']);
  expect(pins.take('ann')).toEqual({ blob: 'b', half: 'h', left: 2 });
  expect(pins.take('ann')?.left).toBe(1);
  expect(pins.take('ann')?.left).toBe(0);
  expect(pins.take('ann')).toBeNull();
  expect(pins.there()).toEqual([]);
});

test('it is forgotten in time, four hours from now at the latest, when it was used, and all of it at once', () => {
  const clock = { now: 0 };
  const pins = createPinStore(() => clock.now);
  pins.keep('ann', left);
  pins.keep('bob', { ...left, until: Number.MAX_SAFE_INTEGER });
  clock.now = 100;
  expect(pins.there()).toEqual(['bob']);
  expect(pins.take('ann')).toBeNull();
  clock.now = 4 * 3_600_000;
  expect(pins.there()).toEqual([]);
  pins.keep('cat', { ...left, until: clock.now + 1 });
  pins.drop('cat');
  expect(pins.take('cat')).toBeNull();
  pins.keep('dan', { ...left, until: clock.now + 1 });
  pins.clear();
  expect(pins.there()).toEqual([]);
});
