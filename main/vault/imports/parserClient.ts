import { z } from 'zod';
import { type Inspection, type ReadOptions, inspection } from '#shared/contract/foreignFile.ts';
import { type ErrorCode, VaultError, errorCodes } from '#shared/errors.ts';
import type { SealedCall } from '#shared/line.ts';
import type { VaultToParser } from '#shared/protocol.ts';
import type { Host } from '../host.ts';
import { Line } from '../line.ts';

export interface FileRows {
  readonly rows: readonly (readonly string[])[];
  /** Number of the first of them in the file, counted in rows from 1. */
  readonly firstLine: number;
  readonly last: boolean;
}

/** The keyless process that holds one foreign file open, asked one thing after the other. */
export interface Parser {
  readonly name: string;
  /** Size of the file. */
  readonly bytes: number;
  inspect(options: ReadOptions): Promise<Inspection>;
  /** The next rows, at most `count`; `rewind` begins the file again. */
  next(count: number, rewind: boolean): Promise<FileRows>;
  stop(): void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

const inspected = z.object({ type: z.literal('inspected'), result: inspection });
const rowsSaid = z.object({
  type: z.literal('rows'),
  rows: z.array(z.array(z.string())).max(1_000),
  firstLine: z.number().int().positive(),
  last: z.boolean(),
});

function failureOf(code: string): VaultError {
  const known = (errorCodes as readonly string[]).includes(code);
  return new VaultError(known ? (code as ErrorCode) : 'fileUnreadable');
}

/** What no parser of ours has sealed is no answer. */
function openedBy(line: Line, message: SealedCall): unknown {
  try {
    return line.openParsed(message);
  } catch {
    return null;
  }
}

/** Has the host start a parser on the file behind a one-use token. What it says is checked: it reads foreign data. */
export async function startParser(host: Host, token: string): Promise<Parser> {
  const { parser, name, bytes } = await host.ask('parser.start', { token });
  const line = new Line();
  const to = line.publicKey;
  const waiting: Waiting[] = [];
  let dead: VaultError | null = null;
  const end = (error: VaultError): void => {
    dead ??= error;
    for (const each of waiting.splice(0)) each.reject(dead);
  };
  host.onParser(parser, (message) => {
    const first = waiting.shift();
    if (message.type === 'sealed') first?.resolve(openedBy(line, message));
    else if (message.code === 'parserStopped') {
      first?.reject(failureOf(message.code));
      end(failureOf(message.code));
    } else first?.reject(failureOf(message.code));
  });
  const ask = (message: VaultToParser): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (dead !== null) return reject(dead);
      waiting.push({ resolve, reject });
      host.ask('parser.send', { parser, message }).catch(() => end(new VaultError('parserStopped')));
    });
  return {
    name,
    bytes,
    async inspect(options) {
      const parsed = inspected.safeParse(await ask({ type: 'inspect', to, options }));
      if (!parsed.success) throw new VaultError('fileUnreadable');
      return parsed.data.result;
    },
    async next(count, rewind) {
      const parsed = rowsSaid.safeParse(await ask({ type: 'next', to, count, ...(rewind ? { options: {} } : {}) }));
      if (!parsed.success) throw new VaultError('fileUnreadable');
      return parsed.data;
    },
    stop() {
      end(new VaultError('parserStopped'));
      host.offParser(parser);
      host.ask('parser.stop', { parser }).catch(() => undefined);
    },
  };
}
