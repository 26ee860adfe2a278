import { expect, test } from 'vitest';
import { base32, enrolmentUri, hotp, stepAt, stepOfCode } from '../../main/vault/session/totp.ts';

const secret = Buffer.from('12345678901234567890');

test('the codes are those of RFC 4226, appendix D', () => {
  const expected = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');
  expect(expected.map((_, counter) => hotp(secret, counter))).toEqual(expected);
});

test('the codes are those of RFC 6238, appendix B (SHA-1)', () => {
  const vectors: [number, string][] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ];
  for (const [seconds, code] of vectors) expect(hotp(secret, stepAt(seconds * 1_000), 8), `${seconds}`).toBe(code);
});

test('base 32 is that of RFC 4648, section 10', () => {
  const vectors = {
    '': '',
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  };
  for (const [plain, text] of Object.entries(vectors)) expect(base32(Buffer.from(plain))).toBe(text);
});

test('clocks may differ by one step, and a code that was used, or is older than one that was, never fits again', () => {
  const now = 1_000_000 * 30_000;
  const step = stepAt(now);
  for (const skew of [-1, 0, 1]) expect(stepOfCode(secret, hotp(secret, step + skew), now, 0)).toBe(step + skew);
  for (const skew of [-2, 2]) expect(stepOfCode(secret, hotp(secret, step + skew), now, 0)).toBeNull();
  expect(stepOfCode(secret, hotp(secret, step), now, step)).toBeNull();
  expect(stepOfCode(secret, hotp(secret, step - 1), now, step)).toBeNull();
  expect(stepOfCode(secret, hotp(secret, step + 1), now, step)).toBe(step + 1);
  expect(stepOfCode(secret, '12', now, 0)).toBeNull();
});

test('the telephone is told office, person and secret', () => {
  expect(enrolmentUri(secret, '大同 & Co', '王芳')).toBe(
    'otpauth://totp/%E5%A4%A7%E5%90%8C%20%26%20Co:%E7%8E%8B%E8%8A%B3?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%A4%A7%E5%90%8C%20%26%20Co',
  );
});
