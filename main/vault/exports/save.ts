import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import type { ItemOf } from '../journal/items.ts';
import { type SecretKey, equal } from '../keys/crypto.ts';
import { syncFolder } from '../keys/header.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { type ParcelHashes, deliver, openParcel, parcelKeyCommitment, parcelKeyName, parcelPath } from './parcel.ts';
import { now, requireRequest } from './requests.ts';
import { refresh } from './rows.ts';
import { journalSaved, keepSavingPlace, temporaryBeside } from './unfinished.ts';

/**
 * Opens the parcel of one's own request and writes the file: temporary file, fsync, rename, fsync of the folder. What is
 * not exactly what the approval signed does not come out. The approval is not used up by a save that failed.
 */
export async function save(context: Context, { id, token }: Parsed<'exports.save'>): Promise<Output<'exports.save'>> {
  const { vault } = context;
  await refresh(context);
  if (vault.quarantine !== null) throw new VaultError('quarantined');
  const approval = requireSavable(context, id);
  try {
    return await saveAs(context, approval, token);
  } catch (error) {
    // Somebody has been at the file: the journal names the request.
    if (error instanceof VaultError && error.code === 'parcelBroken')
      commit(vault, { kind: 'export.refused', objects: [id] });
    throw error;
  }
}

async function saveAs(context: Context, approval: ItemOf<'approval'>, token: string): Promise<Output<'exports.save'>> {
  const { process, vault } = context;
  const parcel = approval.parcel ?? '';
  const sealed = parcelPath(process.folder, parcel);
  deliver(sealed);
  const key = requireKey(context, approval, parcel);
  try {
    const { path } = await process.host.ask('file.take', { token });
    const temporary = temporaryBeside(path);
    keepSavingPlace(vault, { request: approval.request, temporary, path });
    const bytes = await writeFile({ path, temporary }, approval, (take) => openParcel(sealed, key, take));
    journalSaved(vault, approval, path);
    return { rows: approval.rows, bytes };
  } finally {
    key.wipe();
    if (vault.viewDb.open) keepSavingPlace(vault, null);
  }
}

/** The signed approval of one's own request, as long as its file waits. */
function requireSavable(context: Context, id: Id): ItemOf<'approval'> {
  const { facts } = requireRequest(context, id);
  const { approval, state } = facts;
  if (facts.requester !== context.vault.user) throw new VaultError('requestUnknown');
  if (state === 'expired') throw new VaultError('requestExpired');
  if (approval?.decision !== 'approve' || (state !== 'approved' && state !== 'saved'))
    throw new VaultError('requestUnknown');
  if (now(context) > approval.expires) throw new VaultError('requestExpired');
  return approval;
}

/** The parcel's key, if it is the one that the approval holds a commitment to. */
function requireKey({ vault }: Context, approval: ItemOf<'approval'>, parcel: Id): SecretKey {
  const key = vault.ring.sealedToMe(parcelKeyName(parcel));
  if (key === null) throw new VaultError('parcelBroken');
  if (key.bytes.byteLength === 32 && equal(parcelKeyCommitment(key, parcel, approval.request), approval.commitment))
    return key;
  key.wipe();
  throw new VaultError('parcelBroken');
}

async function writeFile(
  { path, temporary }: { readonly path: string; readonly temporary: string },
  approval: ItemOf<'approval'>,
  open: (take: (plain: Buffer) => void) => Promise<ParcelHashes>,
): Promise<number> {
  let renamed = false;
  try {
    const handle = saving(() => openSync(temporary, 'wx', 0o600));
    let hashes: ParcelHashes;
    try {
      hashes = await open((plain) =>
        saving(() => {
          for (let at = 0; at < plain.byteLength;) at += writeSync(handle, plain, at);
        }),
      );
      saving(() => fsyncSync(handle));
    } finally {
      closeSync(handle);
    }
    if (!equal(hashes.file, approval.file) || !equal(hashes.parcel, approval.parcelHash))
      throw new VaultError('parcelBroken');
    saving(() => renameSync(temporary, path));
    renamed = true;
    syncFolder(dirname(path));
    return hashes.bytes;
  } finally {
    if (!renamed) rmSync(temporary, { force: true });
  }
}

/** Whatever the target's file system refuses is one thing to the person: it cannot be saved there. */
function saving<T>(work: () => T): T {
  try {
    return work();
  } catch {
    throw new VaultError('saveFailed');
  }
}
