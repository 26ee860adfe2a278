import { open, type FileHandle } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type { Inspection, ReadOptions } from '#shared/contract/foreignFile.ts';
import { restoreCell } from '#shared/domain/csv.ts';
import { byteOrderMark, looksBinary, recogniseEncoding, type Encoding } from './encoding.ts';
import { FileFailure, fileLimits } from './failure.ts';
import { isDeclaration, recogniseDelimiter, recogniseHeader } from './layout.ts';
import { createSplitter, type Splitter } from './splitter.ts';

const chunkBytes = 256 * 1024;
const headBytes = 512 * 1024;
const sampleBytes = 64 * 1024;
/** Further places of a large file that are looked at: the first Chinese letter may come late. */
const samplePlaces = 7;
const rowsInspected = 100;

export interface Rows {
  readonly rows: readonly (readonly string[])[];
  /** Number of the first of them in the file, counted in rows from 1, the header and blank ones included. */
  readonly firstLine: number;
  readonly last: boolean;
}

/** One foreign file, read from its beginning as often as it is asked for. */
export interface Reader {
  /** Recognises what the options leave open. */
  inspect(options: ReadOptions): Promise<Inspection>;
  /** The next rows, at most `count`; with options from the beginning again. A blank line is an empty list. */
  next(count: number, options?: ReadOptions): Promise<Rows>;
  close(): Promise<void>;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** From after the first to before the last line end, so that no character is cut. */
function wholeLines(bytes: Buffer): Buffer {
  const start = bytes.indexOf(0x0a) + 1;
  return bytes.subarray(start, Math.max(start, bytes.lastIndexOf(0x0a)));
}

async function recognise(file: FileHandle, size: number): Promise<Encoding> {
  const head = await read(file, 0, headBytes);
  if (looksBinary(head)) throw new FileFailure('fileBinary');
  if (head.length === size) return recogniseEncoding(head);
  const fromHead = recogniseEncoding(head.subarray(0, head.lastIndexOf(0x0a) + 1 || head.length));
  if (byteOrderMark(head) !== null || fromHead.startsWith('utf-16')) return fromHead;
  const samples = [head.subarray(0, head.lastIndexOf(0x0a) + 1 || head.length)];
  for (let place = 1; place <= samplePlaces; place++) {
    const position = Math.floor(((size - sampleBytes) * place) / samplePlaces);
    samples.push(wholeLines(await read(file, Math.max(position, headBytes), sampleBytes)));
  }
  return recogniseEncoding(Buffer.concat(samples));
}

/** The decoded text of the file, piece by piece; null at its end. */
function decodedText(file: FileHandle, encoding: Encoding): () => Promise<string | null> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  let position = 0;
  let over = false;
  return async () => {
    if (over) return null;
    const bytes = await read(file, position, chunkBytes);
    const mark = position === 0 ? byteOrderMark(bytes) : null;
    position += bytes.length;
    over = bytes.length === 0;
    if (over) return decoder.end() ?? '';
    return decoder.write(mark?.encoding === encoding ? bytes.subarray(mark.length) : bytes);
  };
}

/** Share of control characters that no text has. */
function controlShare(text: string): number {
  return (text.match(/[\x00-\x08\x0e-\x1f\x7f]/gu)?.length ?? 0) / Math.max(text.length, 1);
}

interface Pass {
  readonly hasHeader: boolean;
  readonly text: () => Promise<string | null>;
  readonly splitter: Splitter;
  /** Rows taken so far, header included. */
  taken: number;
  ended: boolean;
}

async function fill(pass: Pass, count: number): Promise<void> {
  while (pass.splitter.rows.length < count && !pass.ended) {
    const text = await pass.text();
    if (text === null) {
      pass.splitter.end();
      pass.ended = true;
    } else {
      pass.splitter.push(text);
    }
  }
}

