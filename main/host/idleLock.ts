/** Locks after a time without work, with a warning before. */
export interface IdleLock {
  /** The session is open and locks after so many seconds; `null`: nothing to lock. */
  arm(idleSeconds: number | null): void;
  /** The person is at work. */
  touch(): void;
  stop(): void;
}

/** Seconds before the lock at which the person is warned. */
const warning = 30;

/** Makes one. `warn` hears the seconds left once, and `null` when the warning is off again. Clock in milliseconds. */
export function createIdleLock(
  hear: { readonly warn: (secondsLeft: number | null) => void; readonly lock: () => void },
  now: () => number = () => Date.now(),
): IdleLock {
  let idle: number | null = null;
  let deadline = 0;
  let warned = false;
  const tick = () => {
    if (idle === null) return;
    const left = Math.ceil((deadline - now()) / 1000);
    if (left <= 0) {
      idle = null;
      warned = false;
      hear.lock();
    } else if (left <= Math.min(warning, idle / 2) && !warned) {
      warned = true;
      hear.warn(left);
    }
  };
  const calm = () => {
    if (warned) hear.warn(null);
    warned = false;
  };
  // By the wall clock and every second: after a sleep of the computer the first tick locks.
  const timer = setInterval(tick, 1000);
  return {
    arm(idleSeconds) {
      calm();
      idle = idleSeconds;
      deadline = now() + (idleSeconds ?? 0) * 1000;
    },
    touch() {
      if (idle === null) return;
      if (now() >= deadline) return tick();
      deadline = now() + idle * 1000;
      calm();
    },
    stop: () => clearInterval(timer),
  };
}
