import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import type { Line } from './figure.ts';

/** Characters as wide as a terminal draws them: Chinese takes two columns. */
function width(text: string): number {
  let columns = 0;
  for (const character of text)
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(character)
      ? 2
      : 1;
  return columns;
}

/** The lines as a table for a terminal. */
export function table(lines: readonly Line[]): string {
  const head = ['figure', 'what', 'measured', 'baseline', 'ratio', 'target', ''];
  const cells = lines.map((line) => [
    line.figure,
    line.what,
    line.measured,
    line.baseline,
    line.ratio === null ? '' : `${line.ratio}x`,
    line.target,
    line.reached === null ? '' : line.reached ? 'reached' : 'MISSED',
  ]);
  const widths = head.map((title, i) => Math.max(...[head, ...cells].map((row) => width(row[i] ?? title))));
  return [head, ...cells]
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** How busy the machine was: on one that others use at the same time only the ratios count. */
export function busy(): string {
  const [lately = 0] = loadavg();
  return `Load over the last minute ${lately.toFixed(1)} on ${availableParallelism()} processors${
    lately > availableParallelism() ? ': too busy for milliseconds to mean much, look at the ratios' : ''
  }.`;
}

/** The same for programs. */
export function writeReport(path: string, customers: number, lines: readonly Line[]): void {
  const { node, icu } = process.versions;
  const about = {
    at: new Date().toISOString(),
    customers,
    node,
    icu,
    load: loadavg()[0],
    processors: availableParallelism(),
  };
  writeFileSync(path, `${JSON.stringify({ ...about, lines }, null, 2)}\n`);
}
