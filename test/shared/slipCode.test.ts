import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSlipCode, readSlipCode } from '#shared/domain/slipCode.ts';

const random = fc.uint8Array({ minLength: 26, maxLength: 32 });
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

test('a code reads back however it is typed: small letters, spaces, full width, O for 0, I and L for 1', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      const code = makeSlipCode(bytes);
      expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
      const symbols = readSlipCode(code);
      expect(symbols).toHaveLength(26);
      expect(readSlipCode(code.toLowerCase().replace(/-/g, ' '))).toBe(symbols);
      expect(readSlipCode(code.replace(/0/g, 'o').replace(/1/g, 'l'))).toBe(symbols);
      expect(readSlipCode(code.replace(/1/g, 'I'))).toBe(symbols);
      expect(readSlipCode([...code].map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join(''))).toBe(
        symbols,
      );
    }),
  );
});

test('one wrong symbol and two neighbours swapped are noticed, always', () => {
  fc.assert(
    fc.property(random, fc.nat(27), fc.nat(31), (bytes, at, other) => {
      const symbols = [...makeSlipCode(bytes).replace(/-/g, '')];
      const wrong = symbols.with(at, alphabet[other] ?? '');
      if (wrong[at] !== symbols[at]) expect(readSlipCode(wrong.join(''))).toBeNull();
      const next = symbols[at + 1];
      // The two that check are a number of their own.
      if (next === undefined || next === symbols[at] || at >= 25) return;
      const swapped = symbols.with(at, next).with(at + 1, symbols[at] ?? '');
      expect(readSlipCode(swapped.join(''))).toBeNull();
    }),
  );
});

test('what is no code is none', () => {
  for (const typed of ['', 'U'.repeat(28), '0'.repeat(27), '0'.repeat(29), '密碼'])
    expect(readSlipCode(typed)).toBeNull();
  expect(() => makeSlipCode(new Uint8Array(25))).toThrow(RangeError);
});
