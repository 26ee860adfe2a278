import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonFault } from '#shared/domain/jsonSafe.ts';

const limit = 1024 * 1024;

describe('what a window may send', () => {
  test('every JSON value within the limit passes, and is refused one byte below its size', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        expect(jsonFault(value, limit)).toBeNull();
        expect(jsonFault(value, bytes - 1)).toBe('tooLarge');
      }),
    );
  });
  test.each([
    ['a map', new Map()],
    ['a date', new Date()],
    ['bytes', new Uint8Array(4)],
    ['a function', () => 1],
    ['a bigint', 1n],
    ['not a number', Number.NaN],
    ['one of them deep inside', { list: [{ at: Symbol('x') }] }],
  ])('%s is not JSON', (_name, value) => {
    expect(jsonFault(value, limit)).toBe('invalidInput');
  });
  test('cycles, depth and huge arrays cost little', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(jsonFault(cycle, limit)).toBe('invalidInput');
    expect(jsonFault(deep, limit)).toBe('invalidInput');
    // Looked at no further than the limit, however much there is.
    let looks = 0;
    const counted = <T>(list: T[]): T[] =>
      new Proxy(list, {
        get: (from, name) => {
          looks += 1;
          return Reflect.get(from, name) as unknown;
        },
      });
    expect(jsonFault(counted(Array.from({ length: 20_000_000 })), limit)).toBe('tooLarge');
    const rows = Array.from({ length: 1000 }, () => counted(Array.from({ length: 10_000 }, () => '')));
    expect(jsonFault(counted(rows), limit)).toBe('tooLarge');
    expect(looks).toBeLessThan(3 * limit);
  });
});
