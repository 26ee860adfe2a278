import { closeSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';

/** A process and all that it has started, from the system. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      // proc(5): after the name in parentheses come state and parent.
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const all = [root];
  for (const one of all) for (const [pid, parent] of parents) if (parent === one) all.push(pid);
  return all;
}

const step = 8 * 1024 * 1024;
/** No value is longer; pieces overlap by this much. */
const overlap = 4_096;

/** Which texts stand in the writable memory of a process, as UTF-8 or UTF-16: what a dump of it would show. Needs root. */
export function textsInMemory(pid: number, texts: readonly string[]): string[] {
  const forms = texts.map((text) => [text, Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')] as const);
  const found = new Set<string>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === undefined || to === undefined) continue;
      const end = Number.parseInt(to, 16);
      for (let at = Number.parseInt(from, 16); at < end; at += step) {
        const piece = Buffer.alloc(Math.min(end - at, step + overlap));
        try {
          readSync(memory, piece, 0, piece.byteLength, at);
        } catch {
          // Reserved and never touched, or a device: there is nothing to read.
          continue;
        }
        for (const [text, utf8, utf16] of forms) if (piece.includes(utf8) || piece.includes(utf16)) found.add(text);
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found];
}