/** Drops the first row where it is Excel's `sep=;`, and blank ones before the first that is not. */
async function skipFront(pass: Pass): Promise<void> {
  await fill(pass, 1);
  const declaration = pass.splitter.rows[0];
  let skip = declaration !== undefined && isDeclaration(declaration) ? 1 : 0;
  for (;;) {
    while (skip < pass.splitter.rows.length && pass.splitter.rows[skip]?.every((cell) => cell.trim() === '') === true)
      skip += 1;
    pass.splitter.rows.splice(0, skip);
    pass.taken += skip;
    skip = 0;
    if (pass.splitter.rows.length > 0 || pass.ended) return;
    if (pass.taken > fileLimits.rows) throw new FileFailure('fileTooLarge');
    await fill(pass, 1);
  }
}

function columnsOf(rows: readonly (readonly string[])[], hasHeader: boolean): Inspection['columns'] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (width > fileLimits.columns) throw new FileFailure('tooManyColumns');
  const body = hasHeader ? rows.slice(1) : rows;
  return Array.from({ length: width }, (_, column) => {
    const values = body
      .map((row) =>
        restoreCell(row[column] ?? '')
          .trim()
          .slice(0, 200),
      )
      .filter((value) => value !== '');
    return {
      header: hasHeader
        ? restoreCell(rows[0]?.[column] ?? '')
            .trim()
            .slice(0, 200)
        : '',
      samples: [...new Set(values)].slice(0, 5),
    };
  });
}

/** Opens a foreign file. Throws `FileFailure` where it is empty, too large or cannot be read. */
export async function openReader(path: string): Promise<Reader> {
  const file = await open(path, 'r').catch(() => {
    throw new FileFailure('fileUnreadable');
  });
  const about = await file.stat();
  const failure = !about.isFile()
    ? 'fileUnreadable'
    : about.size === 0
      ? 'fileEmpty'
      : about.size > fileLimits.bytes
        ? 'fileTooLarge'
        : null;
  if (failure !== null) {
    await file.close();
    throw new FileFailure(failure);
  }
  let settled: Required<{ [K in keyof ReadOptions]: NonNullable<ReadOptions[K]> }> | null = null;
  let pass: Pass | null = null;

  const begin = async (encoding: Encoding, delimiter: string, hasHeader: boolean): Promise<Pass> => {
    const started = {
      hasHeader,
      text: decodedText(file, encoding),
      splitter: createSplitter(delimiter),
      taken: 0,
      ended: false,
    };
    await skipFront(started);
    return started;
  };

  const inspect = async (options: ReadOptions): Promise<Inspection> => {
    const encoding = options.encoding ?? (await recognise(file, about.size));
    const head = (await decodedText(file, encoding)()) ?? '';
    if (head.includes('\0') || controlShare(head) > 0.01) throw new FileFailure('fileBinary');
    const delimiter = options.delimiter ?? recogniseDelimiter(head);
    const looked = await begin(encoding, delimiter, false);
    await fill(looked, rowsInspected);
    const rows = looked.splitter.rows.slice(0, rowsInspected).filter((row) => row.length > 0);
    if (rows.length === 0) throw new FileFailure('fileEmpty');
    const hasHeader = options.hasHeader ?? recogniseHeader(rows);
    settled = { encoding, delimiter, hasHeader };
    pass = null;
    return { ...settled, columns: columnsOf(rows, hasHeader) };
  };

  const next = async (count: number, options?: ReadOptions): Promise<Rows> => {
    if (settled === null || options !== undefined) await inspect({ ...settled, ...options });
    if (settled === null) throw new FileFailure('fileUnreadable');
    if (pass === null) {
      pass = await begin(settled.encoding, settled.delimiter, settled.hasHeader);
      if (settled.hasHeader && pass.splitter.rows.shift() !== undefined) pass.taken += 1;
    }
    // one row ahead, to know which answer is the last
    await fill(pass, count + 1);
    let ready = 0;
    for (let length = 0; ready < Math.min(count, pass.splitter.rows.length) && length < fileLimits.answer; ready++) {
      for (const cell of pass.splitter.rows[ready] ?? []) length += cell.length + 4;
    }
    const rows = pass.splitter.rows.splice(0, ready).map((row) => row.map(restoreCell));
    const firstLine = pass.taken + 1;
    pass.taken += rows.length;
    if (pass.taken > fileLimits.rows) throw new FileFailure('fileTooLarge');
    return { rows, firstLine, last: pass.ended && pass.splitter.rows.length === 0 };
  };

  return { inspect, next, close: () => file.close() };
}
