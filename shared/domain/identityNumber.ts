import { isCalendarDate } from './calendar.ts';
import { plainNumber, type CheckResult } from './taxId.ts';

// Values 10…35 of the letters, by place of registration: A10 B11 … I34 O35 W32 X30 Y31 Z33.
const taiwanLetters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/**
 * Taiwan 國民身分證統一編號 and 外來人口統一證號 (letter, 1 2 8 9 or A–D, eight digits): weights 1 9 | 8 7 6 5 4 3 2 1 1,
 * sum divisible by 10. Source: 內政部戶政司, check rule of the 統一編號; 內政部移民署 for the residents' numbers of 2021.
 */
function checkTaiwan(number: string): CheckResult {
  const place = 10 + taiwanLetters.indexOf(number.charAt(0));
  const second = /[A-D]/u.test(number.charAt(1))
    ? (10 + taiwanLetters.indexOf(number.charAt(1))) % 10
    : Number(number[1]);
  let sum = Math.floor(place / 10) + (place % 10) * 9 + second * 8;
  for (let index = 2; index < 9; index++) sum += Number(number[index]) * (9 - index);
  return (sum + Number(number[9])) % 10 === 0 ? 'valid' : 'invalid';
}

/** Mainland 公民身份号码, GB 11643-1999: 17 digits with a real birth date, check character by ISO 7064 MOD 11-2. */
function checkMainland(number: string): CheckResult {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  if (year === undefined || year < 1800 || !isCalendarDate(year, month ?? 0, day ?? 0)) return 'invalid';
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += Number(number[index]) * (2 ** (17 - index) % 11);
  return '10X98765432'.charAt(sum % 11) === number[17] ? 'valid' : 'invalid';
}

/** Checks the identity number of a person (Taiwan, mainland 18 characters); `unknown` for every other form. */
export function checkIdentityNumber(text: string): CheckResult {
  const number = plainNumber(text);
  if (/^[A-Z][1289A-D]\d{8}$/u.test(number)) return checkTaiwan(number);
  if (/^\d{17}[\dX]$/u.test(number)) return checkMainland(number);
  return /^[A-Z]\d{9}$/u.test(number) ? 'invalid' : 'unknown';
}
