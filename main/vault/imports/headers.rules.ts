import { checkIdentityNumber } from '#shared/domain/identityNumber.ts';
import { parseDate } from '#shared/domain/calendar.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import { normalisePhone } from '#shared/domain/phone.ts';
import { checkTaxId } from '#shared/domain/taxId.ts';
import { meaningOf, type Meaning } from './headings.rules.ts';

export interface TargetGuess {
  readonly target: ImportTarget;
  /** Whether the heading itself says so; else the samples only look like it. */
  readonly sure: boolean;
}

const surname =
  /^[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万段雷钱錢汤湯尹黎易常武乔賀贺赖賴龚龔文欧歐游洪翁庄莊詹颜顏柯温溫简簡涂]/u;

/** What a share of the samples agree on, by their shape. */
function byShape(samples: readonly string[]): ImportTarget | null {
  const values = samples.map((sample) => sample.trim()).filter((sample) => sample !== '');
  if (values.length === 0) return null;
  const most = (test: (value: string) => boolean): boolean => values.filter(test).length >= values.length * 0.7;
  if (most((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value))) return 'email';
  if (most((value) => checkIdentityNumber(value) === 'valid')) return 'idNumber';
  if (most((value) => checkTaxId(value) === 'valid')) return 'taxId';
  if (most((value) => /[県縣市省區区鄉乡鎮镇路街道巷号號樓楼]/u.test(value) && /\d/u.test(value) && value.length >= 8))
    return 'address';
  if (
    most((value) =>
      /(?:公司|企業社|企业|商行|工作室|集团|集團|診所|事務所|事务所|店|廠|厂|行)$|\b(?:ltd|inc|gmbh|co|llc|corp|ag|bv|plc)\.?$/iu.test(
        value,
      ),
    )
  )
    return 'company';
  if (most((value) => normalisePhone(value, 'TW').kind === 'mobile')) return 'mobile';
  if (most((value) => normalisePhone(value, 'TW').e164 !== null)) return 'phone';
  if (most((value) => /[-/.年]/u.test(value) && parseDate(value, 'monthFirst') !== null)) return 'birthday';
  if (most((value) => surname.test(value) && value.length >= 2 && value.length <= 4)) return 'name';
  if (most((value) => /^[A-Z][a-z]+(?: [A-Z][a-z.]*)+$/u.test(value))) return 'name';
  if (most((value) => value.length > 25)) return 'notes';
  return null;
}

/** Targets of which one column is enough; a further one is left out or becomes a note. */
const once: ReadonlySet<ImportTarget> = new Set([
  'name',
  'company',
  'taxId',
  'responsible',
  'title',
  'wechat',
  'line',
  'birthday',
  'idNumber',
  'bankAccount',
]);

/** Settles whose name is whose: a firm with its contact person, a person, a firm alone; and whose person is who. */
function settle(meanings: readonly (Meaning | null)[]): (ImportTarget | null)[] {
  const has = (...any: Meaning[]): boolean => any.some((meaning) => meanings.includes(meaning));
  const person = has('name', 'contact', 'firstName', 'lastName');
  return meanings.map((meaning) => {
    switch (meaning) {
      case 'customer':
        // 客戶名稱 beside 聯絡人 is the firm; beside 公司 alone it is the person
        if (has('company')) return person ? 'ignore' : 'name';
        return person ? 'company' : 'name';
      case 'company':
        return person || has('customer') ? 'company' : 'name';
      case 'contact':
        return has('name') ? 'notes' : 'name';
      case 'firstName':
      case 'lastName':
        return has('name', 'contact') ? 'ignore' : 'name';
      case 'boss':
        // on the mainland 负责人 is the colleague; beside a column of salespeople it is the firm's own head
        return has('responsible') ? 'notes' : 'responsible';
      case 'bank':
        return has('bankAccount') ? 'notes' : 'bankAccount';
      default:
        return meaning;
    }
  });
}

/**
 * Guesses what each column of a foreign file is, by its heading first and by the shape of its samples where the
 * heading says nothing. First and last names both become `name` (they are put together). 90 % and more of the columns
 * of usual lists come out right, which the test asserts.
 */
export function guessTargets(headers: readonly string[], samples: readonly (readonly string[])[]): TargetGuess[] {
  const meanings = headers.map(meaningOf);
  const used = new Set<ImportTarget>();
  const take = (target: ImportTarget, column: number, sure: boolean): TargetGuess => {
    const meaning = meanings[column];
    const half = meaning === 'firstName' || meaning === 'lastName';
    if (once.has(target) && used.has(target) && !half)
      return { target: meaning === 'contact' ? 'notes' : 'ignore', sure: false };
    used.add(target);
    return { target, sure };
  };
  const byHeading = settle(meanings).map((target, column) => (target === null ? null : take(target, column, true)));
  return byHeading.map((guess, column) => {
    if (guess !== null) return guess;
    const shape = byShape(samples[column] ?? []);
    if (shape === null) return { target: 'ignore', sure: false };
    return take(shape === 'company' && !used.has('name') ? 'name' : shape, column, false);
  });
}
