import type { ExportRequest, ExportTreatment } from '#shared/contract/exports.ts';
import { exportColumns, type ExportColumn, type FieldClass } from '#shared/domain/fields.ts';

/** The treatment of every column, whether in the file or not. */
export type Treatments = Readonly<Record<ExportColumn, ExportTreatment>>;
export type ColumnList = ExportRequest['columns'];

/** From giving most to giving nothing. */
export const treatments = ['clear', 'masked', 'dropped'] as const satisfies readonly ExportTreatment[];

/** Columns by the class of what they carry, in the order in which they are offered. */
export const columnGroups = [
  { group: 'card', columns: ['name', 'kind', 'title', 'taxId', 'company', 'responsible'] },
  { group: 'contact', columns: ['phones', 'emails', 'addresses', 'wechat', 'line', 'birthday'] },
  { group: 'work', columns: ['tags', 'created', 'lastContact', 'notes'] },
  { group: 'restricted', columns: ['idNumber', 'bankAccount'] },
] as const satisfies readonly { readonly group: FieldClass; readonly columns: readonly ExportColumn[] }[];
export type ColumnGroup = (typeof columnGroups)[number]['group'];

/** Columns of which a mask says something: it names or reaches somebody. */
const maskable: ReadonlySet<ExportColumn> = new Set([
  'name',
  'taxId',
  'company',
  'phones',
  'emails',
  'addresses',
  'wechat',
  'line',
  'birthday',
  'idNumber',
  'bankAccount',
]);

/** What may be chosen for a column. */
export function choicesFor(column: ExportColumn): readonly ExportTreatment[] {
  return maskable.has(column) ? treatments : treatments.filter((treatment) => treatment !== 'masked');
}

const bare: ReadonlySet<ExportColumn> = new Set(['kind', 'title', 'created', 'notes', 'birthday']);
const atFirst: Readonly<Record<FieldClass, ExportTreatment>> = {
  card: 'clear',
  work: 'clear',
  contact: 'masked',
  restricted: 'dropped',
};

/** What a new request starts with: the card in clear, contact masked, the rest left out. */
export function defaultTreatments(): Treatments {
  const pairs = columnGroups.flatMap(({ group, columns }) =>
    columns.map((column) => [column, bare.has(column) ? 'dropped' : atFirst[group]] as const),
  );
  return Object.fromEntries(pairs) as Treatments;
}

/** As the contract wants it: every column that was named, in the order of the file. */
export function columnList(chosen: Treatments): ColumnList {
  return exportColumns.map((column) => ({ column, treatment: chosen[column] }));
}

/** The treatments of a request; a column it does not name is not in its file. */
export function treatmentsOf(columns: ColumnList): Treatments {
  const named = new Map(columns.map(({ column, treatment }) => [column, treatment]));
  return Object.fromEntries(exportColumns.map((column) => [column, named.get(column) ?? 'dropped'])) as Treatments;
}

/** Whether anything would be in the file. */
export function givesAnything(chosen: Treatments): boolean {
  return exportColumns.some((column) => chosen[column] !== 'dropped');
}

/** Whether `next` gives no more than `asked`. */
export function isNarrower(asked: ExportTreatment, next: ExportTreatment): boolean {
  return treatments.indexOf(next) >= treatments.indexOf(asked);
}

/** What an approver may choose for a column that was asked for: the same or less. */
export function narrowerChoices(column: ExportColumn, asked: ExportTreatment): readonly ExportTreatment[] {
  return choicesFor(column).filter((treatment) => isNarrower(asked, treatment));
}

/** The columns of which less is given than was asked for. */
export function narrowed(asked: Treatments, given: Treatments): ExportColumn[] {
  return exportColumns.filter((column) => given[column] !== asked[column]);
}

/** The columns with one treatment, in the order of the file. */
export function withTreatment(chosen: Treatments, treatment: ExportTreatment): ExportColumn[] {
  return exportColumns.filter((column) => chosen[column] === treatment);
}

/** Whether values that reach people stand in clear, so that the screen is kept from being filmed off. */
export function showsProtected(chosen: Treatments): boolean {
  return columnGroups.some(
    ({ group, columns }) =>
      (group === 'contact' || group === 'restricted') && columns.some((column) => chosen[column] === 'clear'),
  );
}
