/**
 * How far the journal may stand ahead of this computer's clock and still be believed, in milliseconds: 3 days. A clock
 * that was set back by less revives nothing; and whoever writes an entry dated far ahead ends nobody's right by it.
 */
export const believedAhead = 3 * 86_400_000;

/** Whether the newest entry is dated so far ahead that either it is wrong or this computer's clock is. */
export function isFarAhead(now: number, head: number | undefined): head is number {
  return head !== undefined && head > now + believedAhead;
}

/** The moment as of which dated rights count: the journal's time never runs back, as far as it can be believed. */
export function momentOf(now: number, head: number | undefined): number {
  return head === undefined || isFarAhead(now, head) ? now : Math.max(now, head);
}
