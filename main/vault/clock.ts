/** The one clock: milliseconds since 1970, UTC. Injected so that tests can set it. */
export interface Clock {
  readonly now: () => number;
}
export const systemClock: Clock = { now: () => Date.now() };
