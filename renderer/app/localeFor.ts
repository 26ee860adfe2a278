import type { Locale } from '../locales/resources.ts';

/** The nearest of our languages to what the system asks for. */
export function localeFor(system: string): Locale {
  const tag = system.toLowerCase();
  if (!tag.startsWith('zh')) return 'en';
  return /hant|-tw|-hk|-mo/.test(tag) ? 'zh-TW' : 'zh-CN';
}
