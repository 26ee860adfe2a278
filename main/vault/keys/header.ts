import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pid } from 'node:process';
import { decode, encode } from 'cborg';
import { z } from 'zod';
import { VaultError } from '#shared/errors.ts';
import { isId } from '#shared/domain/ids.ts';
import { storeError } from '../store/open.ts';
import { readSmall } from '../store/readSmall.ts';
import { type SecretKey, decrypt, derive, encrypt } from './crypto.ts';
import type { Slot } from './slot.ts';

const format = 1;
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const anId = z.string().refine(isId);
const slot = z.strictObject({
  user: anId,
  version: z.number().int().positive(),
  kdf: z.strictObject({ memory: z.number().int(), passes: z.number().int(), salt: bytes }),
  check: bytes,
  sealed: bytes,
  root: bytes.nullable(),
  recovery: bytes.nullable(),
  database: bytes,
  nextDatabase: bytes.optional(),
  name: bytes,
});
const slip = z.strictObject({ user: anId, no: z.number().int().positive(), check: bytes, sealed: bytes });
const header = z.strictObject({
  magic: z.literal('coffer'),
  format: z.literal(format),
  vault: anId,
  slots: z.array(slot).max(200),
  /** Tells a slot whose key is not that of the database any more from a damaged database. */
  databaseCheck: bytes.optional(),
  /** What opens with the code on somebody's recovery slip. */
  slips: z.array(slip).max(400).default([]),
  /** Everything that the recovery identity can open, and (once the kit is printed) its own secret behind pairs of codes. */
  recovery: z.strictObject({
    public: bytes,
    device: bytes,
    root: bytes,
    database: bytes,
    nextDatabase: bytes.optional(),
    slots: z.array(bytes).max(3),
  }),
});

/** `vault.cvh`: what opens the database. It has no authority: a forged one opens nothing. */
export interface Header extends z.infer<typeof header> {
  readonly slots: Slot[];
}

export function headerPath(folder: string): string {
  return join(folder, 'vault.cvh');
}
export function previousHeaderPath(folder: string): string {
  return join(folder, 'vault.cvh.previous');
}
export function vaultThere(folder: string): boolean {
  return existsSync(headerPath(folder)) || existsSync(previousHeaderPath(folder));
}

/** Reads a header; throws `vaultMissing`, `vaultNewer`, `headerDamaged`. */
export function readHeader(path: string): Header {
  const raw = readSmall(path, 1024 * 1024);
  if (raw === null) throw new VaultError(existsSync(path) ? 'headerDamaged' : 'vaultMissing');
  let content: unknown;
  try {
    content = decode(raw);
  } catch {
    throw new VaultError('headerDamaged');
  }
  const parsed = header.safeParse(content);
  if (parsed.success) return parsed.data;
  const newer = z.looseObject({ magic: z.literal('coffer'), format: z.number().int().gt(format) }).safeParse(content);
  throw new VaultError(newer.success ? 'vaultNewer' : 'headerDamaged');
}

/** Writes durably; the old one is kept as previous. Whenever it is interrupted, both names stand for whole headers. */
export function writeHeader(folder: string, value: Header): void {
  const path = headerPath(folder);
  if (existsSync(path)) replaceFile(previousHeaderPath(folder), readFileSync(path));
  replaceFile(path, encode(value));
}

/**
 * Temporary file (which names its process, see `dropLeftovers`), fsync, rename, fsync of the folder. Whoever reaches the
 * folder may have put a link in the place of either: it is taken away, and never written through.
 */
export function replaceFile(path: string, content: Uint8Array): void {
  const temporary = `${path}.${pid}.tmp`;
  try {
    rmSync(temporary, { force: true });
    const file = openSync(temporary, 'wx', 0o600);
    try {
      for (let at = 0; at < content.byteLength;) at += writeSync(file, content, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw storeError(error);
  }
  syncFolder(dirname(path));
}

/** Makes a rename durable. Windows cannot open a folder for that and does not need it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** Seals a name for the login list; padded, so that the header does not tell its length. */
export function sealName(device: SecretKey, vault: string, user: string, name: string): Buffer {
  const key = derive(device, 'login names', [vault]);
  const text = Buffer.from(name, 'utf8');
  const padded = Buffer.alloc(Math.ceil((text.byteLength + 2) / 64) * 64);
  padded.writeUInt16BE(text.byteLength);
  text.copy(padded, 2);
  const sealed = encrypt(key, padded, encode(['coffer name', vault, user]));
  key.wipe();
  return sealed;
}

/** Opens a name of the login list; null where it was touched or is of another device. */
export function openName(device: SecretKey, vault: string, slotOf: Slot): string | null {
  const key = derive(device, 'login names', [vault]);
  const padded = decrypt(key, slotOf.name, encode(['coffer name', vault, slotOf.user]));
  key.wipe();
  return padded === null ? null : padded.subarray(2, 2 + padded.readUInt16BE()).toString('utf8');
}
