import { describe, expect, it } from 'vitest';
import { guessTargets } from '../../../main/vault/imports/headers.rules.ts';
import { headerRows } from './headerRows.ts';

function judge(row: (typeof headerRows)[string]): { right: number; wrong: string[] } {
  const guesses = guessTargets(
    row.map(([heading]) => heading),
    row.map(([, , samples]) => samples ?? []),
  );
  const wrong = row.flatMap(([heading, wanted], index) => {
    const got = guesses[index]?.target;
    const good = typeof wanted === 'string' ? got === wanted : wanted.some((one) => one === got);
    return good ? [] : [`${heading}: ${String(got)} instead of ${String(wanted)}`];
  });
  return { right: row.length - wrong.length, wrong };
}

describe('guessing columns', () => {
  it('gets at least 90 % of the columns of usual lists right', () => {
    const rows = Object.entries(headerRows);
    expect(rows.length).toBeGreaterThanOrEqual(20);
    const judged = rows.map(([name, row]) => ({ name, total: row.length, ...judge(row) }));
    const total = judged.reduce((sum, { total: count }) => sum + count, 0);
    const right = judged.reduce((sum, { right: count }) => sum + count, 0);
    const wrong = judged.flatMap(({ name, wrong: lines }) => lines.map((line) => `${name}: ${line}`));
    expect({ enough: right / total >= 0.9, wrong }).toMatchObject({ enough: true });
  });

  it.each(Object.keys(headerRows))('gets more than three quarters of "%s" right', (name) => {
    const row = headerRows[name] ?? [];
    const { right, wrong } = judge(row);
    expect({ enough: right / row.length > 0.75, wrong }).toMatchObject({ enough: true });
  });

  it('is sure of a heading and unsure of a shape', () => {
    expect(guessTargets(['手機', 'q'], [[], ['0912345678']])).toEqual([
      { target: 'mobile', sure: true },
      { target: 'mobile', sure: false },
    ]);
  });

  it('answers for every column and uses what can be only once only once', () => {
    const guesses = guessTargets(['姓名', '姓名', '電話', '電話', '業務', '業務'], []);
    expect(guesses.map(({ target }) => target)).toEqual(['name', 'ignore', 'phone', 'phone', 'responsible', 'ignore']);
  });
});
