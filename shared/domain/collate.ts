/**
 * Sort keys that order like `Intl.Collator` where no collation is at hand: in SQLite, whose driver knows none. A key
 * is text to be compared byte by byte (or with `<`): first the primary weights, then accents (plain letters first,
 * where the collator puts those of pinyin tones before them), then case.
 * Weights are ranks in the collator's own order, found once per process by sorting the CJK block (about 50 ms), so
 * keys of processes with different ICU data may differ: a store of keys remembers `process.versions.icu`.
 */
interface Ranks {
  readonly base: Intl.Collator;
  /** One character per class of equal primary weight, in order. */
  readonly order: readonly string[];
  readonly rank: ReadonlyMap<string, number>;
  /** Weights of characters outside the table, found by bisection. */
  readonly others: Map<string, string>;
}

const firstWeight = 0x100;
const separator = '\u0001';

function buildRanks(collation: 'pinyin' | 'stroke'): Ranks {
  const locale = `zh-u-co-${collation}`;
  const characters: string[] = [];
  for (let code = 0x20; code < 0x7f; code++) characters.push(String.fromCharCode(code));
  for (let code = 0x4e00; code <= 0x9fff; code++) characters.push(String.fromCharCode(code));
  characters.sort(new Intl.Collator(locale).compare);
  const base = new Intl.Collator(locale, { sensitivity: 'base' });
  const order: string[] = [];
  const rank = new Map<string, number>();
  for (const character of characters) {
    const last = order.at(-1);
    if (last === undefined || base.compare(last, character) !== 0) order.push(character);
    rank.set(character, order.length - 1);
  }
  return { base, order, rank, others: new Map() };
}

const built = new Map<string, Ranks>();
function ranks(collation: 'pinyin' | 'stroke'): Ranks {
  const known = built.get(collation) ?? buildRanks(collation);
  built.set(collation, known);
  return known;
}

/** Characters of the table have even weights; the odd one after each is room for what the table does not hold. */
function weight(rank: number, between: string | null): string {
  const first = String.fromCharCode(firstWeight + 2 * rank + (between === null ? 0 : 1));
  if (between === null) return first;
  let code = between.codePointAt(0) ?? 0;
  // katakana sorts with hiragana
  if (code >= 0x30a1 && code <= 0x30f6) code -= 0x60;
  return first + String.fromCharCode(firstWeight + (code >> 10), firstWeight + (code & 0x3ff));
}

function weightOf(character: string, { base, order, rank, others }: Ranks): string {
  const inTable = rank.get(character);
  if (inTable !== undefined) return weight(inTable, null);
  const known = others.get(character);
  if (known !== undefined) return known;
  let found = '';
  if (base.compare(character, '') !== 0) {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (base.compare(order[middle] ?? '', character) < 0) low = middle + 1;
      else high = middle;
    }
    const equal = low < order.length && base.compare(order[low] ?? '', character) === 0;
    found = equal ? weight(low, null) : weight(Math.max(low - 1, 0), character.toLowerCase());
  }
  if (others.size < 20_000) others.set(character, found);
  return found;
}

function key(text: string, table: Ranks, skip: number, lead: string): string {
  let primary = lead;
  let accents = lead === '' ? '' : 'a';
  let cases = accents;
  for (const character of text.slice(skip).normalize('NFD')) {
    if (/\p{M}/u.test(character)) {
      accents += character;
      continue;
    }
    const found = weightOf(character, table);
    if (found === '') continue;
    primary += found;
    accents += 'a';
    const folded = character.normalize('NFKC');
    cases += folded === character ? (/\p{Lu}/u.test(character) ? 'c' : 'a') : /\p{Lu}/u.test(folded) ? 'd' : 'b';
  }
  accents = accents.replace(/a+$/u, '');
  cases = cases.replace(/a+$/u, '');
  if (cases !== '') return `${primary}${separator}${accents}${separator}${cases}`;
  return accents === '' ? primary : `${primary}${separator}${accents}`;
}

/**
 * Surnames that are read differently from the word, each group with the last character of that reading in the
 * collator's order, after which they are put. Source: 现代汉语词典 (entries marked 姓).
 */
const surnamesAfter: Readonly<Record<string, string>> = {
  鱔: '单 單',
  鱛: '曾',
  讅: '沈',
  鰽: '仇',
  齇: '查',
  皤: '繁',
  躞: '解',
  鵀: '任',
  鷗: '区 區',
  黫: '燕',
  舸: '盖 蓋',
  闝: '朴',
  鸙: '乐 樂',
  廟: '缪 繆',
  譮: '华 華',
  韻: '员 員',
  潲: '召',
  蛥: '折',
  麰: '牟',
  蟈: '过 過',
  鸚: '应 應',
  鑮: '薄',
  鬱: '尉迟 尉遲',
  罈: '澹台 澹臺',
  鯪: '令狐',
  掌: '长孙 長孫',
  默: '万俟 萬俟',
};
const surnameAnchor = new Map(
  Object.entries(surnamesAfter).flatMap(([anchor, names]) => names.split(' ').map((name) => [name, anchor] as const)),
);

/** Two to four Chinese characters and nothing else: how a person's name looks where the kind is not known. */
function looksLikePerson(name: string): boolean {
  return /^\p{Script=Han}{2,4}$/u.test(name);
}

/**
 * Key that orders names as `Intl.Collator('zh-u-co-pinyin')` does, but with a person's surname read as a surname
 * (单 Shàn, 曾 Zēng, 沈 Shěn). Without `kind` names of two to four Chinese characters are taken for persons.
 */
export function pinyinKey(name: string, kind?: 'firm' | 'person'): string {
  const text = name.trim();
  const table = ranks('pinyin');
  if (kind === 'firm' || (kind === undefined && !looksLikePerson(text))) return key(text, table, 0, '');
  for (const length of [2, 1]) {
    const surname = text.slice(0, length);
    const rank = table.rank.get(surnameAnchor.get(surname) ?? '');
    if (rank === undefined) continue;
    const second = length === 2 ? weightOf(text.charAt(1), table) : '';
    return key(text, table, length, weight(rank, surname) + second);
  }
  return key(text, table, 0, '');
}

/** Key that orders names as `Intl.Collator('zh-u-co-stroke')` does: by number of strokes. */
export function strokeKey(name: string): string {
  return key(name.trim(), ranks('stroke'), 0, '');
}
