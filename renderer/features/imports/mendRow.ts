import type { ImportProblem } from '#shared/contract/imports.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';

/** One cell of a row that was set aside. */
export interface MendCell {
  readonly index: number;
  readonly target: ImportTarget;
  readonly problems: readonly ImportProblem[];
}

/** Which column a problem stands at; a missing name stands at the first name column. -1 = the whole row. */
function placeOf(problem: ImportProblem, mapping: readonly ImportTarget[]): number {
  if (problem.column !== null) return problem.column;
  const target = problem.code === 'nameMissing' ? 'name' : problem.target;
  return target === null ? -1 : mapping.indexOf(target);
}

/**
 * The cells of a row in the order somebody mends them: those with a problem and the name first, then the others;
 * and the problems that stand at no column.
 */
export function mendCells(
  mapping: readonly ImportTarget[],
  problems: readonly ImportProblem[],
): {
  readonly first: readonly MendCell[];
  readonly others: readonly MendCell[];
  readonly whole: readonly ImportProblem[];
} {
  const cells = mapping.map((target, index): MendCell => {
    return { index, target, problems: problems.filter((problem) => placeOf(problem, mapping) === index) };
  });
  const wanted = ({ target, problems: own }: MendCell) => own.length > 0 || target === 'name';
  const placed = new Set(cells.flatMap(({ problems: own }) => own));
  return {
    first: cells.filter(wanted),
    others: cells.filter((cell) => !wanted(cell) && cell.target !== 'ignore'),
    whole: problems.filter((problem) => !placed.has(problem)),
  };
}
