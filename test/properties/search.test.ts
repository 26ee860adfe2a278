import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, nameTokens, queryTokens } from '#shared/domain/search.ts';

const letter = fc.oneof(
  fc.constantFrom(...'王小明林淑芬陳建國大同實業曾單沈abcMüller 3'),
  fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCharCode(code)),
);
const name = fc.string({ unit: letter, minLength: 1, maxLength: 12 });

function found(tokens: readonly string[], typed: string): boolean {
  return queryTokens(typed).groups.every((group) =>
    group.some((token) =>
      token.endsWith('*') ? tokens.some((one) => one.startsWith(token.slice(0, -1))) : tokens.includes(token),
    ),
  );
}

describe('search', () => {
  it('finds every run of Chinese characters of a name, and the recheck agrees', () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (text, from, length) => {
        const run = /\p{Script=Han}+/u.exec(text)?.[0] ?? '';
        if (run === '') return;
        const start = from % run.length;
        const typed = run.slice(start, start + 1 + (length % run.length));
        expect(found(nameTokens(text), typed)).toBe(true);
        expect(matches(text, queryTokens(typed))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('never finds by tokens less than the recheck would', () => {
    fc.assert(
      fc.property(name, fc.string({ unit: letter, minLength: 1, maxLength: 3 }), (text, typed) => {
        const query = queryTokens(typed);
        const missed = query.kind === 'name' && matches(text, query) && !found(nameTokens(text), typed);
        expect(missed).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the words of a name apart, and takes a tax number as one', () => {
    expect(matches('b一M一', queryTokens('bM '))).toBe(false);
    expect(matches('Ann Lee\n\nGB 123 4567', queryTokens('gb1234'))).toBe(true);
  });

  it('makes a safe expression of anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        expect(queryTokens(typed).expression).toMatch(
          /^$|^\((?:"[a-z0-9]+"\*?(?: OR )?)+\)(?: AND \((?:"[a-z0-9]+"\*?(?: OR )?)+\))*$/u,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
