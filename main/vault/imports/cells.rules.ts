import { displayPhone, normalisePhone, type PhoneCountry } from '#shared/domain/phone.ts';
import { checkTaxId, plainNumber } from '#shared/domain/taxId.ts';

/** A cell as one value: Excel's `="0912"` unwrapped, invisible characters and a column of blanks gone. */
export function plainCell(cell: string): string {
  const unwrapped = /^="([^"]*)"$/u.exec(cell.trim())?.[1] ?? cell;
  return unwrapped
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, '')
    .replace(/\r\n?/gu, '\n')
    .trim();
}

/** The value on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

/** Control characters, and the sign that stands for a letter that could not be read. */
export function isGarbled(text: string): boolean {
  return /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]/u.test(text);
}

const betweenValues = /\s*(?::::|[;；、\n|])\s*/u;

function split(text: string, between: RegExp): string[] {
  return text
    .split(between)
    .map(oneLine)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Tags of one cell, without doubles and without the groups that Google adds itself. */
export function tagsOf(text: string): string[] {
  const tags = split(text, /\s*(?::::|[;；、,，\n|#＃])\s*/u);
  return [...new Set(tags.filter((tag) => !/^\*|^(?:starred|mycontacts)$/iu.test(tag)))];
}

/** E-mail addresses of one cell. */
export function emailsOf(text: string): string[] {
  return split(text.normalize('NFKC').replace(/^mailto:/iu, ''), /\s*(?::::|[;,\s|、])\s*/u);
}

/** Whether it has the form of an e-mail address: one @, a domain with a dot (RFC 5321 lengths). */
export function isEmail(text: string): boolean {
  return /^[^\s@<>(),;:"[\]]{1,64}@[^\s@<>(),;:"[\]]+\.[^\s@.<>(),;:"[\]]{2,}$/u.test(text) && text.length <= 254;
}

export interface PhoneCell {
  readonly value: string;
  readonly mobile: boolean;
  readonly valid: boolean;
}

/** Numbers of one cell: `0912-345-678 / (02)2771-1234#5`; a short piece after a slash belongs to the number before. */
export function phonesOf(text: string, country: PhoneCountry | undefined): PhoneCell[] {
  const pieces = split(text.normalize('NFKC'), betweenValues).flatMap((piece) => {
    const parts = piece.split(/\s*[/,]\s*|\s+(?:or|或)\s+/u);
    return parts.length > 1 && parts.every((part) => part.replace(/\D/gu, '').length >= 7) ? parts : [piece];
  });
  return pieces.map((piece) => {
    const found = normalisePhone(piece, country);
    // 02-2771-1234/5: two lines of one firm, kept as typed
    const several = /\d\s*[/~]\s*\d/u.test(piece);
    const valid =
      found.e164 !== null || (several && normalisePhone(piece.split(/[/~]/u)[0] ?? '', country).e164 !== null);
    return { value: several ? piece : displayPhone(piece, country), mobile: found.kind === 'mobile', valid };
  });
}

/** A tax number in its plain form; the leading zero that spreadsheets drop is put back where that makes it valid. */
export function taxIdOf(text: string): { readonly value: string; readonly valid: boolean } {
  const plain = plainNumber(text);
  if (/^\d{7}$/u.test(plain) && checkTaxId(`0${plain}`) === 'valid') return { value: `0${plain}`, valid: true };
  return { value: plain, valid: checkTaxId(plain) !== 'invalid' };
}

const han = /^\p{Script=Han}+$/u;

/**
 * First and last name of two columns as one name: Chinese ones with the surname first and no blank (the shorter piece
 * is the surname; of two equal ones the first), others in the order of the columns.
 */
export function joinNames(pieces: readonly string[]): string {
  const [first, second] = pieces;
  if (pieces.length === 2 && first !== undefined && second !== undefined && han.test(first) && han.test(second)) {
    return second.length < first.length ? second + first : first + second;
  }
  return pieces.join(' ');
}

/** Whether the name says by itself that it is a firm's. */
export function isFirmName(name: string): boolean {
  return /(?:公司|企業社|企业|商行|工作室|集團|集团|事務所|事务所|診所|诊所|協會|协会|基金會|基金会|工廠|工厂|門市|超市|行號)$|\b(?:ltd|limited|inc|gmbh|llc|corp|plc|b\.?v|s\.?a|ag|kg|co)\.?$/iu.test(
    name,
  );
}
