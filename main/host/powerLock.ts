/** What the operating system says when nobody is at the screen any more. */
const signs = ['suspend', 'lock-screen', 'shutdown', 'user-did-resign-active'] as const;

/** Locks at once when the computer sleeps (a closed lid is that), its own screen locks, or another account takes it over. */
export function lockWithComputer(
  monitor: { on(sign: (typeof signs)[number], listener: () => void): unknown },
  lock: () => void,
): void {
  for (const sign of signs) monitor.on(sign, lock);
}
