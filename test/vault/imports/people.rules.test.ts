import { describe, expect, it } from 'vitest';
import { guessPerson } from '../../../main/vault/imports/people.rules.ts';

const people = ['林淑芬', '王芳', '王建國', '陳美麗', 'Amy Chen', '歐陽修', '张伟'].map((name) => ({
  user: name,
  name,
}));

describe('guessing whose customer it is', () => {
  it.each([
    ['林淑芬', '林淑芬'],
    [' 林 淑芬 ', '林淑芬'],
    ['林小姐', '林淑芬'],
    ['林經理', '林淑芬'],
    ['小陳', '陳美麗'],
    ['老陈', '陳美麗'],
    ['陈美丽', '陳美麗'],
    ['張偉', '张伟'],
    ['建國', '王建國'],
    ['amy', 'Amy Chen'],
    ['AMY CHEN', 'Amy Chen'],
    ['Chen Amy', 'Amy Chen'],
    ['歐陽主任', '歐陽修'],
    ['王芳（業務一部）', '王芳'],
    ['業務：王芳', '王芳'],
    ['王芳 小姐', '王芳'],
  ])('%s is %s', (typed, wanted) => {
    expect(guessPerson(typed, people)).toBe(wanted);
  });

  it.each(['王小姐', '小王', '', '   ', '不明', '王', 'A', '芬', '周杰倫', '0912', '歐小姐'])(
    '"%s" fits nobody or more than one',
    (typed) => {
      expect(guessPerson(typed, people)).toBeNull();
    },
  );

  it('does not choose between two of the same name', () => {
    expect(guessPerson('王芳', [...people, { user: 'other', name: '王芳' }])).toBeNull();
  });
});
