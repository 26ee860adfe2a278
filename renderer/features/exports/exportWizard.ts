import type { CustomerFilter, Selection } from '#shared/contract/customers.ts';
import type { ExportTreatment } from '#shared/contract/exports.ts';
import type { ExportColumn } from '#shared/domain/fields.ts';
import {
  choicesFor,
  columnGroups,
  defaultTreatments,
  givesAnything,
  type ColumnGroup,
  type Treatments,
} from './columns.ts';

/** What the person has settled so far. */
export interface Draft {
  readonly selection: Selection;
  readonly columns: Treatments;
  readonly purpose: string;
  readonly recipient: string;
}

/** Where the wizard stands. */
export type ExportStep =
  | { readonly kind: 'rows'; readonly draft: Draft }
  | { readonly kind: 'columns'; readonly draft: Draft }
  | { readonly kind: 'purpose'; readonly draft: Draft; readonly missing: readonly ('purpose' | 'recipient')[] }
  | { readonly kind: 'review'; readonly draft: Draft };

export type ExportAction =
  | { readonly type: 'rows'; readonly selection: Selection }
  | { readonly type: 'column'; readonly column: ExportColumn; readonly treatment: ExportTreatment }
  | { readonly type: 'group'; readonly group: ColumnGroup; readonly treatment: ExportTreatment }
  | { readonly type: 'text'; readonly field: 'purpose' | 'recipient'; readonly text: string }
  | { readonly type: 'next' }
  | { readonly type: 'back' }
  | { readonly type: 'goTo'; readonly step: 'rows' | 'columns' | 'purpose' };

/** Everything that a filter with nothing in it finds. */
const everything: Selection = { kind: 'filter', filter: {} };

/** A fresh wizard; with rows chosen in the list it starts at the columns. */
export function startExport(selection: Selection | null): ExportStep {
  const draft: Draft = { selection: selection ?? everything, columns: defaultTreatments(), purpose: '', recipient: '' };
  return selection === null ? { kind: 'rows', draft } : { kind: 'columns', draft };
}

/** The wizard after an action; an action that does not fit the step changes nothing. */
export function exportWizard(step: ExportStep, action: ExportAction): ExportStep {
  const { draft } = step;
  switch (action.type) {
    case 'rows':
      return step.kind === 'rows' ? { ...step, draft: { ...draft, selection: action.selection } } : step;
    case 'column':
      if (step.kind !== 'columns' || !choicesFor(action.column).includes(action.treatment)) return step;
      return { ...step, draft: { ...draft, columns: { ...draft.columns, [action.column]: action.treatment } } };
    case 'group':
      return step.kind === 'columns'
        ? { ...step, draft: { ...draft, columns: setGroup(draft.columns, action.group, action.treatment) } }
        : step;
    case 'text':
      if (step.kind !== 'purpose') return step;
      return {
        ...step,
        draft: { ...draft, [action.field]: action.text },
        missing: action.text.trim() === '' ? step.missing : step.missing.filter((field) => field !== action.field),
      };
    case 'goTo':
      return action.step === 'purpose' ? { kind: 'purpose', draft, missing: [] } : { kind: action.step, draft };
    case 'back':
      if (step.kind === 'columns') return { kind: 'rows', draft };
      if (step.kind === 'purpose') return { kind: 'columns', draft };
      return step.kind === 'review' ? { kind: 'purpose', draft, missing: [] } : step;
    case 'next':
      return next(step);
  }
}

function next(step: ExportStep): ExportStep {
  const { draft } = step;
  switch (step.kind) {
    case 'rows':
      return { kind: 'columns', draft };
    case 'columns':
      return givesAnything(draft.columns) ? { kind: 'purpose', draft, missing: [] } : step;
    case 'purpose': {
      const missing = (['purpose', 'recipient'] as const).filter((field) => draft[field].trim() === '');
      return missing.length > 0 ? { ...step, missing } : { kind: 'review', draft };
    }
    case 'review':
      return step;
  }
}

function setGroup(columns: Treatments, group: ColumnGroup, treatment: ExportTreatment): Treatments {
  const members: readonly ExportColumn[] = columnGroups.find((one) => one.group === group)?.columns ?? [];
  const changed = members.map(
    (column) => [column, choicesFor(column).includes(treatment) ? treatment : columns[column]] as const,
  );
  return { ...columns, ...Object.fromEntries(changed) };
}

/** A filter without the parts that are not set. */
export function filterSelection(filter: {
  readonly responsible: string | null;
  readonly tag: string | null;
  readonly kind: 'firm' | 'person' | null;
}): Selection {
  const given: CustomerFilter = {
    ...(filter.responsible === null ? {} : { responsible: filter.responsible }),
    ...(filter.tag === null ? {} : { tag: filter.tag }),
    ...(filter.kind === null ? {} : { kind: filter.kind }),
  };
  return { kind: 'filter', filter: given };
}
