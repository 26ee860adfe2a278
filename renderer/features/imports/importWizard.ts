import type { Input, Output } from '#shared/contract/index.ts';
import type { ImportDelimiter, ImportEncoding } from '#shared/contract/imports.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import { guessedMapping, mappingFaults, needsNoLook, type FoundColumn } from './mapping.ts';

/** The file as it was opened, or read again with other settings. */
export interface OpenFile {
  readonly import: string;
  readonly name: string;
  readonly bytes: number;
  readonly encoding: ImportEncoding;
  readonly delimiter: ImportDelimiter;
  readonly hasHeader: boolean;
  readonly columns: readonly FoundColumn[];
}
/** What `imports.preview` found in the whole file. */
export type Checked = Output<'imports.preview'>;
/** A person's id, or the pool. */
export type Receiver = string;

/** What the person has settled so far, kept when going back and forth. */
export interface Choices {
  readonly mapping: readonly ImportTarget[];
  /** By the value in the file; a value that is missing is still open. */
  readonly people: Readonly<Record<string, Receiver>>;
  readonly otherwise: Receiver;
  readonly duplicates: 'skip' | 'create';
  readonly customerKind: 'firm' | 'person';
}

/** Where the wizard stands. */
export type ImportStep =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'columns'; readonly file: OpenFile; readonly choices: Choices }
  /** The whole file is being counted. */
  | { readonly kind: 'checking'; readonly file: OpenFile; readonly choices: Choices }
  | { readonly kind: 'people'; readonly file: OpenFile; readonly choices: Choices; readonly checked: Checked }
  | { readonly kind: 'preview'; readonly file: OpenFile; readonly choices: Choices; readonly checked: Checked };

export type ImportAction =
  | { readonly type: 'pick' }
  | { readonly type: 'close' }
  | {
      readonly type: 'opened';
      readonly file: OpenFile;
      readonly otherwise: Receiver;
      readonly customerKind: 'firm' | 'person';
    }
  | {
      readonly type: 'reread';
      readonly settings: Pick<OpenFile, 'encoding' | 'delimiter' | 'hasHeader'>;
      readonly columns: readonly FoundColumn[];
    }
  | { readonly type: 'target'; readonly column: number; readonly target: ImportTarget }
  | { readonly type: 'check' }
  | { readonly type: 'checked'; readonly checked: Checked }
  | { readonly type: 'checkRefused' }
  | { readonly type: 'person'; readonly value: string; readonly to: Receiver }
  | { readonly type: 'restTo'; readonly to: Receiver }
  | { readonly type: 'otherwise'; readonly to: Receiver }
  | { readonly type: 'duplicates'; readonly duplicates: 'skip' | 'create' }
  | { readonly type: 'customerKind'; readonly customerKind: 'firm' | 'person' }
  | { readonly type: 'peopleDone' }
  | { readonly type: 'goTo'; readonly step: 'columns' | 'people' };

export const closed: ImportStep = { kind: 'closed' };

/** The wizard after an action; an action that does not belong to the step it arrives in changes nothing. */
export function importWizard(step: ImportStep, action: ImportAction): ImportStep {
  switch (action.type) {
    case 'close':
      return closed;
    case 'pick':
      return { kind: 'opening' };
    case 'opened': {
      if (step.kind !== 'opening') return step;
      const { file, otherwise, customerKind } = action;
      const choices: Choices = {
        mapping: guessedMapping(file.columns),
        people: {},
        otherwise,
        duplicates: 'skip',
        customerKind,
      };
      return { kind: needsNoLook(file.columns) ? 'checking' : 'columns', file, choices };
    }
    case 'reread':
      if (step.kind !== 'columns') return step;
      return {
        ...step,
        file: { ...step.file, ...action.settings, columns: action.columns },
        choices: { ...step.choices, mapping: guessedMapping(action.columns) },
      };
    case 'target':
      if (step.kind !== 'columns') return step;
      return change(step, { mapping: step.choices.mapping.with(action.column, action.target) });
    case 'check':
      if (step.kind !== 'columns' || mappingFaults(step.choices.mapping).length > 0) return step;
      return { kind: 'checking', file: step.file, choices: step.choices };
    case 'checkRefused':
      return step.kind === 'checking' ? { kind: 'columns', file: step.file, choices: step.choices } : step;
    case 'checked': {
      if (step.kind !== 'checking') return step;
      const { checked } = action;
      const people = guessedPeople(checked, step.choices.people);
      const settled = { file: step.file, choices: { ...step.choices, people }, checked };
      return { kind: openNames(checked, people).length > 0 ? 'people' : 'preview', ...settled };
    }
    case 'person':
      return step.kind === 'people'
        ? change(step, { people: { ...step.choices.people, [action.value]: action.to } })
        : step;
    case 'restTo': {
      if (step.kind !== 'people') return step;
      const rest = openNames(step.checked, step.choices.people).map((value) => [value, action.to] as const);
      return change(step, { people: { ...step.choices.people, ...Object.fromEntries(rest) } });
    }
    case 'otherwise':
      return step.kind === 'people' || step.kind === 'preview' ? change(step, { otherwise: action.to }) : step;
    case 'duplicates':
      return step.kind === 'preview' ? change(step, { duplicates: action.duplicates }) : step;
    case 'customerKind':
      return step.kind === 'preview' ? change(step, { customerKind: action.customerKind }) : step;
    case 'peopleDone':
      if (step.kind !== 'people' || openNames(step.checked, step.choices.people).length > 0) return step;
      return { ...step, kind: 'preview' };
    case 'goTo':
      if (step.kind !== 'people' && step.kind !== 'preview') return step;
      if (action.step === 'people') return { ...step, kind: 'people' };
      return { kind: 'columns', file: step.file, choices: step.choices };
  }
}

function change<S extends Extract<ImportStep, { choices: Choices }>>(step: S, choices: Partial<Choices>): S {
  return { ...step, choices: { ...step.choices, ...choices } };
}

/** What was chosen before stays; of the rest the vault's guess is taken. */
function guessedPeople(checked: Checked, before: Choices['people']): Choices['people'] {
  const known = checked.responsible.flatMap(({ value, guess }) => {
    const to = receiverOf(before, value) ?? guess;
    return to === null ? [] : [[value, to] as const];
  });
  return Object.fromEntries(known);
}

/** To whom a name in the file was given; null = still open. Names are anybody's text, `constructor` among them. */
export function receiverOf(people: Choices['people'], value: string): Receiver | null {
  return Object.hasOwn(people, value) ? (people[value] ?? null) : null;
}

/** Names in the file of which nobody has said yet who is meant. */
export function openNames(checked: Checked, people: Choices['people']): string[] {
  return checked.responsible.flatMap(({ value }) => (receiverOf(people, value) === null ? [value] : []));
}

/** The input of `imports.start` for what was settled. */
export function startInput(step: Extract<ImportStep, { kind: 'preview' }>): Input<'imports.start'> {
  const { mapping, people, otherwise, duplicates, customerKind } = step.choices;
  return {
    import: step.file.import,
    mapping: [...mapping],
    people: step.checked.responsible.map(({ value }) => ({ value, to: receiverOf(people, value) ?? otherwise })),
    otherwise,
    duplicates,
    customerKind,
  };
}
