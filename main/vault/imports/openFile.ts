import type { Inspection } from '#shared/contract/foreignFile.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { ImportProblem } from '#shared/contract/imports.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context, VaultProcess } from '../process.ts';
import { guessTargets } from './headers.rules.ts';
import { importStatements } from './imports.sql.ts';
import { createJudge } from './judge.ts';
import { knownCustomers } from './known.ts';
import { guessCountry, guessDayOrder } from './origin.rules.ts';
import { type Parser, startParser } from './parserClient.ts';
import { guessPerson } from './people.rules.ts';
import { sampleRow } from './sample.rules.ts';
import type { RowOptions } from './rows.rules.ts';

/** A file that was opened and is not taken in yet; its parser lives until the import ends or another file is opened. */
export interface OpenFile {
  readonly id: Id;
  readonly parser: Parser;
  inspection: Inspection;
  /** Rows that the last preview counted. */
  rows: number | null;
  /** Which reading is the newest: an older one that still runs gives up. */
  reading: number;
}

const key = Symbol('open import');

function slot(process: VaultProcess): { file: OpenFile | null } {
  return process.state<{ file: OpenFile | null }>(key, () => ({ file: null }));
}

/** The file behind an import's id; throws `importUnknown`. */
export function requireFile(process: VaultProcess, id: Id): OpenFile {
  const { file } = slot(process);
  if (file?.id !== id) throw new VaultError('importUnknown');
  return file;
}

/** Takes the file out of the slot: whoever does so ends its parser. */
export function takeFile(process: VaultProcess, id: Id): OpenFile {
  const file = requireFile(process, id);
  slot(process).file = null;
  file.reading += 1;
  return file;
}

function refusePreview(process: VaultProcess): void {
  if (process.preview !== null) throw new VaultError('previewReadOnly');
}

function columnsOf({ columns }: Inspection): Output<'imports.reread'>['columns'] {
  const guesses = guessTargets(
    columns.map(({ header }) => header),
    columns.map(({ samples }) => samples),
  );
  return columns.map(({ header, samples }, i) => {
    const { target, sure } = guesses[i] ?? { target: 'ignore', sure: false };
    return { header, samples, guess: target, sure };
  });
}

export async function open({ process }: Context, { token }: Parsed<'imports.open'>): Promise<Output<'imports.open'>> {
  refusePreview(process);
  const parser = await startParser(process.host, token);
  let inspection: Inspection;
  try {
    inspection = await parser.inspect({});
  } catch (error) {
    parser.stop();
    throw error;
  }
  const here = slot(process);
  if (here.file !== null) takeFile(process, here.file.id).parser.stop();
  const file: OpenFile = { id: process.newId(), parser, inspection, rows: null, reading: 0 };
  here.file = file;
  const { encoding, delimiter, hasHeader } = inspection;
  return {
    import: file.id,
    name: parser.name,
    bytes: parser.bytes,
    encoding,
    delimiter,
    hasHeader,
    columns: columnsOf(inspection),
  };
}

export async function reread(
  { process }: Context,
  { import: id, ...options }: Parsed<'imports.reread'>,
): Promise<Output<'imports.reread'>> {
  const file = requireFile(process, id);
  file.reading += 1;
  file.inspection = await file.parser.inspect(options);
  file.rows = null;
  return { columns: columnsOf(file.inspection) };
}

/** How the rows of a file are read, as far as the file itself tells. */
export function rowOptions(
  { inspection }: OpenFile,
  mapping: readonly ImportTarget[],
  kind: RowOptions['kind'],
): RowOptions {
  const samples = inspection.columns.map((column) => column.samples);
  const dateOrder = guessDayOrder(mapping, samples);
  return {
    kind,
    country: guessCountry(inspection.encoding, mapping, samples),
    ...(dateOrder === null ? {} : { dateOrder }),
    headers: inspection.columns.map(({ header }) => header),
  };
}

/** Rows asked for at a time: a piece of work short enough for calls to be answered between two. */
const rowsAtOnce = 500;
/** Lets calls that came meanwhile be answered. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const mostNames = 500;
const sampleRows = 20;

/** Reads the whole file once, compares every row with what is there, and writes nothing. */
export async function preview(
  { process, vault, view }: Context,
  { import: id, mapping }: Parsed<'imports.preview'>,
): Promise<Output<'imports.preview'>> {
  refusePreview(process);
  const file = requireFile(process, id);
  file.reading += 1;
  const { reading } = file;
  const list = mapping.includes('company') && mapping.includes('name');
  const people = list || vault.chain.authority.policy?.customers === 'people';
  const judge = createJudge({
    vault,
    newId: process.newId,
    known: knownCustomers(vault),
    mapping,
    options: rowOptions(file, mapping, people ? 'person' : 'firm'),
    duplicates: 'skip',
  });
  let rows = 0;
  let good = 0;
  const problems = new Map<ImportProblem['code'], number>();
  const names = new Map<string, number>();
  const sample: Output<'imports.preview'>['sample'] = [];
  for (let rewind = true; ; rewind = false) {
    const read = await file.parser.next(rowsAtOnce, rewind);
    if (process.ending || process.vault !== vault) throw new VaultError('notLoggedIn');
    if (file.reading !== reading) throw new VaultError('busy');
    for (const cells of read.rows) {
      if (isBlank(cells)) continue;
      rows += 1;
      const judged = judge(cells);
      if (judged.problems.length === 0) good += 1;
      for (const code of new Set(judged.problems.map((problem) => problem.code)))
        problems.set(code, (problems.get(code) ?? 0) + 1);
      const { responsible } = judged.read;
      if (responsible !== null && (names.size < mostNames || names.has(responsible)))
        names.set(responsible, (names.get(responsible) ?? 0) + 1);
      if (sample.length < sampleRows && judged.problems.length === 0) sample.push(sampleRow(judged.read, mapping));
    }
    if (read.last) break;
    await breath();
  }
  file.rows = rows;
  const colleagues = importStatements(view).people.all();
  return {
    rows,
    good,
    problems: [...problems].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
    responsible: [...names]
      .map(([value, count]) => ({ value, count, guess: guessPerson(value, colleagues) }))
      .sort((a, b) => b.count - a.count),
    sample,
  };
}

/** A row without anything in it, which is neither good nor bad. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
