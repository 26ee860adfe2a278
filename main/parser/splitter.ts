import { FileFailure, fileLimits } from './failure.ts';

/**
 * Splits delimited text (RFC 4180) into rows as it arrives. Own work rather than papaparse, which guesses one kind of
 * line end for a whole file and reads an open quotation mark again with every chunk; its results are the test's oracle.
 * CR, LF and CRLF may be mixed; a quotation mark inside an unquoted cell is a letter; text after a closing one is kept.
 */
export interface Splitter {
  /** Takes more text; rows that are complete are appended to `rows`. */
  push(text: string): void;
  /** The text is over: what is left is the last row. */
  end(): void;
  /** Complete rows; whoever takes them empties the list. A blank line is an empty list. */
  readonly rows: string[][];
}

const quote = 0x22;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Starts a splitter for one delimiter (one character). Throws `FileFailure` at limits and at a NUL. */
export function createSplitter(delimiter: string): Splitter {
  const separator = delimiter.charCodeAt(0);
  const rows: string[][] = [];
  let state: 'start' | 'plain' | 'quoted' | 'quoteSeen' = 'start';
  let afterReturn = false;
  let row: string[] = [];
  let rowLength = 0;
  let cell = '';
  let cellLength = 0;
  let wasQuoted = false;

  const append = (text: string): void => {
    cellLength += text.length;
    rowLength += text.length;
    if (cellLength > fileLimits.cell || rowLength > fileLimits.row) throw new FileFailure('fileUnreadable');
    if (cell.length < fileLimits.kept) cell += text.length > fileLimits.kept ? text.slice(0, fileLimits.kept) : text;
  };
  const endCell = (): void => {
    // one more than the limit is kept, so that the row is reported; the rest is counted by its length alone
    if (row.length <= fileLimits.columns)
      row.push(cell.length > fileLimits.kept ? cell.slice(0, fileLimits.kept) : cell);
    cell = '';
    cellLength = 0;
    wasQuoted = false;
    state = 'start';
    rowLength += 1;
  };
  const endRow = (): void => {
    const blank = row.length === 0 && cell === '' && !wasQuoted;
    endCell();
    rows.push(blank ? [] : row);
    row = [];
    rowLength = 0;
  };

  /** Reads on from `at`, in the state there is; answers where to go on. */
  const step = (text: string, at: number): number => {
    const code = text.charCodeAt(at);
    if (state === 'quoted') {
      const closing = text.indexOf('"', at);
      append(text.slice(at, closing === -1 ? text.length : closing));
      if (closing === -1) return text.length;
      state = 'quoteSeen';
      return closing + 1;
    }
    if (state === 'quoteSeen' && code === quote) {
      append('"');
      state = 'quoted';
      return at + 1;
    }
    if (state === 'start' && code === quote) {
      state = 'quoted';
      wasQuoted = true;
      return at + 1;
    }
    let end = at;
    for (; end < text.length; end++) {
      const next = text.charCodeAt(end);
      if (next === separator || next === lineFeed || next === carriageReturn) break;
    }
    if (end > at) {
      append(text.slice(at, end));
      state = 'plain';
    }
    if (end === text.length) return end;
    const found = text.charCodeAt(end);
    if (found === separator) endCell();
    else endRow();
    afterReturn = found === carriageReturn;
    return end + 1;
  };

  return {
    rows,
    push(text) {
      if (text.includes('\0')) throw new FileFailure('fileBinary');
      let at = 0;
      while (at < text.length) {
        if (afterReturn) {
          afterReturn = false;
          if (text.charCodeAt(at) === lineFeed) {
            at += 1;
            continue;
          }
        }
        at = step(text, at);
      }
    },
    end() {
      if (row.length > 0 || cell !== '' || wasQuoted || state === 'quoted') endRow();
    },
  };
}
