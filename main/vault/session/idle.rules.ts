/** Days that a login counts for: who was here within them shares this computer. */
const lately = 14;

/** The moment since which logins say who shares this computer. */
export function latelySince(now: number): number {
  return now - lately * 24 * 60 * 60 * 1_000;
}

/** How long a screen may stand without anybody at it, in seconds: a shared one is soon sat down at by somebody else. */
export function idleSeconds(peopleLately: number): number {
  return peopleLately > 1 ? 3 * 60 : 15 * 60;
}
