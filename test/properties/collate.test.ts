import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinyinKey, strokeKey } from '#shared/domain/collate.ts';

const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCharCode(code));
const letter = fc.oneof(
  { weight: 3, arbitrary: han },
  { weight: 2, arbitrary: fc.constantFrom(...'abzABZéèüÜñ019 -().,&王李陳大同Ωω') },
);
const name = fc.string({ unit: letter, maxLength: 6 });

function order(a: string, b: string): number {
  return Buffer.from(a).compare(Buffer.from(b));
}

describe('sort keys against the collator', () => {
  it.each([
    ['pinyin', (text: string) => pinyinKey(text, 'firm')],
    ['stroke', strokeKey],
  ] as const)('%s: the same order', (collation, key) => {
    const base = new Intl.Collator(`zh-u-co-${collation}`, { sensitivity: 'base' });
    fc.assert(
      fc.property(name, name, (a, b) => {
        const wanted = Math.sign(base.compare(a.trim(), b.trim()));
        // of equal letters accents and case decide, which the next one tests
        expect(wanted === 0 ? 0 : order(key(a), key(b))).toBe(wanted);
      }),
      { numRuns: 3000 },
    );
  });

  it('orders case as the collator does where the letters are the same', () => {
    const all = new Intl.Collator('zh-u-co-pinyin');
    const word = fc.string({ unit: fc.constantFrom('a', 'A', 'e', 'E', 'z', 'Z'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(order(pinyinKey(a, 'firm'), pinyinKey(b, 'firm'))).toBe(Math.sign(all.compare(a, b)));
      }),
      { numRuns: 2000 },
    );
  });

  it('compares as text as it does byte by byte', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [first, second] = [pinyinKey(a), pinyinKey(b)];
        expect(first < second ? -1 : first > second ? 1 : 0).toBe(order(first, second));
      }),
    );
  });
});
