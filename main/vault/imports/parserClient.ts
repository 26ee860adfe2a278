import { z } from 'zod';
import { type Inspection, type ReadOptions, inspection } from '#shared/contract/foreignFile.ts';
import { type ErrorCode, VaultError, errorCodes } from '#shared/errors.ts';
import type { ParserToVault, VaultToParser } from '#shared/protocol.ts';
import type { Host } from '../host.ts';

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

type Answer = Exclude<ParserToVault, { type: 'failed' }>;
interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const rowsSaid = z.object({
  rows: z.array(z.array(z.string())).max(1_000),
  firstLine: z.number().int().positive(),
  last: z.boolean(),
});

function failureOf(code: string): VaultError {
  const known = (errorCodes as readonly string[]).includes(code);
  return new VaultError(known ? (code as ErrorCode) : 'fileUnreadable');
}

/** Has the host start a parser on the file behind a one-use token. What it says is checked: it reads foreign data. */
export async function startParser(host: Host, token: string): Promise<Parser> {
  const { parser, name, bytes } = await host.ask('parser.start', { token });
  const waiting: Waiting[] = [];
  let dead: VaultError | null = null;
  const end = (error: VaultError): void => {
    dead ??= error;
    for (const each of waiting.splice(0)) each.reject(dead);
  };
  host.onParser(parser, (message) => {
    const first = waiting.shift();
    if (message.type !== 'failed') first?.resolve(message);
    else if (message.code === 'parserStopped') {
      first?.reject(failureOf(message.code));
      end(failureOf(message.code));
    } else first?.reject(failureOf(message.code));
  });
  const ask = (message: VaultToParser): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (dead !== null) return reject(dead);
      waiting.push({ resolve, reject });
      host.ask('parser.send', { parser, message }).catch(() => end(new VaultError('parserStopped')));
    });
  return {
    name,
    bytes,
    async inspect(options) {
      const answer = await ask({ type: 'inspect', options });
      const parsed = inspection.safeParse(answer.type === 'inspected' ? answer.result : null);
      if (!parsed.success) throw new VaultError('fileUnreadable');
      return parsed.data;
    },
    async next(count, rewind) {
      const answer = await ask({ type: 'next', count, ...(rewind ? { options: {} } : {}) });
      const parsed = rowsSaid.safeParse(answer);
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
