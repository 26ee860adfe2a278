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

/** Something to look for: what it is called in an answer, and the bytes that give it away. */
export interface Wanted {
  readonly name: string;
  readonly forms: readonly Buffer[];
}

/** A text, as UTF-8 and as UTF-16. */
export function wantedText(text: string): Wanted {
  return { name: text, forms: [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')] };
}

/** A key, as it is and as the base64 in which bytes pass between processes. */
export function wantedKey(name: string, key: Uint8Array): Wanted {
  const bytes = Buffer.from(key);
  return { name, forms: [bytes, Buffer.from(bytes.toString('base64url'))] };
}

const step = 8 * 1024 * 1024;
/** Nothing that is looked for is longer; pieces overlap by this much. */
const overlap = 4_096;

/** What of it stands in the writable memory of a process, as a dump of it would show. Needs root. */
export function heldBy(pid: number, wanted: readonly Wanted[]): string[] {
  // By their first two bytes, so that the memory is walked through once and not once for each.
  const starting = new Map<number, { readonly name: string; readonly form: Buffer }[]>();
  for (const { name, forms } of wanted)
    for (const form of forms) {
      const start = form.readUInt16BE();
      starting.set(start, [...(starting.get(start) ?? []), { name, form }]);
    }
  const known = new Uint8Array(65_536);
  for (const start of starting.keys()) known[start] = 1;
  const found = new Set<string>();
  for (const piece of memoryOf(pid)) {
    let last = piece[0] ?? 0;
    for (let at = 1; at < piece.byteLength; at += 1) {
      const byte = piece[at] ?? 0;
      const start = (last << 8) | byte;
      last = byte;
      if (known[start] !== 1) continue;
      for (const { name, form } of starting.get(start) ?? [])
        if (!found.has(name) && piece.subarray(at - 1, at - 1 + form.byteLength).equals(form)) found.add(name);
    }
  }
  return [...found];
}

function* memoryOf(pid: number): Generator<Buffer> {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const buffer = Buffer.alloc(step + overlap);
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === undefined || to === undefined) continue;
      const end = Number.parseInt(to, 16);
      for (let at = Number.parseInt(from, 16); at < end; at += step) {
        try {
          yield buffer.subarray(0, readSync(memory, buffer, 0, Math.min(end - at, step + overlap), at));
        } catch {
          // Reserved and never touched, or a device: there is nothing to read.
        }
      }
    }
  } finally {
    closeSync(memory);
  }
}
