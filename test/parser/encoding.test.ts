import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { recogniseEncoding } from '../../main/parser/encoding.ts';

const texts = {
  gb18030: [
    '姓名,电话\n王芳,13800138000\n',
    '张三\n李四\n',
    '编号,名称\n1,晓鹂\n',
    'name,city\nLi,北京\nWu,上海\n',
    'A,中文\n',
    '负责人,备注\n陈静,下周再联系，需要报价\n',
    '客户名称,联系人,手机\n深圳市宏达科技有限公司,李伟,13912345678\n',
    '客戶名稱,電話\n大同實業股份有限公司,(02)27711234\n',
    '品名,库存\n螺丝,3\n',
  ],
  big5: [
    '姓名,電話\n王芳,0912345678\n',
    '張三\n李四\n',
    '公司,統一編號,地址\n鴻海精密,12345678,新北市土城區自由街2號\n',
    'name,city\nLee,台北\n',
    'A,中文\n',
    '業務,備註\n林淑芬,下週再拜訪，要報價\n',
    '品名,庫存\n螺絲,3\n',
    '蔡依林,蕭敬騰\n',
  ],
  'windows-1252': [
    'Name,City\nMüller,Köln\n',
    'Nom,Ville\nHélène,Besançon\nFrançois,Orléans\n',
    'Firma;Straße\nGroße GmbH;Hauptstraße 5\n',
    'José,Muñoz\n',
  ],
  'utf-8': ['姓名,电话\n王芳,1\n', 'Müller,Köln\n', 'abc,def\n', 'name\n😀\n', 'a\ufffdb,王\n'],
  'utf-16le': ['姓名,电话\n王芳,138\n', 'Name,City\nMüller,Köln\n', '客戶\n林\n'],
  'utf-16be': ['姓名,電話\n王芳,138\n', 'Name\nA\n'],
} as const;

describe('recognising encodings', () => {
  for (const [encoding, samples] of Object.entries(texts)) {
    it.each(samples)(`${encoding} without mark: %j`, (text) => {
      expect(recogniseEncoding(iconv.encode(text, encoding, { addBOM: false }))).toBe(encoding);
    });
  }
  it.each(['utf-8', 'utf-16le', 'utf-16be'])('%s by its mark', (encoding) => {
    expect(recogniseEncoding(iconv.encode('a,b\n', encoding, { addBOM: true }))).toBe(encoding);
  });
  it('keeps UTF-8 with one broken byte, and one cut in the middle of a letter', () => {
    const bytes = iconv.encode('姓名,电话\n王芳李娜张伟刘洋陈静杨勇赵敏黄强,1\n', 'utf-8');
    expect(recogniseEncoding(Buffer.concat([bytes, Buffer.from([0xff])]))).toBe('utf-8');
    expect(recogniseEncoding(bytes.subarray(0, 5))).toBe('utf-8');
  });
});
