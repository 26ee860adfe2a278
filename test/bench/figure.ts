import type { BenchOffice } from './office.ts';

/** One line of the report: something measured, what it is held against, and whether the target is reached. */
export interface Line {
  readonly figure: string;
  readonly what: string;
  readonly measured: string;
  readonly baseline: string;
  readonly ratio: number | null;
  readonly target: string;
  /** Null where the line has no target of its own and only explains another. */
  readonly reached: boolean | null;
}

export interface Figure {
  readonly name: string;
  /** Whether it needs the office a tenth as large too. */
  readonly needsSmall: boolean;
  readonly measure: (offices: { readonly large: BenchOffice; readonly small: BenchOffice | null }) => Promise<Line[]>;
}

/** How often everything is measured; products and baselines take turns within a round. */
export const rounds = 5;

/** Milliseconds as people read them. */
export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

export function ratio(value: number, baseline: number): number {
  return Math.round((value / baseline) * 100) / 100;
}
