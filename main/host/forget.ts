import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** When the host's memory is swept after a session, in milliseconds: what was under way then has arrived. */
const sweeps = [500, 2_000, 4_000];

/** What passed through the host on its way to a screen is garbage after a lock; it is collected now and not some day. */
export function forgetSoon(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') return;
  for (const after of sweeps) setTimeout(() => void collect(), after).unref();
}
