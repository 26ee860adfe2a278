import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const setpriv = '/usr/bin/setpriv';

/** Starts a daemon that ends with this process, even when this process is killed. Standard error is dropped. */
export function startTied(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const tied = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'TERM', command, ...args] : [command, ...args];
  const child = spawn(tied[0] as string, tied.slice(1), {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'ignore'],
    // Ctrl-C in a terminal must reach the program first, not its daemons.
    detached: true,
  });
  child.stdin?.on('error', () => {});
  return child;
}

/** Ends it and waits until it is gone. */
export async function stopTied(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(kill);
}
