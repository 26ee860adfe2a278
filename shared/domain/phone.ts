import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';

/** Country whose way of writing numbers is assumed where a number does not name one (ISO 3166-1 alpha-2). */
export type PhoneCountry = CountryCode;
export type PhoneKind = 'mobile' | 'fixed' | 'unknown';

export interface NormalisedPhone {
  /** `+886912345678`, or null where the text is no valid number of any country in question. */
  readonly e164: string | null;
  /** Without plus and extension: international digits of a valid number, else the digits as typed. */
  readonly digits: string;
  readonly kind: PhoneKind;
  readonly extension: string | null;
}

// 分機 / 转 / 轉 / 内线 / ext / x / # before one to seven digits at the end.
const extensionAtEnd = /(?:[#＃*]|(?:分機|分机|轉|转|內線|内线|extension|ext|x)[.:：]?)\s*(\d{1,7})\s*$/iu;
const mainlandMobile = /^(?:0|86|0086)?(1[3-9]\d{9})$/;
const taiwanMobile = /^09\d{8}$/;

/** Full-width digits, brackets and signs as ASCII, letters of no meaning (電話：) gone from the front. */
function plain(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[\u2010-\u2015\u2212\u30fc]/gu, '-')
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu, '')
      .trim()
      .replace(/^(?:tel|phone|mobile|電話|电话|手機|手机|行動)\s*[.:：]?\s*/iu, '')
      // as our own export writes them: work: …, 住宅: …
      .replace(/^(?:work|home|fax|other|公司|住宅|傳真|传真|其他)\s*[:：]\s*/iu, '')
  );
}

function digitsOf(text: string): string {
  return text.replace(/\D/gu, '');
}

const withoutCountry = { extract: false } as const;
function countryOptions(country: PhoneCountry): { defaultCountry: PhoneCountry; extract: false } {
  return { defaultCountry: country, extract: false };
}

interface Recognised {
  readonly number: PhoneNumber;
  readonly kind: PhoneKind;
}

/** With the library's full metadata a number is valid when it is of some type; asking for that once is enough. */
function valid(text: string, country: PhoneCountry | undefined): Recognised | null {
  const number = parsePhoneNumberFromString(text, country === undefined ? withoutCountry : countryOptions(country));
  const type = number?.getType();
  if (number === undefined || type === undefined) return null;
  return { number, kind: type === 'MOBILE' ? 'mobile' : type === 'FIXED_LINE' ? 'fixed' : 'unknown' };
}

/** The number as the person most likely meant it: as written, then by the shapes that name their own country. */
function recognise(main: string, country: PhoneCountry | undefined): Recognised | null {
  const asWritten = valid(main, country);
  if (asWritten !== null || main.startsWith('+')) return asWritten;
  const digits = digitsOf(main);
  const mainland = mainlandMobile.exec(digits)?.[1];
  if (mainland !== undefined) return valid(`+86${mainland}`, undefined);
  if (taiwanMobile.test(digits)) return valid(digits, 'TW');
  // 886 2 2771 1234 without its plus, 0086… dialled from elsewhere
  return /^(?:00)?(?:886|86|852|853|44|49|33|39|34|31|43|41|81|82|65)\d{7,}$/u.test(digits)
    ? valid(`+${digits.replace(/^00/u, '')}`, undefined)
    : null;
}

interface Read {
  /** Without the extension. */
  readonly main: string;
  readonly extension: string | null;
  readonly number: PhoneNumber | null;
  readonly kind: PhoneKind;
}

// what was read last: the same number is checked, shown and indexed one after the other
let last: { readonly text: string; readonly country: PhoneCountry | undefined; readonly read: Read } | null = null;

function readNumber(text: string, country: PhoneCountry | undefined): Read {
  if (last !== null && last.text === text && last.country === country) return last.read;
  const whole = plain(text);
  const extension = extensionAtEnd.exec(whole);
  const main = (extension === null ? whole : whole.slice(0, extension.index)).replace(/[\s.]+$/u, '');
  const found = /\p{L}/u.test(main) ? null : recognise(main, country);
  const read = {
    main,
    extension: extension?.[1] ?? null,
    number: found?.number ?? null,
    kind: found?.kind ?? 'unknown',
  } as const;
  last = { text, country, read };
  return read;
}

/** Reads a telephone number in any usual form: full-width digits, (02) 2771-1234 #12, 09xx, +86, 分機/转 12. */
export function normalisePhone(text: string, country: PhoneCountry | undefined): NormalisedPhone {
  const { main, extension, number, kind } = readNumber(text, country);
  return {
    e164: number?.number ?? null,
    digits: digitsOf(number?.number ?? main),
    kind,
    extension,
  };
}

/**
 * The complete digit strings under which a number is stored and looked up: two texts name the same number when they
 * share one. International digits and national digits with their trunk zero; an unknown number of ≥ 7 digits as it is.
 * Empty for anything shorter: parts of a number never match.
 */
export function phoneLookupDigits(text: string, country: PhoneCountry = 'TW'): string[] {
  const { main, number } = readNumber(text, country);
  const digits = digitsOf(number?.number ?? main);
  if (number === null) return digits.length >= 7 && digits.length <= 20 ? [digits] : [];
  const national = digitsOf(number.formatNational());
  return national === '' || national === digits ? [digits] : [digits, national];
}

/** The number as it is kept and shown: spaced as in its country, with country code where that is another; else as typed. */
export function displayPhone(text: string, country: PhoneCountry | undefined): string {
  const { extension, number } = readNumber(text, country);
  if (number === null) return text.normalize('NFKC').trim();
  const spaced = number.country === country ? number.formatNational() : number.formatInternational();
  return extension === null ? spaced : `${spaced} #${extension}`;
}
