import { readFileSync } from 'node:fs';
import type { HostToParser, PassedByParser, VaultToParser } from '#shared/protocol.ts';
import type { EntryProcess, Launch } from './entryProcess.ts';

/** A keyless process that reads one foreign file. */
export interface ParserProcess {
  send(message: VaultToParser): void;
  stop(): void;
}

/** Bytes of memory, and milliseconds without an answer, after which a parser is ended: a file can be made to hurt. */
export const parserLimits = { memory: 512 * 1024 * 1024, silence: 60_000, interval: 250 };

const answers: readonly string[] = ['sealed', 'failed'] satisfies PassedByParser['type'][];

/**
 * Starts a parser on a file. `listener` hears its answers, and `failed` with `parserStopped` when it died, grew past
 * the limit, or fell silent while it owed an answer.
 */
export function startParser(launch: Launch, path: string, listener: (message: PassedByParser) => void): ParserProcess {
  const child = launch('parser');
  let owedSince: number | null = null;
  let over = false;
  const end = () => {
    over = true;
    clearInterval(watch);
  };
  const fail = () => {
    if (over) return;
    end();
    child.kill();
    listener({ type: 'failed', code: 'parserStopped' });
  };
  const watch = setInterval(() => {
    const silent = owedSince !== null && Date.now() - owedSince > parserLimits.silence;
    if (silent || memoryOf(child) > parserLimits.memory) fail();
  }, parserLimits.interval);
  child.onMessage((message) => {
    if (over) return;
    owedSince = null;
    if (isAnswer(message)) listener(message);
    else fail();
  });
  child.onExit(fail);
  child.post({ type: 'open', path } satisfies HostToParser);
  return {
    send(message) {
      owedSince ??= Date.now();
      child.post(message);
    },
    stop() {
      if (over) return;
      end();
      child.kill();
    },
  };
}

/** The process speaks about foreign data: only its outline is trusted here, the vault checks the rest. */
function isAnswer(message: unknown): message is PassedByParser {
  return typeof message === 'object' && message !== null && 'type' in message && answers.includes(String(message.type));
}

/** Resident bytes of a child, 0 where the system does not tell (there the heap limit alone holds). */
function memoryOf(child: EntryProcess): number {
  const pid = child.pid();
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    // proc(5): the second figure of statm is the resident set in pages; 4 KiB on x86-64.
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
