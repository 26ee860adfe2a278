import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encode } from 'cborg';
import { z } from 'zod';
import { type Id, isId } from '#shared/domain/ids.ts';
import { type SecretKey, hash, randomBytes, sign, verify } from '../keys/crypto.ts';
import { syncFolder } from '../keys/header.ts';
import type { VaultStatements } from '../store/vault.sql.ts';
import { decodeCanonical } from './canonical.ts';
import type { StoredEntry } from './entry.ts';

// A journal as a file: a line that says so, then frames, each a length of four bytes and CBOR. First what journal it is,
// then the entries as they are stored, last the signature of whoever made the file over all before it.

const magic = Buffer.from('coffer journal 1\n');
/** No entry comes near this. A file that says so is not believed, and nothing of that size is made room for. */
const longestFrame = 64 * 1024 * 1024;
const entriesAtOnce = 500;
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Beginning {
  readonly vault: Id;
  readonly root: Uint8Array;
}
interface End {
  readonly entries: number;
  readonly newest: Uint8Array;
  readonly by: Id;
  readonly signature: Uint8Array;
}

/** What is written, by whom, and up to which entry. */
export interface JournalSource extends Beginning {
  readonly sql: Pick<VaultStatements, 'entriesAfter'>;
  readonly last: { readonly n: number; readonly seq: number; readonly hash: Uint8Array };
  readonly by: Id;
  readonly key: SecretKey;
}

/** Writes a journal as a signed file: beside its place, onto the disk, then into its place. Answers its size; null: ended before. */
export async function writeJournalFile(
  path: string,
  source: JournalSource,
  ended: () => boolean,
): Promise<number | null> {
  const temporary = join(dirname(path), `.coffer-${randomBytes(6).toString('hex')}.part`);
  const file = openSync(temporary, 'wx', 0o600);
  let open = true;
  try {
    const { vault, root, last, by, sql } = source;
    const sum = new Sum();
    let size = put(file, magic);
    const frame = (value: unknown): void => {
      const content = encode(value);
      sum.add(content);
      size += put(file, lengthOf(content)) + put(file, content);
    };
    frame({ vault, root });
    for (let n = 0; n < last.n;) {
      const entries = sql.entriesAfter.all(n, entriesAtOnce).filter((entry) => entry.n <= last.n);
      for (const entry of entries)
        frame([entry.n, entry.device, entry.seq, entry.body, entry.sig, entry.root_sig, entry.hash]);
      n = entries.at(-1)?.n ?? last.n;
      await breath();
      if (ended()) return null;
    }
    const signature = sign(source.key, 'journal file', sum.value);
    frame({ entries: last.seq, newest: last.hash, by, signature });
    fsyncSync(file);
    closeSync(file);
    open = false;
    renameSync(temporary, path);
    syncFolder(dirname(path));
    return size;
  } finally {
    if (open) closeSync(file);
    rmSync(temporary, { force: true });
  }
}

function put(file: number, content: Uint8Array): number {
  for (let at = 0; at < content.byteLength;) at += writeSync(file, content, at);
  return content.byteLength;
}
function lengthOf(content: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.byteLength);
  return length;
}

/** Hash over frames, one after the other. */
class Sum {
  value: Buffer = hash([magic]);
  add(content: Uint8Array): void {
    this.value = hash([this.value, content]);
  }
}

/** A file that is not a journal, or was cut. */
export class NoJournalFile extends Error {}

/** A journal file that is being read: what it says first, its entries in turn, and what it says in the end. */
export interface JournalFile extends Beginning {
  readonly entries: () => Generator<StoredEntry>;
  /** After the last entry: by whom the file was made, and whether the end is signed with a key. */
  readonly end: () => { readonly by: Id; readonly entries: number; readonly isSignedBy: (key: Uint8Array) => boolean };
  readonly close: () => void;
}

/** Opens a journal file; throws `NoJournalFile`. */
export function openJournalFile(path: string): JournalFile {
  const file = openSync(path, 'r');
  try {
    const frames = readFrames(file);
    const first = frames.next();
    const beginning = first.done === true ? null : asBeginning(first.value);
    if (beginning === null) throw new NoJournalFile();
    const sum = new Sum();
    sum.add(encode(first.value));
    let end: End | null = null;
    return {
      ...beginning,
      *entries() {
        for (const frame of frames) {
          end = asEnd(frame);
          if (end !== null) {
            // Nothing stands behind the end.
            if (frames.next().done !== true) throw new NoJournalFile();
            return;
          }
          sum.add(encode(frame));
          yield asEntry(frame);
        }
      },
      end() {
        if (end === null) throw new NoJournalFile();
        const { by, entries, signature } = end;
        return { by, entries, isSignedBy: (key) => verify(key, 'journal file', sum.value, signature) };
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function* readFrames(file: number): Generator<unknown> {
  const { size } = fstatSync(file);
  const take = (at: number, length: number): Buffer => {
    const content = Buffer.alloc(length);
    if (at + length > size || readSync(file, content, 0, length, at) !== length) throw new NoJournalFile();
    return content;
  };
  if (!take(0, magic.byteLength).equals(magic)) throw new NoJournalFile();
  for (let at = magic.byteLength; at < size;) {
    const length = take(at, 4).readUInt32BE();
    if (length > longestFrame) throw new NoJournalFile();
    const content = take(at + 4, length);
    at += 4 + length;
    yield decodeFrame(content);
  }
}

/** In one form only, as the signature covers what is written anew from it. */
function decodeFrame(content: Buffer): unknown {
  const value = decodeCanonical(content);
  if (value === null) throw new NoJournalFile();
  return value;
}

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const beginningForm = z.strictObject({ vault: z.string().refine(isId), root: bytes });
const endForm = z.strictObject({ entries: z.number(), newest: bytes, by: z.string().refine(isId), signature: bytes });
const entryForm = z.tuple([z.number(), z.string(), z.number(), bytes, bytes, bytes.nullable(), bytes]);

function asBeginning(frame: unknown): Beginning | null {
  return beginningForm.safeParse(frame).data ?? null;
}
function asEnd(frame: unknown): End | null {
  return endForm.safeParse(frame).data ?? null;
}
function asEntry(frame: unknown): StoredEntry {
  const parsed = entryForm.safeParse(frame);
  if (!parsed.success) throw new NoJournalFile();
  const [n, device, seq, body, sig, rootSig, sum] = parsed.data;
  return { n, device, seq, body, sig, root_sig: rootSig, hash: sum };
}
