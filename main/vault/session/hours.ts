import { hoursOf, secondsWithin } from '#shared/domain/loginRules.ts';
import { VaultError } from '#shared/errors.ts';
import type { VaultProcess } from '../process.ts';
import { commit } from '../store/commit.ts';
import type { OpenVault } from './openVault.ts';

/** How often a session looks at the clock, in milliseconds, and how long before the end it says so, in seconds. */
const interval = 10_000;
const warning = 5 * 60;

function hoursHere({ chain, viewer }: OpenVault): ReturnType<typeof hoursOf> {
  return hoursOf(chain.authority.logins.rules, viewer.role);
}

/** Refuses a login outside the hours of its role, and journals that. */
export function requireHours(vault: OpenVault): void {
  const hours = hoursHere(vault);
  if (hours === null || secondsWithin(hours, new Date(vault.clock.now())) !== 0) return;
  if (vault.quarantine === null) {
    // The view may be far behind, and nobody is going to look at it.
    vault.filling = true;
    commit(vault, { kind: 'refused', details: { call: 'session.login', code: 'outsideHours', count: 1 } });
  }
  throw new VaultError('outsideHours', hours);
}

/** One look at the clock: the warning five minutes before, and then the end. Answers whether the session is over. */
export function lookAtHours(process: VaultProcess, told: { warned: boolean }): boolean {
  const { vault } = process;
  if (vault === null || process.ending) return false;
  const left = secondsWithin(hoursHere(vault), new Date(vault.clock.now()));
  if (left === 0) {
    process.host.send({ type: 'over', reason: 'hours' });
    return true;
  }
  const near = left !== null && left <= warning;
  if (near !== told.warned) process.emit('session.hours', { secondsLeft: near ? left : null });
  told.warned = near;
  return false;
}

/** Ends the session when the hours of its role are over. */
export function watchHours(process: VaultProcess): void {
  const told = { warned: false };
  const timer = setInterval(() => {
    if (process.ending || lookAtHours(process, told)) clearInterval(timer);
  }, interval);
  timer.unref();
}
