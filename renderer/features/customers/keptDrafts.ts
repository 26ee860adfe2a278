import type { Input } from '#shared/contract/index.ts';
import { phoneLabels, placeLabels } from '#shared/domain/fields.ts';
import { type CustomerForm, moreFields } from './customerForm.ts';

export type NoteKind = Input<'notes.add'>['kind'];
export const noteKinds = ['note', 'call', 'message', 'visit'] as const satisfies readonly NoteKind[];

/** A half-written note as it is kept: its kind on the first line. Empty where nothing is written. */
export function writeNoteDraft(kind: NoteKind, text: string): string {
  return text.trim() === '' ? '' : `${kind}\n${text}`;
}

/** The note in a kept draft. */
export function readNoteDraft(stored: string): { readonly kind: NoteKind; readonly text: string } {
  const end = stored.indexOf('\n');
  const kind = noteKinds.find((known) => known === stored.slice(0, end));
  return kind ? { kind, text: stored.slice(end + 1) } : { kind: 'note', text: stored };
}

const texts = ['name', 'title', 'taxId', 'wechat', 'line', 'birthday', 'idNumber', 'bankAccount'] as const;

type Unknowns = Readonly<Record<string, unknown>>;
function isObject(value: unknown): value is Unknowns {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function areTexts(object: unknown, names: readonly string[]): object is Unknowns {
  return isObject(object) && names.every((name) => typeof object[name] === 'string');
}
function isListOf(value: unknown, fits: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}
function isLabelled(value: unknown, labels: readonly string[]): boolean {
  return isListOf(
    value,
    (entry) => areTexts(entry, ['label', 'value']) && labels.some((label) => label === entry['label']),
  );
}

/** Whether something kept is a form of this version of the program. */
function isForm(value: unknown): value is CustomerForm {
  return (
    areTexts(value, ['kind', ...texts]) &&
    (value['kind'] === 'firm' || value['kind'] === 'person') &&
    (value['company'] === null || areTexts(value['company'], ['id', 'name'])) &&
    (value['responsible'] === null || typeof value['responsible'] === 'string') &&
    areTexts(value['contact'], ['name', 'title', 'phone']) &&
    isLabelled(value['phones'], phoneLabels) &&
    isLabelled(value['emails'], placeLabels) &&
    isLabelled(value['addresses'], placeLabels) &&
    isListOf(value['tags'], (tag) => typeof tag === 'string') &&
    isListOf(value['opened'], (field) => moreFields.some((known) => known === field))
  );
}

/** The form in a kept draft, or null where there is none that this program understands. */
export function readFormDraft(stored: string | null): CustomerForm | null {
  if (stored === null || stored === '') return null;
  try {
    const parsed: unknown = JSON.parse(stored);
    return isForm(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
