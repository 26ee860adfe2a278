import type { CustomerInput } from '#shared/contract/customers.ts';
import type { ImportProblem } from '#shared/contract/imports.ts';
import { parseDate, type DayOrder } from '#shared/domain/calendar.ts';
import { limits, type ImportTarget, type PhoneLabel } from '#shared/domain/fields.ts';
import { checkIdentityNumber } from '#shared/domain/identityNumber.ts';
import type { PhoneCountry } from '#shared/domain/phone.ts';
import { plainNumber } from '#shared/domain/taxId.ts';
import {
  emailsOf,
  isEmail,
  isFirmName,
  isGarbled,
  joinNames,
  oneLine,
  phonesOf,
  plainCell,
  tagsOf,
  taxIdOf,
} from './cells.rules.ts';

type Code = ImportProblem['code'];

export interface RowOptions {
  /** What a row is whose cells do not say: a row with a firm beside its name is a person of that firm. */
  readonly kind: 'firm' | 'person';
  /** Country whose numbers are written without country code. */
  readonly country: PhoneCountry;
  readonly dateOrder?: DayOrder;
  /** Headings of the columns, which tell parts of an address and what a note is about. */
  readonly headers?: readonly string[];
}

/** One row of a foreign file as a customer. */
export interface ReadRow {
  /** Ready for `customers.create`, but for the firm, which is only named here. */
  readonly fields: Partial<Omit<CustomerInput, 'company'>> & Pick<CustomerInput, 'kind' | 'name'>;
  /** The firm a person belongs to, and its tax number. */
  readonly company: string | null;
  readonly companyTaxId: string | null;
  /** The first note. */
  readonly notes: string | null;
  /** Who looks after the customer, as the file names them. */
  readonly responsible: string | null;
  readonly problems: ImportProblem[];
}

/** Problems that a person may overrule: the value looks wrong but can be kept as it is. */
export const doubtful: ReadonlySet<Code> = new Set<Code>([
  'taxIdInvalid',
  'phoneInvalid',
  'emailInvalid',
  'dateInvalid',
  'idNumberInvalid',
  'responsibleUnknown',
  'duplicateInFile',
  'duplicateInVault',
]);

interface Cell {
  readonly column: number;
  readonly text: string;
}

const addressPart =
  /city|town|state|province|region|country|postal|zip|street ?[23]|po ?box|extended|縣市|县市|城市|省|鄉鎮|乡镇|行政區|^區|^区|區縣|区县|郵遞|邮编|郵政|邮政|國家|国家/iu;
const plainNote = /備註|备注|附註|附注|^notes?$|^remarks?$|^comments?$|^memo$/iu;
const homeHeading = /home|住家|家裡|家用|宅/iu;

function collect(cells: readonly string[], mapping: readonly ImportTarget[]): Map<ImportTarget, Cell[]> {
  const found = new Map<ImportTarget, Cell[]>();
  mapping.forEach((target, column) => {
    const text = plainCell(cells[column] ?? '');
    if (target === 'ignore' || text === '') return;
    const cell = { column, text };
    const before = found.get(target);
    if (before === undefined) found.set(target, [cell]);
    else before.push(cell);
  });
  return found;
}

/** Parts of an address in columns side by side as one line; Chinese ones without blanks. */
function addressesOf(cells: readonly Cell[], headers: readonly string[]): { text: string; column: number }[] {
  const groups: { text: string; column: number; last: number; whole: boolean }[] = [];
  for (const { column, text } of cells) {
    const part = addressPart.test(headers[column] ?? '');
    const group = groups.at(-1);
    if (group !== undefined && group.last === column - 1 && (part || !group.whole)) {
      const value = oneLine(text);
      const joined =
        /\p{Script=Han}$/u.test(group.text) || /^\p{Script=Han}/u.test(value)
          ? group.text + value
          : `${group.text}, ${value}`;
      // a street that repeats its city needs it once
      group.text = value.startsWith(group.text) ? value : group.text.includes(value) && part ? group.text : joined;
      group.last = column;
      group.whole ||= !part;
    } else {
      groups.push({ text: oneLine(text), column, last: column, whole: !part });
    }
  }
  return groups;
}

