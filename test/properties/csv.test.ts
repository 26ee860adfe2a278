import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { neutraliseCell, restoreCell, writeCsv } from '#shared/domain/csv.ts';
import { openReader } from '../../main/parser/reader.ts';
import { createSplitter } from '../../main/parser/splitter.ts';
import { aFile } from '../parser/files.ts';

const letters = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  "'",
  '"',
  ',',
  ';',
  ' ',
  'a',
  '1',
  '王',
  '𠮷',
);
const cell = fc.oneof(fc.string({ unit: letters, maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 12 }));
const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
const dangerous = /^[=+\-@\t\r\n＝＋－＠]/u;

describe('CSV', () => {
  it('neutralises every formula and takes it back exactly', () => {
    fc.assert(
      fc.property(fc.oneof(cell, fc.string({ unit: 'binary' })), (text) => {
        expect(neutraliseCell(text)).not.toMatch(dangerous);
        expect(restoreCell(neutraliseCell(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing that is no formula', () => {
    for (const text of ['', 'a=1', ' =1', "'a", '王', "it's"]) expect(neutraliseCell(text)).toBe(text);
    expect(neutraliseCell('=1')).toBe("'=1");
    expect(neutraliseCell("'=1")).toBe("''=1");
  });

  it('is read by another program as it was written', () => {
    fc.assert(
      fc.property(rows, (written) => {
        const read = Papa.parse<string[]>(writeCsv(written), { newline: '\r\n', delimiter: ',' }).data.slice(0, -1);
        expect(read.map((row) => row.map(restoreCell))).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back whole through our own splitter, however it is cut', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (written, size) => {
        const text = writeCsv(written);
        const splitter = createSplitter(',');
        for (let at = 0; at < text.length; at += size) splitter.push(text.slice(at, at + size));
        splitter.end();
        expect(splitter.rows.map((row) => row.map(restoreCell))).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });

  it('splits well-formed text as papaparse does', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '王', '1', "'"), maxLength: 4 });
    const quoted = fc
      .string({ unit: fc.constantFrom('a', '""', ',', '\n', ' '), maxLength: 4 })
      .map((text) => `"${text}"`);
    const text = fc.array(fc.array(fc.oneof(plain, quoted), { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(text, fc.constantFrom('\n', '\r\n', '\r'), (cells, lineEnd) => {
        const joined = cells.map((row) => row.join(',')).join(lineEnd);
        const splitter = createSplitter(',');
        splitter.push(joined);
        splitter.end();
        expect(splitter.rows).toEqual(Papa.parse<string[]>(joined, { delimiter: ',', newline: lineEnd }).data);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back whole from a file of ours', async () => {
    const header = ['姓名', '電話', '備註'];
    // a blank line is a row of one empty cell there, which export never writes: it has more columns than one
    const body = fc.array(fc.tuple(fc.string({ unit: letters, maxLength: 6 }), cell, cell), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(body, async (written) => {
        const whole = written.filter((row) => row.every((text) => text.isWellFormed() && !text.includes('\0')));
        const reader = await openReader(aFile(`\ufeff${writeCsv([header, ...whole])}`));
        try {
          const { rows: read } = await reader.next(1000, { delimiter: ',', hasHeader: true });
          expect(read).toEqual(whole);
        } finally {
          await reader.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});
