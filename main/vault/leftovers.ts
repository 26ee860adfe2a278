import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { kill, pid as ownPid } from 'node:process';

/** Files that a process makes for itself, all of which carry its number: see `passingViewPath`, `writeHeader` and `renewKey`. */
const passing = [
  /^rotate-(\d+)\.db(?:-journal)?$/,
  /^(?:preview|verify)-(\d+)-[^.]+\.db(?:-wal|-shm|-journal)?$/,
  /^vault\.cvh(?:\.previous)?\.(\d+)\.tmp$/,
  /^last-user\.(\d+)\.tmp$/,
  /^invite-[\w-]{22}\.\w+\.(\d+)\.tmp$/,
] as const;

/** Removes what processes of this vault left behind that were ended in the middle of something. */
export function dropLeftovers(folder: string): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // Before the first run there is no folder.
    return;
  }
  for (const name of names) {
    const number = passing.map((pattern) => pattern.exec(name)?.[1]).find((found) => found !== undefined);
    if (number !== undefined && !isRunning(Number(number))) rmSync(join(folder, name), { force: true });
  }
}

/** Whether that process may still be at work. Another one may have its number by now: then the file goes the next time. */
function isRunning(pid: number): boolean {
  if (pid === ownPid) return true;
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
