import { fork } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../scripts/lib/build.ts';
import { root } from '../../scripts/lib/paths.ts';
import type { PassedByParser } from '#shared/protocol.ts';
import type { StartParser, TestOffice } from './testVault.ts';

// Reading its sources as TypeScript would take longer than most lists that it reads.
await build('parser');

/** The real parser in a process of its own, as the host starts it. */
export const startParser: StartParser = (path, toVault) => {
  const child = fork(join(root, 'dist/parser/index.js'), [], {
    serialization: 'json',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (message) => toVault(message as PassedByParser));
  child.on('exit', () => toVault({ type: 'failed', code: 'parserStopped' }));
  child.send({ type: 'open', path });
  // What is sent to one that has died is lost; that it died has been said.
  return { send: (message) => void child.send(message, () => undefined), stop: () => void child.kill('SIGKILL') };
};

let count = 0;

/** Puts a file where a native dialog would have found it: the token for `imports.open`. */
export function offerFile(office: TestOffice, content: Buffer | string, name = 'list.csv'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'coffer-file-')), name);
  writeFileSync(path, content);
  const token = `file-${(count += 1)}`;
  office.files.set(token, path);
  return token;
}
