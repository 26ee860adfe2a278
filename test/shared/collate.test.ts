import { describe, expect, it } from 'vitest';
import { pinyinKey, strokeKey } from '#shared/domain/collate.ts';

function sorted(names: readonly string[], key: (name: string) => string): string[] {
  return names.toSorted((a, b) => Buffer.from(key(a)).compare(Buffer.from(key(b))));
}

describe('sort keys', () => {
  it('orders by pinyin, Latin names behind as the collator does, case and accents last', () => {
    const names = ['张三', '王芳', 'Zoe', '安妮', '李四', 'anna', 'Anna', 'änna', '王', '王芳芳', '大同實業', '3M'];
    expect(sorted(names, (name) => pinyinKey(name, 'firm'))).toEqual(
      names.toSorted(new Intl.Collator('zh-u-co-pinyin').compare),
    );
  });
  it('orders by strokes', () => {
    const names = ['龍', '丁一', '王', '林', '乙', '陳', '大同', 'abc'];
    expect(sorted(names, strokeKey)).toEqual(names.toSorted(new Intl.Collator('zh-u-co-stroke').compare));
  });
  it.each([
    ['单', '沙', '盛'],
    ['曾', '怎', '张'],
    ['沈', '山', '生'],
    ['單', '沙', '盛'],
    ['仇', '秦', '曲'],
    ['查', '云', '张'],
    ['区', '宁', '潘'],
    ['解', '小', '徐'],
    ['任', '冉', '荣'],
    ['尉迟', '尤', '袁'],
    ['乐', '袁', '云'],
  ])('puts the surname %s between %s and %s', (surname, before, after) => {
    expect(sorted([`${after}明`, `${surname}明`, `${before}明`], (name) => pinyinKey(name, 'person'))).toEqual([
      `${before}明`,
      `${surname}明`,
      `${after}明`,
    ]);
  });
  it('reads the same character as a word in a firm', () => {
    expect(pinyinKey('乐视', 'firm') < pinyinKey('李宁', 'firm')).toBe(true);
    expect(pinyinKey('乐嘉', 'person') > pinyinKey('李宁', 'person')).toBe(true);
    expect(pinyinKey('单丽')).toBe(pinyinKey('单丽', 'person'));
    expect(pinyinKey('单县食品有限公司')).toBe(pinyinKey('单县食品有限公司', 'firm'));
  });
});
