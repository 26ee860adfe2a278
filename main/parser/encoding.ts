import iconv from 'iconv-lite';
import { detect } from 'jschardet';
import { importEncodings, type ReadOptions } from '#shared/contract/foreignFile.ts';
import { foldVariants } from '#shared/domain/variants.ts';
import { commonCharacters } from './commonCharacters.ts';

export type Encoding = NonNullable<ReadOptions['encoding']>;

/** First bytes of files that are no text: zip (xlsx), OLE (xls), PDF, PNG, JPEG, GIF, gzip, RAR, 7z, executables. */
const binarySignatures = [
  '504b0304',
  '504b0506',
  'd0cf11e0',
  '25504446',
  '89504e47',
  'ffd8ff',
  '47494638',
  '1f8b08',
  '52617221',
  '377abcaf',
  '7f454c46',
  '4d5a90',
];

/** Whether the file's first bytes are those of a well-known format that is no delimited text. */
export function looksBinary(head: Buffer): boolean {
  const first = head.subarray(0, 8).toString('hex');
  return binarySignatures.some((signature) => first.startsWith(signature));
}

/** The encoding that a byte order mark at the front names, and the mark's length. */
export function byteOrderMark(head: Buffer): { readonly encoding: Encoding; readonly length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  // GB18030 has a mark of its own, 84 31 95 33
  if (head.subarray(0, 4).toString('hex') === '84319533') return { encoding: 'gb18030', length: 4 };
  return null;
}

function isUtf8(bytes: Buffer): boolean {
  // a sample may end in the middle of a character: up to three bytes of it are left out
  for (let cut = 0; cut <= 3; cut++) {
    const kept = bytes.subarray(0, bytes.length - cut);
    if (cut > 0 && (bytes[bytes.length - cut] ?? 0) < 0x80) return false;
    if (!kept.toString('utf8').includes('\ufffd') || isExact(kept)) return true;
  }
  return false;
}

/** UTF-8 with a few broken bytes: in another encoding nearly every letter beyond ASCII would be broken. */
function nearlyUtf8(bytes: Buffer): boolean {
  const beyond = bytes.toString('utf8').match(/[^\x00-\x7f]/gu) ?? [];
  return beyond.filter((character) => character === '\ufffd').length < beyond.length * 0.05;
}

/** A replacement character that is really in the text. */
function isExact(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}

/** Share of characters that a list of customers would hold; unpaired surrogates, private use and controls are none. */
function plausible(text: string): number {
  if (text === '') return 0;
  const good = text.match(
    /[\t\n\r\x20-\x7e\u00a0-\u017f\u2010-\u2027\u3000-\u30ff\u3105-\u3129\u4e00-\u9fff\uff00-\uffef]/gu,
  );
  return (good?.length ?? 0) / text.length;
}

/** UTF-16 without its mark: line ends and commas stand at even or odd bytes beside a zero, and the text makes sense. */
function utf16(bytes: Buffer): Encoding | null {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  let zeroFirst = 0;
  let zeroSecond = 0;
  for (let at = 0; at + 1 < even.length; at += 2) {
    if (even[at] === 0) zeroFirst += 1;
    if (even[at + 1] === 0) zeroSecond += 1;
  }
  if (zeroFirst === 0 && zeroSecond === 0) return null;
  const encoding = zeroSecond >= zeroFirst ? 'utf-16le' : 'utf-16be';
  const text = iconv.decode(even, encoding);
  return plausible(text) > 0.97 && !text.includes('\0') ? encoding : null;
}

/** How well the text reads as Chinese: share of the usual characters among all beyond ASCII, less what is broken. */
function chinese(text: string): number {
  const beyond = text.match(/[^\x00-\x7f]/gu) ?? [];
  if (beyond.length === 0) return 0;
  let sum = 0;
  for (const character of beyond) {
    if (character === '\ufffd' || /[\ue000-\uf8ff\u0080-\u009f]/u.test(character)) sum -= 2;
    else if (commonCharacters.has(foldVariants(character))) sum += 1;
    else if (/[\u3000-\u3011\uff01-\uff5e\u00b7\u2014\u2026]/u.test(character)) sum += 0.7;
    else if (/[\u4e00-\u9fff]/u.test(character)) sum += 0.15;
  }
  return sum / beyond.length;
}

/** Share of the bytes beyond ASCII that are Western letters standing in or at a word of ASCII letters. */
function western(bytes: Buffer): number {
  const text = bytes.toString('latin1');
  const beyond = text.match(/[\x80-\xff]/gu)?.length ?? 0;
  const letters = text.match(/(?<=[A-Za-z])[\x8a\x8c\x8e\x9a\x9c\x9e\xc0-\xff]|[\xc0-\xff](?=[a-z])/gu)?.length ?? 0;
  return beyond === 0 ? 0 : letters / beyond;
}

/**
 * Recognises the encoding of a file from samples of it (the first one from its beginning). Throws nothing: what is no
 * text reads as one of them and is refused for its NULs.
 */
export function recogniseEncoding(bytes: Buffer): Encoding {
  const marked = byteOrderMark(bytes);
  if (marked !== null) return marked.encoding;
  const wide = utf16(bytes);
  if (wide !== null) return wide;
  if (isUtf8(bytes) || nearlyUtf8(bytes)) return 'utf-8';
  const scores = (['gb18030', 'big5'] as const).map((encoding) => ({
    encoding,
    score: chinese(iconv.decode(bytes, encoding)),
  }));
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  if (best === undefined || second === undefined) return 'utf-8';
  if (best.score < 0.3 && western(bytes) > 0.7) return 'windows-1252';
  if (best.score - second.score > 0.05) return best.encoding;
  const opinion = detect(bytes.subarray(0, 65_536)).encoding?.toLowerCase() ?? '';
  const known = importEncodings.find((encoding) => encoding === opinion.replace(/^gb2312$|^gbk$/u, 'gb18030'));
  return known === 'gb18030' || known === 'big5' || known === 'windows-1252' ? known : best.encoding;
}
