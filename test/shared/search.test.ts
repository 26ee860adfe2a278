import { describe, expect, it } from 'vitest';
import { matches, nameTokens, queryTokens, taxIdTokens } from '#shared/domain/search.ts';

/** Looks as FTS5 does: all groups, in each any token, whole or as a beginning; then the recheck. */
function finds([name, company, taxId]: readonly string[], typed: string): boolean {
  const tokens = [...nameTokens(name ?? ''), ...nameTokens(company ?? '', 'company'), ...taxIdTokens(taxId ?? '')];
  const query = queryTokens(typed);
  const hit = query.groups.every((group) =>
    group.some((token) =>
      token.endsWith('*') ? tokens.some((one) => one.startsWith(token.slice(0, -1))) : tokens.includes(token),
    ),
  );
  return hit && (!query.recheck || matches([name, company, taxId].join('\n'), query));
}

describe('finding customers', () => {
  it.each([
    ['王小明', '王'],
    ['王小明', '小明'],
    ['王小明', '王小明'],
    ['王小明', 'wxm'],
    ['王小明', 'xm'],
    ['王小明', 'WANG'],
    ['王小明', 'wangxiaoming'],
    ['王小明', 'xiaoming'],
    ['王小明', 'wang xiao'],
    ['王小明', 'ㄨㄒㄇ'],
    ['王小明', 'ㄒㄇ'],
    ['王小明', 'ㄨㄤˊ ㄒㄧㄠˇ'],
    ['張三', '张三'],
    ['张三', '張'],
    ['臺北', '台北'],
    ['曾國城', 'zgc'],
    ['曾國城', 'cgc'],
    ['曾國城', 'zengguo'],
    ['單國璽', 'shan'],
    ['沈建國', 'shen'],
    ['歐陽修', 'oyx'],
    ['歐陽修', 'ㄡㄧㄒ'],
    ['鄂', 'ㄝ'],
    ['呂布', 'lvbu'],
    ['呂布', 'lubu'],
    ['呂布', 'lübu'],
    ['重慶銀行', 'chongqing'],
    ['重慶銀行', 'cqyh'],
    ['华为', 'hw'],
    ['華碩電腦', 'ㄏㄕㄉㄋ'],
    ['Müller GmbH', 'mueller'],
    ['Müller GmbH', 'muller'],
    ['Müller GmbH', 'MÜLL'],
    ['Mueller', 'Müller'],
    ['Straßer', 'strasser'],
    ['François', 'franc'],
    ["O'Brien", 'obrien'],
    ["O'Brien", "o'br"],
    ['3M台灣', '3m'],
    ['한국전자', '한국'],
    ['ソニー', 'ソニ'],
    ['Омега', 'омЕ'],
    ['ＡＢＣ商行', 'abc'],
    ['𠮷野家', '𠮷野'],
  ])('%s by %s', (name, typed) => {
    expect(finds([name], typed)).toBe(true);
  });

  it('finds by firm and tax number, and by both together', () => {
    const record = ['王小明', '大同實業股份有限公司', '04595257'];
    for (const typed of ['大同', 'dtsy', '0459', '04595257', '王 大同', 'wxm 大同', '王小明 dts', '實業股份有限公司'])
      expect([typed, finds(record, typed)]).toEqual([typed, true]);
    for (const typed of ['同大', '李', '王 大华', '95257', 'xyz', 'wxmm', '王小明 李'])
      expect([typed, finds(record, typed)]).toEqual([typed, false]);
  });

  it('finds by each 注音 symbol that a syllable begins with, and nobody who begins with another', () => {
    const names = [...'白潘馬方丁田牛林高康何江秦徐張陳沈任鄒曹孫楊王袁阿哦鄂艾奧歐安恩昂鞥爾'];
    const symbols = [...'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩㄚㄛㄜㄞㄠㄡㄢㄣㄤㄥㄦ'];
    for (const [at, symbol] of symbols.entries())
      expect([symbol, names.filter((name) => finds([name], symbol))]).toEqual([symbol, [names[at]]]);
  });

  it('does not take pairs found apart for a name', () => {
    expect(finds(['小明張 張小'], '張小明')).toBe(false);
    expect(finds(['張明張小明'], '張小明')).toBe(true);
  });

  it.each([
    '"',
    '*',
    'x" OR "1',
    "'; DROP TABLE records;--",
    'NEAR(a b)',
    'a AND NOT b',
    '%_',
    'w:王*',
    '^',
    '{}',
    '\\',
    '\0',
    '()',
  ])('takes %j literally', (typed) => {
    const { expression } = queryTokens(typed);
    expect(expression).toMatch(/^$|^\((?:"[a-z0-9]+"\*?(?: OR )?)+\)(?: AND \((?:"[a-z0-9]+"\*?(?: OR )?)+\))*$/u);
    expect(finds(['王小明'], typed === '%_' ? '王%_' : '王')).toBe(true);
  });

  it('says when there is nothing to look for', () => {
    for (const typed of ['', '  ', '%_*', '"']) expect(queryTokens(typed).kind).toBe('empty');
  });

  it('writes tokens that the tokenizer keeps whole', () => {
    for (const token of [
      ...nameTokens('王小明 Müller 3M 한국 ソニー 𠮷'),
      ...nameTokens('x'.repeat(300)),
      ...taxIdTokens(' GB-123 '),
    ])
      expect(token).toMatch(/^[a-z][a-z0-9]{1,32}$/u);
  });
});
