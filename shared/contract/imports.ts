import { z } from 'zod';
import { importTargets, limits } from '../domain/fields.ts';
import { call, done, id, moment, nothing } from './call.ts';

const encodings = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252']);
const delimiters = z.enum([',', ';', '\t', '|']);
const target = z.enum(importTargets);
const people = z.array(z.strictObject({ value: z.string(), to: z.union([id, z.literal('pool')]) })).max(500);
/** What is wrong with one cell or row; the words are the renderer's. */
const problem = z.strictObject({
  column: z.number().int().nullable(),
  target: target.nullable(),
  code: z.enum([
    'nameMissing',
    'tooLong',
    'tooManyColumns',
    'taxIdInvalid',
    'phoneInvalid',
    'emailInvalid',
    'dateInvalid',
    'idNumberInvalid',
    'responsibleUnknown',
    'duplicateInFile',
    'duplicateInVault',
    'controlCharacters',
  ]),
});

export const importsContract = {
  /** Reads the head of the file that `host.pickImport` named, in the keyless process. */
  'imports.open': call({
    input: z.strictObject({ token: z.string().max(64) }),
    output: z.strictObject({
      import: id,
      name: z.string(),
      bytes: z.number().int(),
      encoding: encodings,
      delimiter: delimiters,
      hasHeader: z.boolean(),
      columns: z
        .array(
          z.strictObject({ header: z.string(), samples: z.array(z.string()).max(5), guess: target, sure: z.boolean() }),
        )
        .max(limits.page),
    }),
    action: 'imports.run',
    journal: 'refusal',
  }),
  'imports.reread': call({
    input: z.strictObject({ import: id, encoding: encodings, delimiter: delimiters, hasHeader: z.boolean() }),
    output: z.strictObject({
      columns: z
        .array(
          z.strictObject({ header: z.string(), samples: z.array(z.string()).max(5), guess: target, sure: z.boolean() }),
        )
        .max(limits.page),
    }),
    action: 'imports.run',
    journal: 'refusal',
  }),
  /** Whole file counted and checked without writing: first rows as they will be, and the responsible names found. */
  'imports.preview': call({
    input: z.strictObject({ import: id, mapping: z.array(target).max(500) }),
    output: z.strictObject({
      rows: z.number().int(),
      good: z.number().int(),
      problems: z.array(z.strictObject({ code: problem.shape.code, count: z.number().int() })),
      responsible: z
        .array(z.strictObject({ value: z.string(), count: z.number().int(), guess: id.nullable() }))
        .max(500),
      sample: z.array(z.array(z.strictObject({ target, text: z.string() }))).max(20),
    }),
    action: 'imports.run',
    journal: 'refusal',
  }),
  /** Starts; `imports.progress` events follow. Chunks of at most 1,000 rows, each whole or not at all. */
  'imports.start': call({
    input: z.strictObject({
      import: id,
      mapping: z.array(target).max(500),
      people,
      /** Where rows go that name nobody. */
      otherwise: z.union([id, z.literal('pool')]),
      duplicates: z.enum(['skip', 'create']),
      customerKind: z.enum(['firm', 'person']),
    }),
    output: done,
    action: 'imports.run',
    journal: 'each',
  }),
  /** Stops and undoes what was taken in. */
  'imports.cancel': call({
    input: z.strictObject({ import: id }),
    output: done,
    action: 'imports.run',
    journal: 'each',
  }),
  /** The person's own imports, newest first. */
  'imports.list': call({
    input: nothing,
    output: z.strictObject({
      imports: z
        .array(
          z.strictObject({
            import: id,
            name: z.string(),
            at: moment,
            state: z.enum(['running', 'done', 'undone', 'interrupted']),
            imported: z.number().int(),
            problems: z.number().int(),
            batch: id,
          }),
        )
        .max(100),
    }),
    action: 'imports.run',
    journal: 'refusal',
  }),
  /** The rows that could not be taken in, from the sealed report. */
  'imports.problems': call({
    input: z.strictObject({ import: id, after: z.number().int(), limit: z.number().int().min(1).max(200) }),
    output: z.strictObject({
      headers: z.array(z.string()),
      mapping: z.array(target),
      rows: z
        .array(z.strictObject({ line: z.number().int(), cells: z.array(z.string()), problems: z.array(problem) }))
        .max(limits.page),
      next: z.number().int().nullable(),
      left: z.number().int(),
    }),
    action: 'imports.run',
    journal: 'refusal',
  }),
  /** Takes one mended row in; answers what is still wrong with it (none = taken in). `anyway` accepts doubtful values. */
  'imports.mend': call({
    input: z.strictObject({
      import: id,
      line: z.number().int(),
      cells: z.array(z.string().max(limits.note)).max(500),
      anyway: z.boolean(),
    }),
    output: z.strictObject({ problems: z.array(problem) }),
    action: 'imports.run',
    journal: 'each',
  }),
  'imports.dismiss': call({
    input: z.strictObject({ import: id, line: z.number().int() }),
    output: done,
    action: 'imports.run',
    journal: 'refusal',
  }),
} as const;
export type ImportProblem = z.infer<typeof problem>;
export type ImportEncoding = z.infer<typeof encodings>;
export type ImportDelimiter = z.infer<typeof delimiters>;
