import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/errors.ts';
import { en, zhCN, zhTW } from '../../renderer/locales/resources.ts';

type Words = Readonly<Record<string, string>>;
const languages: Readonly<Record<string, Readonly<Record<string, Words>>>> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };

type Elements = ReturnType<IntlMessageFormat['getAst']>;
/** How the parser marks plain text. */
const literal = 0;

/** Names of the arguments that a message takes. */
function argumentsOf(elements: Elements): Set<string> {
  const names = new Set<string>();
  for (const element of elements) {
    if ('value' in element && element.type !== literal) names.add(element.value);
    if ('options' in element) {
      for (const option of Object.values(element.options))
        for (const name of argumentsOf(option.value)) names.add(name);
    }
  }
  return names;
}
const argumentNames = (text: string, language: string) =>
  [...argumentsOf(new IntlMessageFormat(text, language).getAst())].sort();

/** Characters that only one of the two ways of writing uses; a few hundred everyday ones are enough to catch a mix-up. */
const onlySimplified =
  /[们这个时国学说对会过还进给让从样报书见长门问间关应当经济与业为发开务东两严丧乐习乡买乱争产亲]/u;
const onlyTraditional =
  /[們這個時國學說對會過還進給讓從樣報書見長門問間關應當經濟與業為發開務東兩嚴喪樂習鄉買亂爭產親]/u;

describe.each(Object.keys(en))('words of %s', (namespace) => {
  const english: Words = languages['en']?.[namespace] ?? {};

  it.each(Object.keys(languages))('are complete and well formed in %s', (language) => {
    const words = languages[language]?.[namespace] ?? {};
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    const odd = Object.entries(words).filter(
      ([key, text]) =>
        text.trim() === '' || argumentNames(text, language).join() !== argumentNames(english[key] ?? '', 'en').join(),
    );
    expect(odd).toEqual([]);
  });

  it('are written apart for the mainland and Taiwan', () => {
    const mixed = (language: string, foreign: RegExp) =>
      Object.entries(languages[language]?.[namespace] ?? {}).filter(([, text]) => foreign.test(text));
    expect(mixed('zh-CN', onlyTraditional)).toEqual([]);
    expect(mixed('zh-TW', onlySimplified)).toEqual([]);
  });
});

describe('refusals', () => {
  it('have a sentence each that never says "error"', () => {
    const poor = errorCodes.filter(
      (code) => !/[.)]$/.test(en.errors[code]) || /\berror\b|successful/i.test(en.errors[code]),
    );
    expect(poor).toEqual([]);
  });
});
