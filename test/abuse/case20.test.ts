import { randomBytes } from 'node:crypto';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offerFile, startParser } from '../support/parser.ts';
import { type TestOffice, type TestProcess, openTestVault } from '../support/testVault.ts';
import { everyone, opened, takeIn } from '../vault/imports/drive.ts';

let office: TestOffice & { owner: TestProcess };
let owner: TestProcess;
beforeAll(async () => {
  office = await openTestVault({ startParser });
  ({ owner } = office);
}, 60_000);
afterAll(() => office.close());

const names = async (): Promise<string[]> => (await everyone(owner)).map(({ name }) => name);
let used = 0;
/** A short list whose firm nobody has taken in yet. */
function aList(shape: (name: string) => string): { text: string; name: string } {
  const name = `廣源測試貿易第${(used += 1)}有限公司`;
  return { text: shape(name), name };
}

describe('abuse case 20: lists in every encoding and shape', () => {
  const office3 = (name: string): string => `客戶名稱,電話,地址\r\n${name},02-2771-1234,臺北市中正區重慶南路1號\r\n`;
  const simplified = (name: string): string =>
    `客户名称,电话,地址\r\n${name.replace('廣', '广').replace('測試貿', '测试贸')},13912345678,广东省深圳市南山区科技园路1号\r\n`;
  it.each<[string, string, boolean, (name: string) => string, string]>([
    ['UTF-8', 'utf-8', false, office3, 'utf-8'],
    ['UTF-8 with a byte order mark', 'utf-8', true, office3, 'utf-8'],
    ['UTF-16 LE with a mark', 'utf-16le', true, office3, 'utf-16le'],
    ['UTF-16 BE with a mark', 'utf-16be', true, office3, 'utf-16be'],
    ['UTF-16 LE without one', 'utf-16le', false, office3, 'utf-16le'],
    ['GBK', 'gbk', false, simplified, 'gb18030'],
    ['GB18030 with a letter that GBK lacks', 'gb18030', false, (n) => simplified(n).replace('科技', '㐂𠮷'), 'gb18030'],
    ['Big5', 'big5', false, office3, 'big5'],
  ])('%s', async (_, encoding, mark, shape, recognised) => {
    const { text, name } = aList(shape);
    const bytes = iconv.encode(text, encoding, { addBOM: mark });
    const file = await opened(office, owner, bytes);
    expect(file.encoding).toBe(recognised);
    expect(file.mapping).toEqual(['name', 'phone', 'address']);
    expect(await takeIn(office, owner, file)).toMatchObject({ state: 'done', imported: 1, problems: 0 });
    const wanted = shape === office3 ? name : name.replace('廣', '广').replace('測試貿', '测试贸');
    expect(await names()).toContain(wanted);
  });

  it('mixed line ends, and quotation marks, separators and line ends inside cells', async () => {
    const text =
      'Name,Phone,Notes\rAlpha Ltd,02-2771-1234,"says ""hi"", and\r\nmore"\nBeta "The Best" Ltd,02-2771-1235,x\r\n"Gamma, Ltd",02-2771-1236,';
    expect(await takeIn(office, owner, text)).toMatchObject({ state: 'done', imported: 3, problems: 0 });
    const rows = await everyone(owner);
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Alpha Ltd', 'Beta "The Best" Ltd', 'Gamma, Ltd']),
    );
    const alpha = rows.find(({ name }) => name === 'Alpha Ltd');
    const { notes } = await owner.call('notes.list', { customer: alpha?.id ?? '', after: null, limit: 5 });
    expect(notes[0]?.text).toBe('says "hi", and\nmore');
  });

  it('a cell of 10 MB is set aside with the reason, and all around it comes in', async () => {
    const text = `Name,Notes\nBefore Ltd,x\nHuge Ltd,"${'x'.repeat(10 * 1024 ** 2 - 10)}"\nAfter Ltd,y\n`;
    const done = await takeIn(office, owner, text);
    expect(done).toMatchObject({ state: 'done', imported: 2, problems: 1 });
    const { rows } = await owner.call('imports.problems', { import: done.import, after: 0, limit: 10 });
    expect(rows.map(({ line, problems }) => [line, problems[0]?.code])).toEqual([[3, 'tooLong']]);
    expect(await names()).toEqual(expect.arrayContaining(['Before Ltd', 'After Ltd']));
    expect(await names()).not.toContain('Huge Ltd');
  });

  it('no header: the columns are known by their values', async () => {
    const text =
      '恆信精密股份有限公司,0912-345-678,台北市大安區忠孝東路四段1號\n永泰五金行,0922-333-444,新北市板橋區文化路2號\n';
    const file = await opened(office, owner, text);
    expect(file.hasHeader).toBe(false);
    expect(file.mapping).toEqual(['name', 'mobile', 'address']);
    expect(await takeIn(office, owner, file)).toMatchObject({ imported: 2, problems: 0 });
    expect(await names()).toEqual(expect.arrayContaining(['恆信精密股份有限公司', '永泰五金行']));
  });

  it('two headers alike: both columns are kept apart', async () => {
    const text = '公司名稱,電話,電話\n雙線企業社,02-2345-6789,02-2345-6780\n';
    const done = await takeIn(office, owner, text);
    expect(done).toMatchObject({ imported: 1 });
    const id = (await everyone(owner)).find(({ name }) => name === '雙線企業社')?.id ?? '';
    const { phones } = await owner.call('customers.reveal', { id, reason: 'check' });
    expect(phones.map(({ value }) => value)).toEqual(['02 2345 6789', '02 2345 6780']);
  });

  it('300 columns', async () => {
    const heads = ['Name', ...Array.from({ length: 299 }, (_, i) => `Column ${i}`)];
    const text = `${heads.join(',')}\nWide Ltd${',z'.repeat(299)}\nTooWide Ltd${',z'.repeat(320)}\n`;
    const file = await opened(office, owner, text);
    expect(file.columns.length).toBeGreaterThanOrEqual(300);
    const mapping = file.mapping.map((target, i) => (i === 0 ? target : ('ignore' as const))).slice(0, 300);
    const done = await takeIn(office, owner, file, { mapping });
    expect(done).toMatchObject({ imported: 1, problems: 1 });
    const { rows } = await owner.call('imports.problems', { import: done.import, after: 0, limit: 10 });
    expect(rows[0]?.problems[0]?.code).toBe('tooManyColumns');
  });

  it.each<[string, () => Buffer | string, string]>([
    ['an empty file', () => '', 'fileEmpty'],
    ['a file of blank lines', () => '\r\n\r\n,,\r\n'.replace(',,', ''), 'fileEmpty'],
    ['a binary file', () => Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(50_000)]), 'fileBinary'],
    ['a NUL in the text', () => 'Name,Phone\nNul\0 Ltd,02-2771-1234\n', 'fileBinary'],
    ['more than 500 columns', () => `${'a,'.repeat(600)}\n`, 'tooManyColumns'],
  ])('%s is refused with words, and the next file opens', async (_, content, code) => {
    expect(await owner.refused('imports.open', { token: offerFile(office, content()) })).toBe(code);
    const { text, name } = aList(office3);
    expect(await takeIn(office, owner, text)).toMatchObject({ imported: 1 });
    expect(await names()).toContain(name);
  });

  it('a NUL far down is found while the file is checked, and nothing was written', async () => {
    const before = await names();
    const text = `Name,Phone\n${Array.from({ length: 60_000 }, (_, i) => `Row ${i} Ltd,02-2771-1234\n`).join('')}Nul\0 Ltd,1\n`;
    const file = await opened(office, owner, text);
    const look = { import: file.import, mapping: file.mapping };
    expect(await owner.refused('imports.preview', look)).toBe('fileBinary');
    expect(await names()).toEqual(before);
  });

  it('a token opens its file once', async () => {
    const token = offerFile(office, 'Name\nOnce Ltd\n');
    await owner.call('imports.open', { token });
    expect(await owner.refused('imports.open', { token })).toBe('fileUnknown');
  });

  it('formulas come in as the text they were, never as formulas', async () => {
    const text = "Name,Notes\nFormula Ltd,'=HYPERLINK(1)\n";
    expect(await takeIn(office, owner, text)).toMatchObject({ imported: 1 });
    const id = (await everyone(owner)).find(({ name }) => name === 'Formula Ltd')?.id ?? '';
    const { notes } = await owner.call('notes.list', { customer: id, after: null, limit: 5 });
    expect(notes[0]?.text).toBe('=HYPERLINK(1)');
  });
});
