import type { Role } from '#shared/domain/roles.ts';

/** From 0 (guessed at once) to 4 (very good), as zxcvbn counts. */
export type Score = 0 | 1 | 2 | 3 | 4;
/** Rates a password; `known` are words an attacker would try first, such as the own name. */
export type Rate = (password: string, known: readonly string[]) => Score;

export interface Strength {
  readonly rate: Rate;
  /** Words to make passwords of. */
  readonly words: readonly string[];
}

/** Rating takes longer the longer the text; nobody's first hundred characters are weak and the rest strong. */
const rated = 100;
let loading: Promise<Strength> | null = null;

/** Loads the estimator and its word lists (half a megabyte) when a password is first chosen. */
export function loadStrength(): Promise<Strength> {
  loading ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }]) => {
      const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
      return {
        rate: (password, known) => estimator.check(password.slice(0, rated), [...known]).score,
        words: dictionary['diceware-common'].filter((word) => /^[a-z]{4,8}$/.test(word)),
      };
    },
  );
  return loading;
}

/** A whole number below `bound`, without bias, from the system's source of randomness. */
export function randomBelow(bound: number): number {
  const draw = new Uint32Array(1);
  const fair = Math.floor(2 ** 32 / bound) * bound;
  do crypto.getRandomValues(draw);
  while ((draw[0] ?? 0) >= fair);
  return (draw[0] ?? 0) % bound;
}

/** Three different random words joined by hyphens, at least `minimum` characters in all. */
export function threeWords(
  words: readonly string[],
  minimum: number,
  below: (bound: number) => number = randomBelow,
): string {
  for (;;) {
    const chosen = new Set<string>();
    while (chosen.size < 3) chosen.add(words[below(words.length)] ?? '');
    const text = [...chosen].join('-');
    if (text.length >= minimum) return text;
  }
}

/** A new password as it stands in its two fields. */
export interface NewPassword {
  readonly password: string;
  readonly repeat: string;
}

/** The least score that is taken. */
export const enough: Score = 3;

/** Why a new password cannot be taken yet; null when it can. `score` is null while the estimator loads. */
export function passwordProblem(
  { password, repeat }: NewPassword,
  minimum: number,
  score: Score | null,
): 'tooShort' | 'tooWeak' | 'notSame' | null {
  if ([...password].length < minimum) return 'tooShort';
  if (score === null || score < enough) return 'tooWeak';
  return password === repeat ? null : 'notSame';
}

/** How long a password has to be: longer for whoever approves. */
export function minimumFor(role: Role): number {
  return role === 'owner' || role === 'manager' ? 15 : 12;
}
