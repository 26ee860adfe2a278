import type { Output } from '#shared/contract/index.ts';
import { type ImportTarget, type PhoneLabel } from '#shared/domain/fields.ts';
import type { ReadRow } from './rows.rules.ts';

type Cell = Output<'imports.preview'>['sample'][number][number];

/** The target under which a number stands: its own where a column has it, else that of any phone. */
function phoneTarget(label: PhoneLabel, mapping: readonly ImportTarget[]): ImportTarget {
  const wanted: readonly ImportTarget[] =
    label === 'fax' ? ['fax', 'phone'] : label === 'mobile' ? ['mobile', 'phone'] : ['phone', 'mobile'];
  return wanted.find((target) => mapping.includes(target)) ?? 'phone';
}

/** One row as it will be taken in, in the words of the columns. */
export function sampleRow(
  { fields, company, companyTaxId, notes, responsible }: ReadRow,
  mapping: readonly ImportTarget[],
): Cell[] {
  const cells: [ImportTarget, string | null | undefined][] = [
    [mapping.includes('name') ? 'name' : 'company', fields.name],
    ['title', fields.title],
    ['taxId', fields.taxId ?? companyTaxId],
    ['company', company],
    ['responsible', responsible],
    ['tags', fields.tags?.join('; ')],
    ...(fields.phones ?? []).map(({ label, value }): [ImportTarget, string] => [phoneTarget(label, mapping), value]),
    ...(fields.emails ?? []).map(({ value }): [ImportTarget, string] => ['email', value]),
    ...(fields.addresses ?? []).map(({ value }): [ImportTarget, string] => ['address', value]),
    ['wechat', fields.wechat],
    ['line', fields.line],
    ['birthday', fields.birthday],
    ['idNumber', fields.idNumber],
    ['bankAccount', fields.bankAccount],
    ['notes', notes === null ? null : notes.slice(0, 200)],
  ];
  return cells.flatMap(([target, text]) =>
    text === null || text === undefined || text === '' ? [] : [{ target, text }],
  );
}
