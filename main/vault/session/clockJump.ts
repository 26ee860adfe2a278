import { commit } from '../store/commit.ts';
import type { OpenVault } from './openVault.ts';

const day = 86_400_000;
/** A clock is put right by minutes, not by hours; and nobody leaves an office alone for longer than this. */
const behind = 3_600_000;
const ahead = 180 * day;

/**
 * Journals at a login that the computer's clock stands before the newest entry, or so long after it that it was rather set
 * forward. Entries themselves never run back in time: what has expired stays so.
 */
export function noticeClock(vault: OpenVault): void {
  const last = vault.chain.head?.time;
  if (last === undefined) return;
  const passed = vault.clock.now() - last;
  const days = Math.max(1, Math.round(Math.abs(passed) / day));
  if (passed < -behind) commit(vault, { kind: 'clock.behind', details: { days } });
  if (passed > ahead) commit(vault, { kind: 'clock.ahead', details: { days } });
}
