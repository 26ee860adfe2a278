export type CheckResult = 'valid' | 'invalid' | 'unknown';

/** Upper case, half width, without the blanks, hyphens and dots people put into numbers. */
export function plainNumber(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.\-\u2010-\u2015]/gu, '');
}

/**
 * Taiwan 統一編號: eight digits, weights 1 2 1 2 1 2 4 1, digits of the products added up, divisible by 5; a seventh
 * digit 7 counts 0 or 1. Source: 財政部財政資訊中心 「營利事業統一編號檢查碼邏輯修正說明」 (divisor 10 until 2023, 5 since).
 */
function checkTaiwan(digits: string): CheckResult {
  const weights = [1, 2, 1, 2, 1, 2, 4, 1];
  let sum = 0;
  weights.forEach((weight, index) => {
    const product = Number(digits[index]) * weight;
    // 7 × 4 = 28 → 2 + 8 = 10, of which either digit may be taken
    sum += index === 6 && digits[6] === '7' ? 0 : Math.floor(product / 10) + (product % 10);
  });
  return sum % 5 === 0 || (digits[6] === '7' && (sum + 1) % 5 === 0) ? 'valid' : 'invalid';
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Mainland 统一社会信用代码, GB 32100-2015 section 5: 31 characters without I O S V Z, weights 3^i mod 31. */
function checkMainland(code: string): CheckResult {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/u.test(code)) return 'invalid';
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += creditAlphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return creditAlphabet[(31 - (sum % 31)) % 31] === code[17] ? 'valid' : 'invalid';
}

/** Forms of VAT numbers after the country letters; source: European Commission, VIES FAQ question 11, and HMRC for GB/XI. */
const vatForms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/u,
  BE: /^[01]\d{9}$/u,
  BG: /^\d{9,10}$/u,
  CY: /^\d{8}[A-Z]$/u,
  CZ: /^\d{8,10}$/u,
  DE: /^[1-9]\d{8}$/u,
  DK: /^\d{8}$/u,
  EE: /^\d{9}$/u,
  EL: /^\d{9}$/u,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/u,
  FI: /^\d{8}$/u,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/u,
  GB: /^(?:\d{9}|\d{12}|GD[0-4]\d\d|HA[5-9]\d\d)$/u,
  HR: /^\d{11}$/u,
  HU: /^\d{8}$/u,
  IE: /^(?:\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/u,
  IT: /^\d{11}$/u,
  LT: /^(?:\d{9}|\d{12})$/u,
  LU: /^\d{8}$/u,
  LV: /^\d{11}$/u,
  MT: /^\d{8}$/u,
  NL: /^\d{9}B\d{2}$/u,
  PL: /^\d{10}$/u,
  PT: /^\d{9}$/u,
  RO: /^\d{2,10}$/u,
  SE: /^\d{10}01$/u,
  SI: /^\d{8}$/u,
  SK: /^\d{10}$/u,
  XI: /^(?:\d{9}|\d{12}|GD[0-4]\d\d|HA[5-9]\d\d)$/u,
};

/** German USt-IdNr.: ninth digit by ISO/IEC 7064 MOD 11,10 (Bundeszentralamt für Steuern, Merkblatt USt-IdNr.). */
function checkGerman(digits: string): CheckResult {
  let product = 10;
  for (const digit of digits.slice(0, 8)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(digits[8]) ? 'valid' : 'invalid';
}

/**
 * Checks the tax number of a firm: Taiwan (8 digits), mainland (18 characters), VAT numbers of the EU and the United
 * Kingdom by their form (German ones by check digit too). `unknown`: none of these, so nothing can be said.
 */
export function checkTaxId(text: string): CheckResult {
  const number = plainNumber(text);
  if (/^\d{8}$/u.test(number)) return checkTaiwan(number);
  if (/^[0-9A-Z]{18}$/u.test(number)) return checkMainland(number);
  const form = vatForms[number.slice(0, 2)];
  if (form === undefined) return 'unknown';
  const rest = number.slice(2);
  if (!form.test(rest)) return 'invalid';
  return number.startsWith('DE') ? checkGerman(rest) : 'valid';
}
