import { bopomofoInitial, readings } from './pinyin.ts';
import { foldVariants } from './variants.ts';

/**
 * Search terms for full text without a language: every token is a field letter and ASCII letters or digits, so that
 * the tokenizer (unicode61) keeps it whole and no text of anybody's can be taken for query syntax.
 *   w name word · h name characters (one and two) · c company word · k company characters
 *   p pinyin · i pinyin initials · z 注音 initials (each from every character on) · t tax id
 */
type Field = 'name' | 'company';
const letters = { name: { word: 'w', characters: 'h' }, company: { word: 'c', characters: 'k' } } as const;

const longestWord = 32;
const longestPinyin = 24;
const longestInitials = 8;
const bopomofo = /^[\u3105-\u3129\u02ca\u02c7\u02cb\u02d9\s]+$/u;

/** One character as four ASCII letters or digits. */
function encoded(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(36).padStart(4, '0');
}
/** All that a syllable begins with: as many as there are digits and letters. ㄝ begins only ê, which people look for under ㄜ. */
const symbolsInOrder = 'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩㄚㄛㄜㄞㄟㄠㄡㄢㄣㄤㄥㄦ';
function encodedBopomofo(symbols: string): string {
  return [...symbols].map((symbol) => symbolsInOrder.indexOf(symbol).toString(36)).join('');
}

const special: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

/** Lower case, half width, no accents, simplified: what is compared. */
function fold(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  const latin = /[\u00c0-\u024f\u0300-\u036f]/u.test(lower)
    ? lower
        .replace(/[ßæœøłđ]/gu, (letter) => special[letter] ?? letter)
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .normalize('NFC')
    : lower;
  return foldVariants(latin);
}

/** The other usual way to write the same: ä as ae, ö as oe, ü as ue, O'Brien as OBrien; null where there is none. */
function foldOther(text: string): string | null {
  const other = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöü]/gu, (vowel) => umlauts[vowel] ?? vowel)
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '');
  const folded = fold(other);
  return folded === fold(text) ? null : folded;
}

/** Latin words, and runs of all other letters (Chinese, kana, Cyrillic …), of folded text. */
function pieces(folded: string): { words: string[]; runs: string[] } {
  return {
    words: folded.match(/[a-z0-9]+/gu) ?? [],
    runs: folded.match(/[^\P{L}a-z0-9]+/gu) ?? [],
  };
}

function characterTokens(runs: readonly string[], letter: string, into: Set<string>): void {
  for (const run of runs) {
    let before = '';
    for (const character of run) {
      const code = encoded(character);
      into.add(letter + code);
      if (before !== '') into.add(letter + before + code);
      before = code;
    }
  }
}

/** Pinyin as typed: lü is found as lv, lu and lyu. */
function spellings(joined: string): string[] {
  return joined.includes('v') ? [joined, joined.replaceAll('v', 'u'), joined.replaceAll('v', 'yu')] : [joined];
}

/** What most firms' names end in; nobody looks for its sound. */
const firmEnding = /(?:股份|責任|责任)?(?:有限)?公司$/u;

function hanRuns(text: string): string[] {
  return (text.normalize('NFKC').match(/\p{Script=Han}+/gu) ?? []).map((run) => run.replace(firmEnding, '') || run);
}

function readingTokens(text: string, into: Set<string>): void {
  for (const run of hanRuns(text)) {
    for (const syllables of readings(run)) {
      const firsts = syllables.map((syllable) => syllable.charAt(0)).join('');
      const symbols = syllables.map((syllable) => bopomofoInitial(syllable)).join('');
      for (let from = 0; from < syllables.length; from++) {
        for (const joined of spellings(syllables.slice(from, from + longestPinyin).join(''))) {
          if (joined !== '') into.add(`p${joined.slice(0, longestPinyin)}`);
        }
      }
      for (let from = 0; from < firsts.length; from++) into.add(`i${firsts.slice(from, from + longestInitials)}`);
      for (let from = 0; from < symbols.length; from++) {
        into.add(`z${encodedBopomofo(symbols.slice(from, from + longestInitials))}`);
      }
    }
  }
}

