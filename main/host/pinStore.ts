/** What one person's PIN opens again. Without the device secret and the PIN it opens nothing. */
interface Kept {
  readonly blob: string;
  readonly half: string;
  readonly until: number;
  triesLeft: number;
}

/** What sessions left for a short return, by person: in memory alone, gone with the program. */
export interface PinStore {
  keep(user: string, left: { readonly blob: string; readonly half: string; readonly until: number }): void;
  /** Each taking is a try; with the third one it is forgotten. Null where nothing is there any more. */
  take(user: string): { blob: string; half: string; left: number } | null;
  drop(user: string): void;
  there(): string[];
  clear(): void;
}

const tries = 3;
/** Nobody may have something kept for longer than this, in milliseconds, whatever they say. */
const longest = 4 * 60 * 60 * 1_000;

/** Makes one. Clock in milliseconds. */
export function createPinStore(now: () => number = Date.now): PinStore {
  const kept = new Map<string, Kept>();
  const tidy = () => {
    for (const [user, { until }] of kept) if (until <= now()) kept.delete(user);
  };
  return {
    keep(user, { blob, half, until }) {
      kept.set(user, { blob, half, until: Math.min(until, now() + longest), triesLeft: tries });
    },
    take(user) {
      tidy();
      const found = kept.get(user);
      if (found === undefined) return null;
      found.triesLeft -= 1;
      if (found.triesLeft <= 0) kept.delete(user);
      return { blob: found.blob, half: found.half, left: found.triesLeft };
    },
    drop: (user) => void kept.delete(user),
    there() {
      tidy();
      return [...kept.keys()];
    },
    clear: () => kept.clear(),
  };
}
