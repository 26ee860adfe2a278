import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';

const folder = mkdtempSync(join(process.env['COFFER_TEST_RUN'] ?? tmpdir(), 'parser-'));
let count = 0;

/** Writes a file of the given bytes and answers its path. */
export function aFile(content: Buffer | string, encoding = 'utf-8', mark = false): string {
  const path = join(folder, `${++count}.csv`);
  writeFileSync(path, typeof content === 'string' ? iconv.encode(content, encoding, { addBOM: mark }) : content);
  return path;
}
