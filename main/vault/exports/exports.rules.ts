import type { ExportLocale } from '#shared/contract/exports.ts';
import { assertNever } from '#shared/domain/assertNever.ts';
import { type ExportColumn, type PhoneLabel, exportColumns } from '#shared/domain/fields.ts';
import { constantMask, maskPhone } from '#shared/domain/mask.ts';
import { normalisePhone } from '#shared/domain/phone.ts';
import type { ColumnTreatment } from '../access/approvals.ts';
import type { CustomerPayload } from '../customers/payload.ts';

/** What a file calls its columns, and the few words that stand in its cells, in the language of who asked. */
interface FileWords {
  readonly columns: Readonly<Record<ExportColumn, string>>;
  readonly kinds: Readonly<Record<'firm' | 'person', string>>;
  readonly phones: Readonly<Record<PhoneLabel, string>>;
}
const words: Readonly<Record<ExportLocale, FileWords>> = {
  en: {
    columns: {
      name: 'Name',
      kind: 'Firm or person',
      title: 'Title',
      taxId: 'Tax ID',
      company: 'Company',
      responsible: 'Responsible',
      tags: 'Tags',
      created: 'Created',
      lastContact: 'Last contact',
      phones: 'Phones',
      emails: 'E-mails',
      addresses: 'Addresses',
      wechat: 'WeChat',
      line: 'LINE',
      birthday: 'Birthday',
      idNumber: 'Identity number',
      bankAccount: 'Bank account',
      notes: 'Notes',
    },
    kinds: { firm: 'Firm', person: 'Person' },
    phones: { mobile: 'Mobile', work: 'Work', home: 'Home', fax: 'Fax', other: 'Other' },
  },
  'zh-CN': {
    columns: {
      name: '名称',
      kind: '公司或个人',
      title: '职称',
      taxId: '税号',
      company: '公司',
      responsible: '负责业务',
      tags: '标签',
      created: '创建日期',
      lastContact: '最近联系日期',
      phones: '电话',
      emails: '邮箱',
      addresses: '地址',
      wechat: '微信号',
      line: 'LINE',
      birthday: '生日',
      idNumber: '身份证号',
      bankAccount: '银行账号',
      notes: '备注',
    },
    kinds: { firm: '公司', person: '个人' },
    phones: { mobile: '手机', work: '公司', home: '住宅', fax: '传真', other: '其他' },
  },
  'zh-TW': {
    columns: {
      name: '名稱',
      kind: '公司或個人',
      title: '職稱',
      taxId: '統一編號',
      company: '公司',
      responsible: '負責業務',
      tags: '標籤',
      created: '建立日期',
      lastContact: '最近聯繫日期',
      phones: '電話',
      emails: '電子郵件',
      addresses: '地址',
      wechat: '微信號',
      line: 'LINE',
      birthday: '生日',
      idNumber: '身分證字號',
      bankAccount: '銀行帳號',
      notes: '備註',
    },
    kinds: { firm: '公司', person: '個人' },
    phones: { mobile: '手機', work: '公司', home: '住宅', fax: '傳真', other: '其他' },
  },
};

/** One customer as a file may tell of it, before any treatment. */
export interface ExportedCustomer {
  readonly fields: CustomerPayload;
  readonly company: string;
  readonly responsible: string;
  readonly created: number;
  readonly lastContact: number | null;
  /** Oldest first. */
  readonly notes: readonly { readonly at: number; readonly text: string }[];
}

/** The columns that will be in the file, in its order. */
export function givenColumns(columns: readonly ColumnTreatment[]): ColumnTreatment[] {
  return exportColumns.flatMap((name) =>
    columns.filter(({ column, treatment }) => column === name && treatment !== 'dropped'),
  );
}

/** The first line of the file. */
export function headerOf(columns: readonly ColumnTreatment[], locale: ExportLocale): string[] {
  return givenColumns(columns).map(({ column }) => words[locale].columns[column]);
}

/** One line of the file: a dropped column is not there, of a masked one nothing but what its mask shows. */
export function cellsOf(
  customer: ExportedCustomer,
  columns: readonly ColumnTreatment[],
  locale: ExportLocale,
): string[] {
  return givenColumns(columns).map(({ column, treatment }) =>
    treatment === 'clear' ? clearCell(customer, column, locale) : maskedCell(customer, column, locale),
  );
}

const between = '; ';

function clearCell({ fields, ...facts }: ExportedCustomer, column: ExportColumn, locale: ExportLocale): string {
  switch (column) {
    case 'name':
    case 'title':
    case 'taxId':
    case 'wechat':
    case 'line':
    case 'birthday':
    case 'idNumber':
    case 'bankAccount':
      return fields[column] ?? '';
    case 'kind':
      return fields.kind === undefined ? '' : words[locale].kinds[fields.kind];
    case 'company':
      return facts.company;
    case 'responsible':
      return facts.responsible;
    case 'tags':
      return (fields.tags ?? []).join(between);
    case 'phones':
      return (fields.phones ?? []).map((phone) => labelled(phone.label, phone.value, locale)).join(between);
    case 'emails':
    case 'addresses':
      return (fields[column] ?? []).map(({ value }) => value).join(between);
    case 'created':
      return isoDate(facts.created);
    case 'lastContact':
      return facts.lastContact === null ? '' : isoDate(facts.lastContact);
    case 'notes':
      return facts.notes.map(({ at, text }) => `${isoDate(at)}: ${text}`).join('\n');
    default:
      return assertNever(column);
  }
}

function maskedCell(customer: ExportedCustomer, column: ExportColumn, locale: ExportLocale): string {
  if (column === 'phones') {
    return (customer.fields.phones ?? [])
      .map(({ label, value }) => labelled(label, maskPhone(value, normalisePhone(value, 'TW').kind), locale))
      .join(between);
  }
  // Of everything else a constant, whatever its length or number; a field without content has nothing to mask.
  return clearCell(customer, column, locale) === '' ? '' : constantMask;
}

function labelled(label: PhoneLabel, text: string, locale: ExportLocale): string {
  return `${words[locale].phones[label]}: ${text}`;
}

/** The calendar day (ISO 8601) on which it was that moment where this computer stands. */
export function isoDate(moment: number): string {
  const at = new Date(moment);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Until when a finished file waits: the end of the next working day (Monday to Friday) after this moment. */
export function endOfNextWorkingDay(moment: number): number {
  const at = new Date(moment);
  do at.setDate(at.getDate() + 1);
  while (at.getDay() === 0 || at.getDay() === 6);
  at.setHours(23, 59, 59, 999);
  return at.getTime();
}
