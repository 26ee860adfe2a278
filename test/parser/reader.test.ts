import { truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '#shared/contract/foreignFile.ts';
import { writeCsv } from '#shared/domain/csv.ts';
import { openReader } from '../../main/parser/reader.ts';
import { aFile } from './files.ts';

async function inspect(path: string, options: ReadOptions = {}) {
  const reader = await openReader(path);
  try {
    return await reader.inspect(options);
  } finally {
    await reader.close();
  }
}

async function all(path: string, count = 1000) {
  const reader = await openReader(path);
  try {
    const rows: (readonly string[])[] = [];
    const lines: number[] = [];
    for (;;) {
      const answer = await reader.next(count);
      rows.push(...answer.rows);
      lines.push(answer.firstLine);
      if (answer.last) return { rows, lines };
    }
  } finally {
    await reader.close();
  }
}

const list = '姓名,手機\r\n王芳,0912345678\r\n"林, 淑芬",0987654321\r\n';

describe('foreign files (abuse case 20)', () => {
  it.each([
    ['utf-8', false],
    ['utf-8', true],
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
    ['big5', false],
    ['gb18030', false],
  ] as const)('%s, mark %s', async (encoding, mark) => {
    const path = aFile(list, encoding, mark);
    expect(await inspect(path)).toEqual({
      encoding,
      delimiter: ',',
      hasHeader: true,
      columns: [
        { header: '姓名', samples: ['王芳', '林, 淑芬'] },
        { header: '手機', samples: ['0912345678', '0987654321'] },
      ],
    });
    expect((await all(path)).rows).toEqual([
      ['王芳', '0912345678'],
      ['林, 淑芬', '0987654321'],
    ]);
  });

  it.each([
    [';', '姓名;手機\n王;1\n'],
    ['\t', '姓名\t手機\n王, 小\t1\n'],
    ['|', '姓名|手機\n王|1\n'],
    [';', 'sep=;\r\n姓名;手機\r\n王;1\r\n'],
    [',', '姓名\n王\n'],
  ])('delimiter %j of %j', async (delimiter, text) => {
    const found = await inspect(aFile(text));
    expect(found.delimiter).toBe(delimiter);
    expect(found.columns[0]?.header).toBe('姓名');
  });

  it('reads mixed line ends, quotes and line breaks inside cells, blank lines, short and long rows', async () => {
    const path = aFile('a name,b phone\r"1 ""x""\r\ny",2\n3,4\r\n\n5\n6,7,8\n5" pipe,x"y\n"p"q,r\nlast,"q"');
    expect((await all(path)).rows).toEqual([
      ['1 "x"\r\ny', '2'],
      ['3', '4'],
      [],
      ['5'],
      ['6', '7', '8'],
      ['5" pipe', 'x"y'],
      ['pq', 'r'],
      ['last', 'q'],
    ]);
  });

  it('counts lines with header and blank ones, whatever the size of the answers', async () => {
    const path = aFile(
      '\n\nname,phone\n' + Array.from({ length: 25 }, (_, index) => `n${index},0912345678\n`).join(''),
    );
    expect((await all(path, 10)).lines).toEqual([4, 14, 24]);
    expect((await all(path, 25)).lines).toEqual([4]);
  });

  it('sees that there is no header, and two headers alike', async () => {
    const bare = await inspect(aFile('王小明,0912345678\n林淑芬,0922333444\n'));
    expect(bare.hasHeader).toBe(false);
    expect(bare.columns[0]).toEqual({ header: '', samples: ['王小明', '林淑芬'] });
    const alike = await inspect(aFile('姓名,電話,電話\n王,1,2\n'));
    expect(alike.columns.map(({ header }) => header)).toEqual(['姓名', '電話', '電話']);
  });

  it('reads again with other options from the beginning', async () => {
    const reader = await openReader(aFile('姓名;手機\n王;1\n'));
    await reader.inspect({});
    await reader.next(10);
    expect(await reader.next(10, { delimiter: ',', hasHeader: false })).toEqual({
      rows: [['姓名;手機'], ['王;1']],
      firstLine: 1,
      last: true,
    });
    expect((await reader.next(10, { delimiter: ';', hasHeader: true })).rows).toEqual([['王', '1']]);
    await reader.close();
  });

  it('takes back what our export neutralised', async () => {
    const rows = [
      ['name', 'phone'],
      ['=1+1', '+886 2'],
      ["'=x", '-1'],
      ['＝x', '\tx'],
      ["'plain", '@y'],
    ];
    expect((await all(aFile(writeCsv(rows)))).rows).toEqual(rows.slice(1));
  });

  it('takes 300 columns and refuses 501', async () => {
    const row = (count: number, letter: string) =>
      Array.from({ length: count }, (_, index) => `${letter}${index}`).join(',');
    expect((await inspect(aFile(`${row(300, 'name')}\n${row(300, 'v')}\n`))).columns).toHaveLength(300);
    await expect(inspect(aFile(`${row(501, 'name')}\n${row(501, 'v')}\n`))).rejects.toMatchObject({
      code: 'tooManyColumns',
    });
  });

  it('shortens a cell of almost 10 MB to beyond what any field holds, and refuses a longer one', async () => {
    const cell = (size: number) => aFile(`name,phone\n"${'x'.repeat(size)}",1\nnext,2\n`);
    const { rows } = await all(cell(10 * 1024 ** 2 - 1));
    expect(rows.map((row) => row[0]?.length)).toEqual([70_000, 4]);
    await expect(all(cell(10 * 1024 ** 2 + 1))).rejects.toMatchObject({ code: 'fileUnreadable' });
  });

  it('refuses a NUL, also late, binary formats, an empty file, one of blanks, a folder, more than 1 GB', async () => {
    await expect(inspect(aFile('name\na\0b\n'))).rejects.toMatchObject({ code: 'fileBinary' });
    await expect(all(aFile(`name,phone\n${'x,1\n'.repeat(200_000)}a\0,b\n`))).rejects.toMatchObject({
      code: 'fileBinary',
    });
    await expect(inspect(aFile(Buffer.from('504b0304140006000800', 'hex')))).rejects.toMatchObject({
      code: 'fileBinary',
    });
    await expect(
      inspect(aFile(Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919 + 13) % 256)))),
    ).rejects.toMatchObject({ code: 'fileBinary' });
    await expect(openReader(aFile(''))).rejects.toMatchObject({ code: 'fileEmpty' });
    await expect(inspect(aFile('\n\r\n \n'))).rejects.toMatchObject({ code: 'fileEmpty' });
    await expect(openReader(tmpdir())).rejects.toMatchObject({ code: 'fileUnreadable' });
    const large = aFile('name\n');
    truncateSync(large, 1024 ** 3 + 1);
    await expect(openReader(large)).rejects.toMatchObject({ code: 'fileTooLarge' });
  });

  it('gives fewer rows than asked for where they are long', async () => {
    const reader = await openReader(aFile(`name,note\n${`王,${'x'.repeat(60_000)}\n`.repeat(100)}`));
    const first = await reader.next(1000);
    expect(first.rows.length).toBeLessThan(20);
    expect(first.last).toBe(false);
    await reader.close();
  });

  it('finds Chinese that begins far behind the head of a large file', async () => {
    const path = aFile(
      `name,city\n${'Smith,London\n'.repeat(60_000)}${'王芳,北京市朝阳区\n'.repeat(20_000)}`,
      'gb18030',
    );
    expect((await inspect(path)).encoding).toBe('gb18030');
  });
});
