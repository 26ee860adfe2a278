import { execFileSync, fork } from 'node:child_process';

/** A child of the host that runs one built entry, whatever kind of process it is. Messages are JSON. */
export interface EntryProcess {
  readonly pid: () => number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however it ended. */
  onExit(listener: () => void): void;
  /** Ends it without asking. */
  kill(): void;
}

/** Starts the process of a built entry (`dist/<entry>/index.js`). */
export type Launch = (entry: 'vault' | 'parser') => EntryProcess;

/** Megabytes of JavaScript heap; what a parser allocates beside it is watched from outside. */
export const parserArguments: readonly string[] = ['--max-old-space-size=384'];

/** What a child may know of the environment: neither the keychain's address nor anybody's tokens. */
export function childEnvironment(): Record<string, string> {
  const kept = [
    'HOME',
    'LANG',
    'LC_ALL',
    'LC_TIME',
    'TZ',
    'TMPDIR',
    'TEMP',
    'TMP',
    'SystemRoot',
    'APPDATA',
    'LOCALAPPDATA',
    'USERPROFILE',
  ];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

/** The way of development and of the command line: a child on a Node that can load the database driver. */
export function nodeLaunch(node: string, entryPath: (entry: string) => string): Launch {
  return (entry) => {
    const child = fork(entryPath(entry), [], {
      execPath: node,
      execArgv: entry === 'parser' ? [...parserArguments] : [],
      env: childEnvironment(),
      serialization: 'json',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let ended = false;
    const listeners: (() => void)[] = [];
    const end = () => {
      if (ended) return;
      ended = true;
      for (const listener of listeners) listener();
    };
    child.once('exit', end);
    child.on('error', () => {
      if (child.exitCode !== null || child.pid === undefined) end();
    });
    return {
      pid: () => child.pid,
      post: (message) => void (child.connected && child.send(message as object, () => {})),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void listeners.push(listener),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}

/** Runs a tool of the operating system to its end; throws where that refuses. */
export function runTool(file: string, args: readonly string[]): void {
  execFileSync(file, args, { windowsHide: true, stdio: 'ignore' });
}
