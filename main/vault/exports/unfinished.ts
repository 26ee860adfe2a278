import { existsSync, openSync, closeSync, readSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Id } from '#shared/domain/ids.ts';
import { requestFacts } from '../journal/requests.ts';
import { equal, randomBytes } from '../keys/crypto.ts';
import { RunningHash, chunkBytes } from '../keys/stream.ts';
import { logBug } from '../log.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';

// A file being saved lies in clear in a folder of the person's own. Where it lies is kept, encrypted, in their view until
// it is done: after an end in the middle the next login removes it, or journals what had come out.

const place = z.strictObject({ request: z.string(), temporary: z.string(), path: z.string() });
export type SavingPlace = z.infer<typeof place>;
const key = 'saving';

/** A name beside the file that is to be, which nobody else has. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.coffer-${randomBytes(6).toString('hex')}.part`);
}

/** Keeps where a file is being saved; null when that is over, however it went. */
export function keepSavingPlace(vault: OpenVault, saving: SavingPlace | null): void {
  vault.content.setMeta.run(key, saving === null ? '' : JSON.stringify(saving));
}

/** Ends what was being saved when this person's last session was cut off. */
export function endUnfinishedSave(vault: OpenVault): void {
  const kept = vault.content.meta.get(key) ?? '';
  if (kept === '') return;
  const parsed = place.safeParse(JSON.parse(kept));
  if (parsed.success && /^\.coffer-[0-9a-f]{12}\.part$/.test(basename(parsed.data.temporary)))
    settle(vault, parsed.data);
  keepSavingPlace(vault, null);
}

function settle(vault: OpenVault, { request, temporary, path }: SavingPlace): void {
  if (existsSync(temporary)) {
    rmSync(temporary, { force: true });
    return;
  }
  const approval = requestFacts(vault.chain.sql, request)?.approval ?? null;
  if (approval === null || !isFile(path, approval.file)) return;
  journalSaved(vault, { request, rows: approval.rows }, path);
}

function isFile(path: string, hash: Uint8Array): boolean {
  try {
    return equal(hashOf(path), hash);
  } catch {
    // It is not there, or nobody's business any more.
    return false;
  }
}

function hashOf(path: string): Buffer {
  const file = openSync(path, 'r');
  const hash = new RunningHash();
  const chunk = Buffer.alloc(chunkBytes);
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read));
    return hash.final();
  } finally {
    closeSync(file);
  }
}

/** Journals that a file has come out. No entry, no file: one that cannot be journaled goes. */
export function journalSaved(
  vault: OpenVault,
  { request, rows }: { readonly request: Id; readonly rows: number },
  path: string,
): void {
  try {
    commit(vault, { kind: 'export.done', objects: [request], count: rows, details: { rows } });
  } catch (error) {
    logBug(error, 'save');
    rmSync(path, { force: true });
    throw error;
  }
}
