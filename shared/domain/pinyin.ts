import { pinyin } from 'pinyin-pro';
import { foldVariants } from './variants.ts';

/** Traditional characters that are read otherwise than the simplified ones they are written as. */
const readThemselves = /[乾著]/u;

/** `lv` for lü, as it is typed; no tones. An empty syllable where the dictionary knows none. */
function syllables(run: string, asSurname: boolean): string[] {
  // the dictionary's phrases (重庆 is not zhong) and surnames are simplified
  const text = readThemselves.test(run) ? run : foldVariants(run);
  return pinyin(text, {
    toneType: 'none',
    type: 'array',
    v: true,
    ...(asSurname && { mode: 'surname', surname: 'head' }),
  }).map((syllable) => (/^[a-z]+$/u.test(syllable) ? syllable : ''));
}

/** First characters of surnames that are read otherwise than the word (simplified; 尉迟, 万俟, 长孙, 澹台 among them). */
const readOtherwise =
  /^[啜薄曾查车仇单都繁盖过哈华纪解句乐六秘牟缪那能宁甯朴郄区曲任撒郗相肖燕要应于员召折钻尉万长令澹种葛翟洗冼盛沈]/u;

/** Names longer than this are firms', whose first character is no surname. */
const longestPerson = 4;

/**
 * Readings of a run of Chinese characters, one list of syllables per way it is read: as words, and (where it differs)
 * with the first character as a surname. A character without a known reading is an empty syllable.
 */
export function readings(run: string): string[][] {
  const plain = syllables(run, false);
  if (plain.length > longestPerson || !readOtherwise.test(foldVariants(run.charAt(0)))) return [plain];
  const surname = syllables(run, true);
  return surname.some((syllable, index) => syllable !== plain[index]) ? [plain, surname] : [plain];
}

const initials: readonly (readonly [RegExp, string])[] = [
  [/^zh/u, 'ㄓ'],
  [/^ch/u, 'ㄔ'],
  [/^sh/u, 'ㄕ'],
  [/^b/u, 'ㄅ'],
  [/^p/u, 'ㄆ'],
  [/^m/u, 'ㄇ'],
  [/^f/u, 'ㄈ'],
  [/^d/u, 'ㄉ'],
  [/^t/u, 'ㄊ'],
  [/^n/u, 'ㄋ'],
  [/^l/u, 'ㄌ'],
  [/^g/u, 'ㄍ'],
  [/^k/u, 'ㄎ'],
  [/^h/u, 'ㄏ'],
  [/^j/u, 'ㄐ'],
  [/^q/u, 'ㄑ'],
  [/^x/u, 'ㄒ'],
  [/^r/u, 'ㄖ'],
  [/^z/u, 'ㄗ'],
  [/^c/u, 'ㄘ'],
  [/^s/u, 'ㄙ'],
  [/^yu/u, 'ㄩ'],
  [/^yong/u, 'ㄩ'],
  [/^y/u, 'ㄧ'],
  [/^w/u, 'ㄨ'],
  [/^ai/u, 'ㄞ'],
  [/^ao/u, 'ㄠ'],
  [/^ang/u, 'ㄤ'],
  [/^an/u, 'ㄢ'],
  [/^a/u, 'ㄚ'],
  [/^ou/u, 'ㄡ'],
  [/^o/u, 'ㄛ'],
  [/^ei/u, 'ㄟ'],
  [/^eng/u, 'ㄥ'],
  [/^er/u, 'ㄦ'],
  [/^en/u, 'ㄣ'],
  [/^e/u, 'ㄜ'],
];

/** First 注音 symbol of a pinyin syllable (王 wang → ㄨ, 張 zhang → ㄓ); empty for what is no syllable. */
export function bopomofoInitial(syllable: string): string {
  return initials.find(([pattern]) => pattern.test(syllable))?.[1] ?? '';
}
