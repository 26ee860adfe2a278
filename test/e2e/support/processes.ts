import { readdirSync, readFileSync } from 'node:fs';
import type { Coffer } from './launchCoffer.ts';

/** The process ids of the vault processes behind the windows, read from the system. */
export function vaultProcesses(coffer: Pick<Coffer, 'app'>): number[] {
  const parent = coffer.app.process().pid;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // proc(5): after the name in parentheses come state and parent.
        const isChild = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === parent;
        return isChild && /\/(?:dist\/|test-)vault\/index\.c?js/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
          ? [Number(pid)]
          : [];
      } catch {
        return [];
      }
    });
}

/** Ends at once every process that was started with this argument. */
export function endAllWith(argument: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument))
        process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}
