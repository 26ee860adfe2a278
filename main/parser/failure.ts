import type { ErrorCode } from '#shared/errors.ts';

/** A file that cannot be taken in, with the code of the sentence that says why. */
export class FileFailure extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.name = 'FileFailure';
    this.code = code;
  }
}

/** Limits of a foreign file. Lengths in UTF-16 code units. */
export const fileLimits = {
  bytes: 1024 ** 3,
  rows: 2_000_000,
  columns: 500,
  /** A longer cell, or row, ends the reading: nothing else would bound what one quotation mark can swallow. */
  cell: 10 * 1024 ** 2,
  row: 16 * 1024 ** 2,
  /** What is kept of a cell; longer than any field or note may be, so the row is reported as too long. */
  kept: 70_000,
  /** Sum of the rows of one answer, beyond which it is sent with fewer rows than were asked for. */
  answer: 1024 ** 2,
} as const;
