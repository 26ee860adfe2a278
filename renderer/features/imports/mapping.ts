import { importTargets, type ImportTarget } from '#shared/domain/fields.ts';

/** A column of the file as the parser found it. */
export interface FoundColumn {
  readonly header: string;
  readonly samples: readonly string[];
  readonly guess: ImportTarget;
  readonly sure: boolean;
}

/** Targets that several columns may share: their values are added up. */
const shared: ReadonlySet<ImportTarget> = new Set([
  'phone',
  'mobile',
  'fax',
  'email',
  'address',
  'tags',
  'notes',
  'ignore',
]);

export type MappingFault =
  | { readonly kind: 'nameMissing' }
  | { readonly kind: 'usedTwice'; readonly target: ImportTarget; readonly count: number };

/** What keeps a mapping from being used; empty = it can be. */
export function mappingFaults(mapping: readonly ImportTarget[]): MappingFault[] {
  const faults: MappingFault[] = [];
  if (!mapping.includes('name')) faults.push({ kind: 'nameMissing' });
  for (const target of importTargets) {
    const count = mapping.filter((one) => one === target).length;
    if (count > 1 && !shared.has(target)) faults.push({ kind: 'usedTwice', target, count });
  }
  return faults;
}

/** The mapping as guessed; of a target that can be used once only the first column keeps it. */
export function guessedMapping(columns: readonly FoundColumn[]): ImportTarget[] {
  const used = new Set<ImportTarget>();
  return columns.map(({ guess }) => {
    if (shared.has(guess)) return guess;
    if (used.has(guess)) return 'ignore';
    used.add(guess);
    return guess;
  });
}

/** Indexes of columns that somebody should look at: guessed without certainty, and not empty. */
export function doubtful(columns: readonly FoundColumn[]): number[] {
  return columns.flatMap(({ sure, samples }, index) =>
    !sure && samples.some((sample) => sample.trim() !== '') ? [index] : [],
  );
}

/** Whether the file can go on without anybody looking at its columns. */
export function needsNoLook(columns: readonly FoundColumn[]): boolean {
  const mapping = guessedMapping(columns);
  return (
    doubtful(columns).length === 0 &&
    mappingFaults(mapping).length === 0 &&
    mapping.every((target, index) => target === columns[index]?.guess)
  );
}
