/** The value that a share of the samples does not exceed; samples in any order. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** Milliseconds that one piece of work took. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Samples under names, one list per round: what a figure is read from is the median over the rounds. */
export class Samples {
  readonly #rounds = new Map<string, number[][]>();

  /** Measures once in a round. */
  async take(name: string, round: number, work: () => unknown): Promise<void> {
    const rounds = this.#rounds.get(name) ?? [];
    this.#rounds.set(name, rounds);
    const samples = (rounds[round] ??= []);
    samples.push(await timed(work));
  }

  /** Median over the rounds of each round's percentile. */
  of(name: string, share: number): number {
    return median((this.#rounds.get(name) ?? []).map((samples) => percentile(samples, share)));
  }
}

/** Every this many-th element of a list, so that a few stand for all of it. */
export function spread<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)] as T);
}
