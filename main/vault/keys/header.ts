import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pid } from 'node:process';
import { decode, encode } from 'cborg';
import { z } from 'zod';
import { VaultError } from '#shared/errors.ts';
import { isId } from '#shared/domain/ids.ts';
import { whileLocked } from '../store/fileLock.ts';
import { storeError } from '../store/open.ts';
import { readSmall } from '../store/readSmall.ts';
import { fileMode } from '../store/sharedFolder.ts';
import { type SecretKey, decrypt, derive, encrypt, equal, hash } from './crypto.ts';
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
  seen: bytes.optional(),
});
const slip = z.strictObject({ user: anId, no: z.number().int().positive(), check: bytes, sealed: bytes });
const account = z.strictObject({ device: anId, sealed: bytes, name: bytes });
const header = z.strictObject({
  magic: z.literal('coffer'),
  format: z.literal(format),
  vault: anId,
  slots: z.array(slot).max(200),
  /** The accounts of the operating system that reach the device secret; `changeHeader` alone changes them. */
  accounts: z.array(account).max(100).default([]),
  /** Tells a slot whose key is not that of the database any more from a damaged database. */
  databaseCheck: bytes.optional(),
  /** When this header was put back in the place of a damaged one; until the journal has been told. */
  putBack: z.number().int().nonnegative().optional(),
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
  return parseHeader(raw);
}

/** The header in what a file holds; throws `vaultNewer`, `headerDamaged`. */
export function parseHeader(raw: Uint8Array): Header {
  const content = wholeContent(raw);
  const parsed = header.safeParse(content);
  if (parsed.success) return parsed.data;
  const newer = z.looseObject({ magic: z.literal('coffer'), format: z.number().int().gt(format) }).safeParse(content);
  throw new VaultError(newer.success ? 'vaultNewer' : 'headerDamaged');
}

/**
 * What the file holds besides its sum, which tells a disk's mistake anywhere in it. It is no proof: whoever changes the
 * rest on purpose makes another sum, and whoever leaves it out is not noticed. What is forged opens nothing all the same.
 */
function wholeContent(raw: Uint8Array): unknown {
  let content: unknown;
  try {
    content = decode(raw);
  } catch {
    throw new VaultError('headerDamaged');
  }
  if (typeof content !== 'object' || content === null || !('sum' in content)) return content;
  const { sum, ...rest } = content;
  if (!(sum instanceof Uint8Array) || !equal(sum, hash([encode(rest)]))) throw new VaultError('headerDamaged');
  return rest;
}

/** Writes durably; the old one is kept as previous. Whenever it is interrupted, both names stand for whole headers. */
export function writeHeader(folder: string, value: Header): void {
  whileLocked(lockPath(folder), () => write(folder, { ...value, accounts: accountsNow(folder) ?? value.accounts }));
}

/** Accounts come and go while another process has an older header in hand. Null where there is no header to read. */
function accountsNow(folder: string): Header['accounts'] | null {
  return damageOf(headerPath(folder)) === null ? readHeader(headerPath(folder)).accounts : null;
}

function write(folder: string, value: Header): void {
  const path = headerPath(folder);
  // One that cannot be read is not worth the last one that can.
  if (damageOf(path) === null) replaceFile(previousHeaderPath(folder), readFileSync(path));
  replaceFile(path, encode({ ...value, sum: hash([encode(value)]) }));
}

/** Changes the header as it is now, so that nothing is lost that another process writes meanwhile; null = leaves it. */
export function changeHeader(folder: string, change: (header: Header) => Header | null): void {
  whileLocked(lockPath(folder), () => {
    const next = change(readHeader(headerPath(folder)));
    if (next !== null) write(folder, next);
  });
}

/**
 * Puts the previous header in the place of one that cannot be read, which is kept beside it. Throws `headerWhole` where
 * there is nothing to mend, and what stands against the previous one.
 */
export function putBackHeader(folder: string, now: number): void {
  whileLocked(lockPath(folder), () => {
    const damage = damageOf(headerPath(folder));
    if (damage === null || damage === 'vaultNewer') throw new VaultError(damage ?? 'headerWhole');
    const previous = readHeader(previousHeaderPath(folder));
    if (existsSync(headerPath(folder))) renameSync(headerPath(folder), join(folder, 'vault.cvh.damaged'));
    write(folder, { ...previous, putBack: now });
  });
}

/** Why a header cannot be read, null where it can. */
export function damageOf(path: string): 'headerDamaged' | 'vaultMissing' | 'vaultNewer' | null {
  try {
    readHeader(path);
    return null;
  } catch (error) {
    const code = error instanceof VaultError ? error.code : null;
    if (code !== 'headerDamaged' && code !== 'vaultMissing' && code !== 'vaultNewer') throw error;
    return code;
  }
}

function lockPath(folder: string): string {
  return join(folder, 'vault.cvh.lock');
}

/**
 * Temporary file (which names its process, see `dropLeftovers`), fsync, rename, fsync of the folder. Whoever reaches the
 * folder may have put a link in the place of either: it is taken away, and never written through.
 */
export function replaceFile(path: string, content: Uint8Array): void {
  const temporary = `${path}.${pid}.tmp`;
  try {
    rmSync(temporary, { force: true });
    const file = openSync(temporary, 'wx', fileMode);
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
export function openName(device: SecretKey, vault: string, slotOf: Pick<Slot, 'user' | 'name'>): string | null {
  const key = derive(device, 'login names', [vault]);
  const padded = decrypt(key, slotOf.name, encode(['coffer name', vault, slotOf.user]));
  key.wipe();
  return padded === null ? null : padded.subarray(2, 2 + padded.readUInt16BE()).toString('utf8');
}