/** Reads one row by the mapping of its columns. Values that look wrong stay in the fields beside their problem. */
export function readRow(cells: readonly string[], mapping: readonly ImportTarget[], options: RowOptions): ReadRow {
  const problems: ImportProblem[] = [];
  const report = (code: Code, target: ImportTarget | null, column: number | null): void => {
    if (!problems.some((known) => known.code === code && known.column === column))
      problems.push({ column, target, code });
  };
  const found = collect(cells, mapping);
  const headers = options.headers ?? [];
  for (const [target, values] of found) {
    for (const { text, column } of values) {
      if (isGarbled(text)) report('controlCharacters', target, column);
      if (text.length > (target === 'notes' ? limits.note : limits.field)) report('tooLong', target, column);
    }
  }
  if (cells.slice(mapping.length).some((cell) => cell.trim() !== '')) report('tooManyColumns', null, null);

  const single = (target: ImportTarget, longest: number): string | null => {
    const first = found.get(target)?.[0];
    if (first === undefined) return null;
    const value = oneLine(first.text);
    if (value.length > longest) report('tooLong', target, first.column);
    return value;
  };
  const each = (target: ImportTarget): readonly Cell[] => found.get(target) ?? [];

  const fields: Partial<Omit<CustomerInput, 'company'>> = {};
  const typedName = joinNames(each('name').map(({ text }) => oneLine(text)));
  const firm = single('company', limits.name);
  const name = typedName === '' ? (firm ?? '') : typedName;
  const company = firm === null || firm === name ? null : firm;
  if (name === '') report('nameMissing', 'name', mapping.includes('name') ? mapping.indexOf('name') : null);
  if (name.length > limits.name) report('tooLong', 'name', each('name')[0]?.column ?? null);
  const kind = company !== null ? 'person' : firm === name || isFirmName(name) ? 'firm' : options.kind;

  const title = single('title', limits.name);
  if (title !== null) fields.title = title;
  let companyTaxId: string | null = null;
  const taxCell = each('taxId')[0];
  if (taxCell !== undefined) {
    const { value, valid } = taxIdOf(taxCell.text);
    if (!valid) report('taxIdInvalid', 'taxId', taxCell.column);
    if (company === null) fields.taxId = value;
    else companyTaxId = value;
  }
  const tags = [
    ...new Set(
      each('tags').flatMap(({ text, column }) => {
        const all = tagsOf(text);
        if (all.some((tag) => tag.length > limits.tagLength)) report('tooLong', 'tags', column);
        return all;
      }),
    ),
  ];
  if (tags.length > limits.tags) report('tooLong', 'tags', each('tags')[0]?.column ?? null);
  if (tags.length > 0) fields.tags = tags;

  const phones: { label: PhoneLabel; value: string }[] = [];
  for (const target of ['mobile', 'phone', 'fax'] as const) {
    for (const { text, column } of each(target)) {
      for (const { value, mobile, valid } of phonesOf(text, options.country)) {
        if (!valid) report('phoneInvalid', target, column);
        const label =
          target === 'fax'
            ? 'fax'
            : target === 'mobile' || mobile
              ? 'mobile'
              : homeHeading.test(headers[column] ?? '')
                ? 'home'
                : 'work';
        if (!phones.some((known) => known.value === value)) phones.push({ label, value });
      }
    }
  }
  if (phones.length > 0) fields.phones = phones;

  const emails: { label: 'work' | 'home'; value: string }[] = [];
  for (const { text, column } of each('email')) {
    for (const value of emailsOf(text)) {
      if (!isEmail(value)) report('emailInvalid', 'email', column);
      const label =
        homeHeading.test(headers[column] ?? '') || (kind === 'person' && company === null) ? 'home' : 'work';
      if (!emails.some((known) => known.value === value)) emails.push({ label, value });
    }
  }
  if (emails.length > 0) fields.emails = emails;

  const addresses = addressesOf(each('address'), headers).map(({ text, column }) => {
    if (text.length > limits.field) report('tooLong', 'address', column);
    const heading = headers[column] ?? '';
    const label = homeHeading.test(heading)
      ? 'home'
      : /帳單|账单|billing|發票|发票/iu.test(heading)
        ? 'billing'
        : /送貨|送货|收貨|收货|收件|ship|deliver|寄送/iu.test(heading)
          ? 'delivery'
          : 'work';
    return { label, value: text } as const;
  });
  if (addresses.length > 0) fields.addresses = addresses;
  for (const [list, target] of [
    [phones, 'phone'],
    [emails, 'email'],
    [addresses, 'address'],
  ] as const) {
    if (list.length > limits.listed) report('tooLong', target, each(target)[0]?.column ?? null);
  }

  for (const target of ['wechat', 'line', 'bankAccount'] as const) {
    const value = single(target, limits.field);
    if (value !== null) fields[target] = value;
  }
  const birthday = single('birthday', limits.field);
  if (birthday !== null) {
    const date = parseDate(birthday, options.dateOrder);
    if (date === null) report('dateInvalid', 'birthday', each('birthday')[0]?.column ?? null);
    fields.birthday = date ?? birthday;
  }
  const idNumber = single('idNumber', limits.field);
  if (idNumber !== null) {
    if (checkIdentityNumber(idNumber) === 'invalid')
      report('idNumberInvalid', 'idNumber', each('idNumber')[0]?.column ?? null);
    fields.idNumber = plainNumber(idNumber);
  }
  const notes = each('notes')
    .map(({ text, column }) => {
      const heading = (headers[column] ?? '').trim();
      return heading === '' || plainNote.test(heading) ? text : `${heading}: ${text}`;
    })
    .join('\n');
  if (notes.length > limits.note) report('tooLong', 'notes', each('notes')[0]?.column ?? null);
  return {
    fields: { ...fields, kind, name },
    company,
    companyTaxId,
    notes: notes === '' ? null : notes,
    responsible: single('responsible', limits.name),
    problems,
  };
}
