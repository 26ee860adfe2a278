import { beforeAll, describe, expect, it } from 'vitest';
import {
  enough,
  loadStrength,
  passwordProblem,
  randomBelow,
  threeWords,
  type Strength,
} from '../../renderer/features/session/strength.ts';

describe('password gate', () => {
  const same = (password: string) => ({ password, repeat: password });

  it('asks for length first, then strength, then the same once more', () => {
    expect(passwordProblem(same('x'.repeat(14)), 15, 4)).toBe('tooShort');
    expect(passwordProblem(same('x'.repeat(15)), 15, 2)).toBe('tooWeak');
    expect(passwordProblem(same('x'.repeat(15)), 15, null)).toBe('tooWeak');
    expect(passwordProblem({ password: 'x'.repeat(15), repeat: 'y' }, 15, enough)).toBe('notSame');
    expect(passwordProblem(same('x'.repeat(15)), 15, enough)).toBeNull();
  });

  it('counts characters, not UTF-16 units', () => {
    expect(passwordProblem(same('😀'.repeat(8)), 12, 4)).toBe('tooShort');
    expect(passwordProblem(same('𠮷野家'.repeat(4)), 12, 4)).toBeNull();
  });
});

describe('strength and suggestion', () => {
  let strength: Strength;
  beforeAll(async () => {
    strength = await loadStrength();
  });

  it('finds common, repeated and known words weak', () => {
    expect(strength.rate('password12345678', [])).toBeLessThan(enough);
    expect(strength.rate('aaaaaaaaaaaaaaaa', [])).toBeLessThan(enough);
    expect(strength.rate('dadongstationery', ['dadong', 'stationery'])).toBeLessThan(enough);
  });

  it('suggests three different words that pass its own gate', () => {
    for (let round = 0; round < 40; round += 1) {
      const text = threeWords(strength.words, 15);
      expect(new Set(text.split('-')).size).toBe(3);
      expect(passwordProblem({ password: text, repeat: text }, 15, strength.rate(text, []))).toBeNull();
    }
    expect(strength.words.length).toBeGreaterThan(5_000);
  });

  it('draws again until the words are long enough', () => {
    const draws = [0, 1, 2, 3, 4, 5];
    const words = ['abcd', 'efgh', 'ijkl', 'abcdefgh', 'mnopqrst', 'uvwxyzab'];
    expect(threeWords(words, 20, () => draws.shift() ?? 0)).toBe('abcdefgh-mnopqrst-uvwxyzab');
  });

  it('draws every number below the bound and none beyond', () => {
    const seen = new Set(Array.from({ length: 400 }, () => randomBelow(6)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