/** The tokens under which a name (or a firm's name beside a person's) is indexed. */
export function nameTokens(text: string, field: Field = 'name'): string[] {
  const tokens = new Set<string>();
  const { word, characters } = letters[field];
  const { words, runs } = pieces(fold(text));
  const other = /['’\u00c0-\u024f]/u.test(text) ? foldOther(text) : null;
  for (const found of words) tokens.add(word + found.slice(0, longestWord));
  for (const found of other === null ? [] : pieces(other).words) tokens.add(word + found.slice(0, longestWord));
  characterTokens(runs, characters, tokens);
  readingTokens(text, tokens);
  return [...tokens];
}

/** The token under which a tax number is indexed; none for an empty one. */
export function taxIdTokens(text: string): string[] {
  const plain = fold(text).replace(/[^a-z0-9]/gu, '');
  return plain === '' ? [] : [`t${plain.slice(0, longestWord)}`];
}

/** One thing that must be found: any of its tokens. A token that ends in `*` is the beginning of one. */
type Group = readonly string[];
interface Part {
  readonly kind: 'characters' | 'word' | 'initials';
  /** Folded text; of `initials` 注音 symbols. */
  readonly text: string;
  /** The other way to write the same word, if there is one. */
  readonly other: string | null;
}
export interface SearchQuery {
  /** `name`: look for the groups. `empty`: nothing that could be looked for, which finds everything. */
  readonly kind: 'name' | 'empty';
  /** All of them must be found (FTS5: groups joined by AND, tokens in them by OR). */
  readonly groups: readonly Group[];
  /** The same as an FTS5 expression for MATCH; contains no text as typed. Empty where there is no group. */
  readonly expression: string;
  /** Whether a hit must still be checked with `matches` (tokens alone can be found apart from each other). */
  readonly recheck: boolean;
  readonly parts: readonly Part[];
}

/** First symbol of each syllable: of `ㄨㄤˊ ㄒㄧㄠˇ` as well as of `ㄨㄒ`. */
function typedInitials(text: string): string {
  const toned = /[\u02ca\u02c7\u02cb\u02d9]/u.test(text);
  const symbols = toned
    ? text
        .split(/[\s\u02ca\u02c7\u02cb\u02d9]+/u)
        .map((syllable) => syllable.charAt(0))
        .join('')
    : text.replace(/\s/gu, '');
  return symbols.replace(/ㄝ/gu, 'ㄜ');
}

function partsOf(text: string): Part[] {
  const query = text.normalize('NFKC').trim();
  if (query !== '' && bopomofo.test(query)) return [{ kind: 'initials', text: typedInitials(query), other: null }];
  const parts: Part[] = [];
  for (const [typed] of query.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const others = foldOther(typed)?.match(/[a-z0-9]+/gu) ?? [];
    for (const [found] of fold(typed).matchAll(/[a-z0-9]+|[^\P{L}a-z0-9]+/gu)) {
      if (/^[\u3105-\u3129]+$/u.test(found)) parts.push({ kind: 'initials', text: typedInitials(found), other: null });
      else if (/^[a-z0-9]/u.test(found)) parts.push({ kind: 'word', text: found, other: others.shift() ?? null });
      else parts.push({ kind: 'characters', text: found, other: null });
    }
  }
  return parts.slice(0, 12);
}

function wordGroup(word: string): string[] {
  const [name, letter] = [word.slice(0, longestWord), /^[a-z]+$/u.test(word)];
  const either = [`w${name}*`, `c${name}*`, `t${name}*`];
  return letter ? [...either, `p${word.slice(0, longestPinyin)}*`, `i${word.slice(0, longestInitials)}*`] : either;
}

function groupsOf({ kind, text, other }: Part): Group[] {
  if (kind === 'initials') return [[`z${encodedBopomofo(text.slice(0, longestInitials))}*`]];
  if (kind === 'word') return [[...wordGroup(text), ...(other === null ? [] : wordGroup(other))]];
  const characters = [...text].slice(0, 40);
  if (characters.length === 1) return [[`h${encoded(text)}`, `k${encoded(text)}`]];
  return characters.slice(1).map((character, index) => {
    const pair = encoded(characters[index] ?? '') + encoded(character);
    return [`h${pair}`, `k${pair}`];
  });
}

/** How what was typed is looked for: each run of characters, each word must be found; case and accents do not count. */
export function queryTokens(text: string): SearchQuery {
  const parts = partsOf(text.slice(0, 400));
  const groups = parts.flatMap(groupsOf);
  return {
    kind: groups.length === 0 ? 'empty' : 'name',
    groups,
    expression: groups
      .map(
        (group) =>
          `(${group.map((token) => (token.endsWith('*') ? `"${token.slice(0, -1)}"*` : `"${token}"`)).join(' OR ')})`,
      )
      .join(' AND '),
    recheck: parts.some(({ kind, text: part }) => part.length > (kind === 'characters' ? 2 : longestInitials)),
    parts,
  };
}

function wordMatches(record: string, word: string): boolean {
  const other = foldOther(record);
  const words = [...pieces(fold(record)).words, ...(other === null ? [] : pieces(other).words)];
  if (words.some((found) => found.startsWith(word))) return true;
  // Of a tax number, which stands in the third line, what divides it does not count; a name's words stay apart.
  const taxId = fold(record.split('\n')[2] ?? '').replace(/[^a-z0-9]/gu, '');
  if (taxId !== '' && taxId.startsWith(word)) return true;
  return hanRuns(record).some((run) =>
    readings(run).some((syllables) =>
      syllables.some((_, from) => {
        const rest = syllables.slice(from);
        const firsts = rest.map((syllable) => syllable.charAt(0)).join('');
        return firsts.startsWith(word) || spellings(rest.join('')).some((joined) => joined.startsWith(word));
      }),
    ),
  );
}

function initialsMatch(record: string, symbols: string): boolean {
  return hanRuns(record).some((run) =>
    readings(run).some((syllables) =>
      syllables
        .map((syllable) => bopomofoInitial(syllable))
        .join('')
        .includes(symbols),
    ),
  );
}

/** Whether a record (name, company, tax id as lines of one text) really holds all that was typed. */
export function matches(record: string, query: SearchQuery): boolean {
  const lines = fold(record).split('\n');
  return query.parts.every(({ kind, text, other }) =>
    kind === 'characters'
      ? lines.some((line) => line.includes(text))
      : kind === 'word'
        ? wordMatches(record, text) || (other !== null && wordMatches(record, other))
        : initialsMatch(record, text),
  );
}
