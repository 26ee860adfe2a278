import { join } from 'node:path';
import type { Id } from '#shared/domain/ids.ts';
import { writeCsvRow } from '#shared/domain/csv.ts';
import { VaultError } from '#shared/errors.ts';
import { type ColumnTreatment, requestDetails } from '../access/approvals.ts';
import { requestFacts } from '../journal/requests.ts';
import { SecretKey, sealTo } from '../keys/crypto.ts';
import { logBug } from '../log.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { endOfNextWorkingDay, headerOf } from './exports.rules.ts';
import { ParcelWriter, deliver, parcelKeyCommitment, parcelKeyName, parcelPath, partialPath } from './parcel.ts';
import { type Request, frozenRows, leavingOf, now } from './requests.ts';
import { onOneState, refresh, rowReader } from './rows.ts';

/** Rows per step; between steps the process answers other calls. */
const step = 1_000;
/** What Excel needs to read the file as UTF-8. */
const byteOrderMark = '\ufeff';

/** Why the file may be made: somebody else approved, it is below the threshold, or the program's wait is over. */
export type Ground = 'approval' | 'threshold' | 'time';

/**
 * Makes the file of a request in this session, seals it to the requester and signs what was sealed: one entry of the
 * journal that names the file's hash, the parcel's, and a commitment to its key. Nothing is on disk in clear.
 */
export async function makeFile(
  context: Context,
  request: Request,
  columns: readonly ColumnTreatment[],
  ground: Ground,
): Promise<void> {
  const { process } = context;
  const work = make(context, request, columns, ground);
  process.running.add(work);
  try {
    await work;
  } finally {
    process.running.delete(work);
  }
}

async function make(
  context: Context,
  request: Request,
  columns: readonly ColumnTreatment[],
  ground: Ground,
): Promise<void> {
  const { process, vault } = context;
  const { facts } = request;
  const box = vault.chain.authority.person(facts.requester)?.box;
  if (box === undefined) throw new VaultError('requestUnknown');
  const parcel = process.newId();
  const path = parcelPath(process.folder, parcel);
  const key = SecretKey.random();
  const writer = new ParcelWriter(partialPath(path), key);
  try {
    const counted = await writeRows(context, request, columns, writer);
    if (counted.rows === 0) throw new VaultError('nothingSelected');
    const hashes = writer.finish();
    commit(vault, {
      kind: 'export.approve',
      objects: [facts.request],
      count: counted.rows,
      details: { ...requestDetails(counted.rows, columns), gone: counted.gone, ground },
      items: [
        {
          t: 'approval',
          request: facts.request,
          requester: facts.requester,
          decision: 'approve',
          columns: [...columns],
          rows: counted.rows,
          file: hashes.file,
          parcel,
          parcelHash: hashes.parcel,
          commitment: parcelKeyCommitment(key, parcel, facts.request),
          expires: endOfNextWorkingDay(now(context)),
        },
      ],
      sealedKeys: [
        { key: parcelKeyName(parcel), generation: 0, user: facts.requester, sealed: sealTo(box, key.bytes) },
      ],
    });
  } catch (error) {
    writer.abandon();
    throw await decidedMeanwhile(context, facts.request, error);
  } finally {
    key.wipe();
  }
  try {
    deliver(path);
  } catch (error) {
    // The approval stands all the same: the requester's session gives the file its name.
    logBug(error, 'parcel');
  }
}

/** Somebody else may have decided while the file was being made; the chain refuses the second decision. */
async function decidedMeanwhile(context: Context, request: Id, error: unknown): Promise<unknown> {
  if (!(error instanceof VaultError && error.code === 'notAllowed')) return error;
  await refresh(context);
  const state = requestFacts(context.vault.chain.sql, request)?.state;
  return state === 'waiting' ? error : new VaultError('requestDecided');
}

async function writeRows(
  context: Context,
  request: Request,
  columns: readonly ColumnTreatment[],
  writer: ParcelWriter,
): Promise<{ rows: number; gone: number }> {
  const { process } = context;
  const { ids } = frozenRows(context, request.facts.request, request.facts.rows);
  const leaving = leavingOf(context, request, columns);
  let rows = 0;
  let gone = 0;
  writer.write(byteOrderMark + writeCsvRow(headerOf(columns, leaving.locale)));
  for (let from = 0; from < ids.length; from += step) {
    const text = await onOneState(context, () => {
      const reader = rowReader(context, leaving);
      let lines = '';
      for (const id of ids.slice(from, from + step)) {
        const row = reader.look(id);
        if (row.kind === 'closed') throw new VaultError('cannotReadRows');
        if (row.kind === 'gone') gone += 1;
        else {
          rows += 1;
          lines += writeCsvRow(reader.cells(id, row.facts));
        }
      }
      return lines;
    });
    writer.write(text);
    if (ids.length > step) {
      const done = Math.min(from + step, ids.length);
      process.emit('exports.progress', { id: request.facts.request, rows: done, total: ids.length });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { rows, gone };
}

/** The folder in which parcels lie. */
export function parcelFolder(folder: string): string {
  return join(folder, 'files');
}
