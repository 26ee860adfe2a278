import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { type SecretKey, keyedHash } from '../keys/crypto.ts';
import { syncFolder } from '../keys/header.ts';
import { OpeningStream, RunningHash, SealingStream, chunkBytes, chunkOverhead, headerBytes } from '../keys/stream.ts';
import { storeError } from '../store/open.ts';
import { fileMode } from '../store/sharedFolder.ts';

/** A finished file on its way to who asked for it, sealed: `files/<parcel>` in the vault folder. */
export function parcelPath(folder: string, parcel: Id): string {
  return join(folder, 'files', parcel);
}
/** Under this name the parcel's key lies in `sealed_keys`, sealed to the requester. */
export function parcelKeyName(parcel: Id): string {
  return `parcel:${parcel}`;
}
export function parcelKeyCommitment(key: SecretKey, parcel: Id, request: Id): Buffer {
  return keyedHash(key, 'parcel key commitment', [parcel, request]);
}

export interface ParcelHashes {
  /** Of the file as it will be saved. */
  readonly file: Buffer;
  /** Of the sealed bytes. */
  readonly parcel: Buffer;
  /** Of the file. */
  readonly bytes: number;
}

/** Seals a file while it is being made; nothing of it is ever on disk in clear. */
export class ParcelWriter {
  readonly #path: string;
  readonly #stream: SealingStream;
  readonly #file = new RunningHash();
  readonly #parcel = new RunningHash();
  #handle: number | null;
  #waiting: Buffer = Buffer.alloc(0);
  #bytes = 0;

  constructor(path: string, key: SecretKey) {
    this.#path = path;
    this.#stream = new SealingStream(key);
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o770 });
      this.#handle = openSync(path, 'wx', fileMode);
      this.#put(this.#stream.header);
    } catch (error) {
      throw storeError(error);
    }
  }

  write(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.#file.update(bytes);
    this.#bytes += bytes.byteLength;
    let rest = Buffer.concat([this.#waiting, bytes]);
    // The last chunk is held back: only at the end is it known to be the last.
    while (rest.byteLength > chunkBytes) {
      this.#put(this.#stream.seal(rest.subarray(0, chunkBytes), false));
      rest = rest.subarray(chunkBytes);
    }
    this.#waiting = rest;
  }

  /** Ends the parcel with its final tag and makes it durable. */
  finish(): ParcelHashes {
    this.#put(this.#stream.seal(this.#waiting, true));
    try {
      fsyncSync(this.#open());
    } catch (error) {
      throw storeError(error);
    }
    this.#close();
    syncFolder(dirname(this.#path));
    return { file: this.#file.final(), parcel: this.#parcel.final(), bytes: this.#bytes };
  }

  /** Takes away what has been written. */
  abandon(): void {
    this.#close();
    rmSync(this.#path, { force: true });
  }

  #open(): number {
    if (this.#handle === null) throw new Error('a closed parcel was written to');
    return this.#handle;
  }
  #put(bytes: Buffer): void {
    this.#parcel.update(bytes);
    try {
      for (let at = 0; at < bytes.byteLength;) at += writeSync(this.#open(), bytes, at);
    } catch (error) {
      throw storeError(error);
    }
  }
  #close(): void {
    this.#stream.wipe();
    this.#waiting.fill(0);
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Opens a parcel and hands its plain chunks on; throws `parcelBroken` where a byte of it is not what it was. */
export async function openParcel(path: string, key: SecretKey, take: (plain: Buffer) => void): Promise<ParcelHashes> {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    throw new VaultError('parcelBroken');
  }
  const file = new RunningHash();
  const parcel = new RunningHash();
  let bytes = 0;
  try {
    const header = readExactly(handle, headerBytes);
    if (header.byteLength !== headerBytes) throw new VaultError('parcelBroken');
    parcel.update(header);
    const stream = new OpeningStream(key, header);
    for (let ended = false, chunks = 1; !ended; chunks += 1) {
      const sealed = readExactly(handle, chunkBytes + chunkOverhead);
      parcel.update(sealed);
      const opened = stream.open(sealed);
      // Nothing may be missing before the final tag, and nothing may follow it.
      if (opened === null || (opened.last && readExactly(handle, 1).byteLength > 0))
        throw new VaultError('parcelBroken');
      file.update(opened.plain);
      bytes += opened.plain.byteLength;
      take(opened.plain);
      opened.plain.fill(0);
      ended = opened.last;
      if (chunks % 64 === 0) await breath();
    }
    stream.wipe();
    return { file: file.final(), parcel: parcel.final(), bytes };
  } finally {
    closeSync(handle);
  }
}

function readExactly(handle: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const read = readSync(handle, bytes, at, length - at, null);
    if (read === 0) break;
    at += read;
  }
  return bytes.subarray(0, at);
}

/** Where a parcel lies while it is being made. */
export function partialPath(path: string): string {
  return `${path}.part`;
}

/** Gives a finished parcel its name, once its approval is in the journal; done already, it does nothing. */
export function deliver(path: string): void {
  if (existsSync(path) || !existsSync(partialPath(path))) return;
  renameSync(partialPath(path), path);
  syncFolder(dirname(path));
}
