import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerInput } from '#shared/contract/customers.ts';
import { importTargets, type ImportTarget } from '#shared/domain/fields.ts';
import { doubtful, readRow } from '../../../main/vault/imports/rows.rules.ts';

const taiwan = { kind: 'person', country: 'TW' } as const;
const codes = (row: ReturnType<typeof readRow>): string[] => row.problems.map(({ code }) => code);

describe('reading a row', () => {
  it('reads a person of a firm whole', () => {
    const mapping: ImportTarget[] = [
      'company',
      'taxId',
      'name',
      'title',
      'phone',
      'mobile',
      'email',
      'address',
      'responsible',
      'notes',
      'tags',
      'birthday',
      'idNumber',
      'ignore',
    ];
    const cells = [
      ' 大同實業股份有限公司 ',
      '４５９５２５７',
      '王小明',
      '經理',
      '(02) 2771-1234 #12',
      '912345678',
      'WANG@example.com; b@example.com',
      '台北市大安區忠孝東路四段1號',
      '林淑芬',
      '喜歡\r\n喝茶',
      'VIP、經銷商;VIP',
      '74/5/6',
      'a123456789',
      'x',
    ];
    expect(readRow(cells, mapping, taiwan)).toEqual({
      fields: {
        kind: 'person',
        name: '王小明',
        title: '經理',
        tags: ['VIP', '經銷商'],
        phones: [
          { label: 'mobile', value: '0912 345 678' },
          { label: 'work', value: '02 2771 1234 #12' },
        ],
        emails: [
          { label: 'work', value: 'WANG@example.com' },
          { label: 'work', value: 'b@example.com' },
        ],
        addresses: [{ label: 'work', value: '台北市大安區忠孝東路四段1號' }],
        birthday: '1985-05-06',
        idNumber: 'A123456789',
      },
      company: '大同實業股份有限公司',
      companyTaxId: '04595257',
      notes: '喜歡\n喝茶',
      responsible: '林淑芬',
      problems: [],
    });
  });

  it('takes the firm for the customer where no person is named', () => {
    const row = readRow(['大同實業', ''], ['company', 'name'], taiwan);
    expect(row.fields).toEqual({ kind: 'firm', name: '大同實業' });
    expect(row.company).toBeNull();
    expect(row.problems).toEqual([]);
  });

  it('names each fault with its column and keeps the value', () => {
    const row = readRow(
      ['', '12345679', '12', 'no mail', '31/31/1990', 'A123456788'],
      ['name', 'taxId', 'phone', 'email', 'birthday', 'idNumber'],
      taiwan,
    );
    expect(row.problems).toEqual([
      { column: 0, target: 'name', code: 'nameMissing' },
      { column: 1, target: 'taxId', code: 'taxIdInvalid' },
      { column: 2, target: 'phone', code: 'phoneInvalid' },
      { column: 3, target: 'email', code: 'emailInvalid' },
      { column: 4, target: 'birthday', code: 'dateInvalid' },
      { column: 5, target: 'idNumber', code: 'idNumberInvalid' },
    ]);
    expect(row.fields.birthday).toBe('31/31/1990');
    expect(row.fields.phones).toEqual([{ label: 'work', value: '12' }]);
    expect(codes(row).filter((code) => !doubtful.has(code as never))).toEqual(['nameMissing']);
  });

  it('refuses what is too long, garbled or beyond the columns', () => {
    expect(codes(readRow(['王'.repeat(201)], ['name'], taiwan))).toEqual(['tooLong']);
    expect(codes(readRow(['王', 'x'.repeat(10_001)], ['name', 'line'], taiwan))).toEqual(['tooLong']);
    expect(codes(readRow(['王', 'x'.repeat(65_537)], ['name', 'notes'], taiwan))).toEqual(['tooLong']);
    expect(codes(readRow(['王', 'x'.repeat(65_536)], ['name', 'notes'], taiwan))).toEqual([]);
    expect(codes(readRow(['王\u0007'], ['name'], taiwan))).toEqual(['controlCharacters']);
    expect(codes(readRow(['王\ufffd'], ['name'], taiwan))).toEqual(['controlCharacters']);
    expect(codes(readRow(['王', 'x', ''], ['name'], taiwan))).toEqual(['tooManyColumns']);
    expect(codes(readRow(['王', '', ''], ['name'], taiwan))).toEqual([]);
  });

  it('splits several numbers and leaves two lines of one firm together', () => {
    const phones = (cell: string) =>
      readRow(['王', cell], ['name', 'phone'], taiwan).fields.phones?.map(({ label, value }) => `${label} ${value}`);
    expect(phones('0912-345-678 / (02)2771-1234')).toEqual(['mobile 0912 345 678', 'work 02 2771 1234']);
    expect(phones('0912345678、0987654321')).toEqual(['mobile 0912 345 678', 'mobile 0987 654 321']);
    expect(phones('02-2771-1234/5')).toEqual(['work 02-2771-1234/5']);
    expect(phones('="0912345678"')).toEqual(['mobile 0912 345 678']);
    expect(phones('+86 138 0013 8000')).toEqual(['mobile +86 138 0013 8000']);
  });

  it('puts names and addresses of several columns together', () => {
    expect(readRow(['小明', '王'], ['name', 'name'], taiwan).fields.name).toBe('王小明');
    expect(readRow(['王', '小明'], ['name', 'name'], taiwan).fields.name).toBe('王小明');
    expect(readRow(['Anna', 'Schmidt'], ['name', 'name'], taiwan).fields.name).toBe('Anna Schmidt');
    const headers = ['姓名', '省份', '城市', '详细地址', '送貨地址'];
    const row = readRow(
      ['王', '广东省', '深圳市', '南山区科技路1号', '台北市1號'],
      ['name', 'address', 'address', 'address', 'address'],
      { ...taiwan, headers },
    );
    expect(row.fields.addresses).toEqual([
      { label: 'work', value: '广东省深圳市南山区科技路1号' },
      { label: 'delivery', value: '台北市1號' },
    ]);
  });

  it('says what a note is about where its heading is not simply notes', () => {
    expect(
      readRow(['王', 'a', 'b'], ['name', 'notes', 'notes'], { ...taiwan, headers: ['姓名', '備註', '聯絡人2'] }).notes,
    ).toBe('a\n聯絡人2: b');
  });

  it('never throws, and gives fields that the contract takes once no hard problem is left', () => {
    const schema = customerInput.omit({ company: true }).partial().required({ kind: true, name: true });
    const cell = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('王小明', '0912345678', 'a@b.co', '114/1/2', 'VIP；舊客', '大同公司', ' \n '),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...importTargets), { minLength: 1, maxLength: 20 }),
        fc.array(cell, { maxLength: 22 }),
        (mapping, cells) => {
          const row = readRow(cells, mapping, taiwan);
          if (row.problems.some(({ code }) => !doubtful.has(code))) return;
          expect(schema.safeParse(row.fields).error).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});
