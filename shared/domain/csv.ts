/**
 * First characters that make a spreadsheet run a cell as a formula, and their full-width forms (which some input
 * methods and spreadsheets turn back). Source: OWASP "CSV Injection"; line feed is on its list as well.
 */
const risky = /^'*[=+\-@\t\r\n＝＋－＠]/u;

/** The cell as text that no spreadsheet takes for a formula: one apostrophe more in front where it is needed. */
export function neutraliseCell(text: string): string {
  return risky.test(text) ? `'${text}` : text;
}

/** Exact inverse of `neutraliseCell`. */
export function restoreCell(text: string): string {
  return text.startsWith("'") && risky.test(text) ? text.slice(1) : text;
}

function quoted(text: string): string {
  return /[",;\r\n\t]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of a CSV file (RFC 4180) with its CRLF; every cell is neutralised. */
export function writeCsvRow(cells: readonly string[]): string {
  // a row of one empty cell would read as a blank line
  if (cells.length === 1 && cells[0] === '') return '""\r\n';
  return `${cells.map((cell) => quoted(neutraliseCell(cell))).join(',')}\r\n`;
}

/** A CSV file (RFC 4180, CRLF, cells neutralised); the byte order mark is the caller's. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map(writeCsvRow).join('');
}
