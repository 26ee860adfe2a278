import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { requestFacts } from '../journal/requests.ts';
import { momentOf } from '../journal/time.ts';
import { logBug } from '../log.ts';
import type { VaultProcess } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';
import { exportStatements } from './exports.sql.ts';
import { parcelFolder } from './make.ts';
import { deliver, parcelKeyName, parcelPath } from './parcel.ts';
import { endUnfinishedSave } from './unfinished.ts';

/** After so long a file that was being made belongs to nobody any more. Milliseconds. */
const abandonedAfter = 24 * 3_600_000;

/** Deletes parcels of this person whose time is over, and puts right what an interrupted approval left behind. */
export function tidyParcels(process: VaultProcess, vault: OpenVault): void {
  if (vault.quarantine !== null || process.mode.kind !== 'main') return;
  try {
    endUnfinishedSave(vault);
    expire(process, vault);
    dropAbandoned(parcelFolder(process.folder));
  } catch (error) {
    // A full disk must not keep anybody from logging in; the next login tries again.
    logBug(error, 'parcels');
  }
}

function expire(process: VaultProcess, vault: OpenVault): void {
  for (const request of exportStatements(vault.viewDb).delivered.all(vault.user)) {
    const facts = requestFacts(vault.chain.sql, request);
    const parcel = facts?.approval?.parcel ?? null;
    if (facts === undefined || facts.approval === null || parcel === null) continue;
    const path = parcelPath(process.folder, parcel);
    // The approval is in the journal, but its session ended before the file had its name.
    deliver(path);
    const over = momentOf(vault.clock.now(), vault.chain.head?.time) > facts.approval.expires;
    if (!over || (facts.state !== 'approved' && !existsSync(path))) continue;
    // One whose end is in the journal already was interrupted here.
    if (facts.state !== 'expired') commit(vault, { kind: 'export.expire', objects: [request] });
    vault.sql.dropSealedKey.run(parcelKeyName(parcel), vault.user);
    rmSync(path, { force: true });
  }
}

function dropAbandoned(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.endsWith('.part') && Date.now() - statSync(path).mtimeMs > abandonedAfter) rmSync(path, { force: true });
  }
}
