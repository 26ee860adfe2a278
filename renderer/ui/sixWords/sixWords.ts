import { english } from './english.ts';
import { simplified } from './simplified.ts';
import { traditional } from './traditional.ts';

const lists = {
  en: english.trim().split(/\s+/),
  'zh-CN': [...simplified.replace(/\s/g, '')],
  'zh-TW': [...traditional.replace(/\s/g, '')],
};

/** What six numbers from 0 to 2,047 read like, for two people to compare: words, or characters in Chinese. */
export function sixWords(numbers: readonly number[], locale: keyof typeof lists): string[] {
  return numbers.map((number) => lists[locale][number] ?? '');
}
