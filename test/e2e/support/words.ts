import { en, zhCN, zhTW } from '../../../renderer/locales/resources.ts';

export type TestLocale = 'en' | 'zh-CN' | 'zh-TW';
export type Words = { readonly [N in keyof typeof en]: Readonly<Record<keyof (typeof en)[N], string>> };

/** The words on screen, so that a page object works in every language. */
export const wordsIn: Readonly<Record<TestLocale, Words>> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };

/** A message with plain arguments filled in. */
export function fill(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
