import { readOptions } from '#shared/contract/foreignFile.ts';
import type { PassedByParser, VaultToParser } from '#shared/protocol.ts';
import { FileFailure } from './failure.ts';
import { openReader, type Reader } from './reader.ts';
import { sealedFor } from './seal.ts';

/** What the host sends first: the file this process may read. All else comes from the vault. */
type Incoming = VaultToParser | { readonly type: 'open'; readonly path: string };

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const mostRows = 1000;
// Electron's utility process has a port; a child of Node has `process.send`
const port = (process as { readonly parentPort?: ParentPort }).parentPort;

function post(message: PassedByParser): void {
  if (port === undefined) process.send?.(message);
  else port.postMessage(message);
}

let reader: Promise<Reader> | null = null;

async function answer(message: Incoming): Promise<void> {
  switch (message.type) {
    case 'open':
      reader ??= openReader(message.path);
      // whoever asks first hears why it could not be opened
      await reader.catch(() => undefined);
      return;
    case 'inspect': {
      const result = await (await opened()).inspect(readOptions.parse(message.options ?? {}));
      post(sealedFor(message.to, { type: 'inspected', result }));
      return;
    }
    case 'next': {
      const options = message.options === undefined ? undefined : readOptions.parse(message.options);
      const count = Math.min(Math.max(1, Math.trunc(message.count)), mostRows);
      const { rows, firstLine, last } = await (await opened()).next(count, options);
      post(sealedFor(message.to, { type: 'rows', rows, firstLine, last }));
      return;
    }
    case 'stop':
      process.exit(0);
  }
}

function opened(): Promise<Reader> {
  return reader ?? Promise.reject(new FileFailure('fileUnknown'));
}

// one after the other: a reader has one place in its file
let queue = Promise.resolve();
function receive(message: unknown): void {
  queue = queue.then(() =>
    answer(message as Incoming).catch((error: unknown) => {
      post({ type: 'failed', code: error instanceof FileFailure ? error.code : 'fileUnreadable' });
    }),
  );
}

if (port === undefined) {
  process.on('message', receive);
  process.on('disconnect', () => process.exit(0));
} else {
  port.on('message', (event) => receive(event.data));
}
