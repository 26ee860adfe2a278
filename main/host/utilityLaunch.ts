import { app, utilityProcess } from 'electron';
import { childEnvironment, type Launch, parserArguments } from './entryProcess.ts';

/** The way of packages: one of Electron's own utility processes per entry. */
export function utilityLaunch(entryPath: (entry: string) => string): Launch {
  return (entry) => {
    const child = utilityProcess.fork(entryPath(entry), [], {
      serviceName: `Coffer ${entry}`,
      env: childEnvironment(),
      stdio: app.isPackaged ? 'ignore' : 'inherit',
      execArgv: entry === 'parser' ? [...parserArguments] : [],
    });
    return {
      pid: () => child.pid,
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', () => listener()),
      kill: () => {
        // `kill()` asks politely (SIGTERM), which busy JavaScript does not hear.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}
