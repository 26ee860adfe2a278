import { rmSync } from 'node:fs';
import { parcelKeyName, parcelPath } from '../exports/parcel.ts';
import type { Authority } from '../journal/authority.ts';
import { requestFacts } from '../journal/requests.ts';
import { type Header, headerPath, readHeader } from '../keys/header.ts';
import { logBug } from '../log.ts';
import type { VaultProcess } from '../process.ts';
import { putWhole } from '../session/openDatabaseFile.ts';
import type { OpenVault } from '../session/openVault.ts';
import { removeView, viewPath } from '../view/openView.ts';
import { leavingStatements } from './leaving.sql.ts';

/** The header without the ways in of people who were shut out. */
export function withoutThoseWhoLeft(header: Header, authority: Authority): Header {
  const stays = ({ user }: { readonly user: string }): boolean => (authority.person(user)?.ended ?? null) === null;
  return { ...header, slots: header.slots.filter(stays), slips: header.slips.filter(stays) };
}

/**
 * Takes away what is left of people who were shut out: their ways in, their views, and files that were waiting for them or
 * came from them. Right after shutting out, and at every login in case that was interrupted.
 */
export function tidyLeft(process: VaultProcess, vault: OpenVault): void {
  const { authority } = vault.chain;
  const left = [...authority.people.values()].filter(({ ended }) => ended !== null);
  if (vault.quarantine !== null || process.mode.kind !== 'main' || left.length === 0) return;
  try {
    const header = readHeader(headerPath(process.folder));
    const rest = withoutThoseWhoLeft(header, authority);
    if (rest.slots.length < header.slots.length || rest.slips.length < header.slips.length)
      putWhole(process.folder, rest);
    for (const { user } of left) removeView(viewPath(process.folder, user));
    dropVoidParcels(process, vault);
  } catch (error) {
    // A full disk, or a session of theirs that is just ending, keeps nobody out; the next login tries again.
    logBug(error, 'leaving');
  }
}

function dropVoidParcels({ folder }: VaultProcess, vault: OpenVault): void {
  for (const request of leavingStatements(vault.viewDb).voidRequests.all()) {
    const facts = requestFacts(vault.chain.sql, request);
    const parcel = facts?.approval?.parcel ?? null;
    if (facts === undefined || parcel === null) continue;
    vault.sql.dropSealedKey.run(parcelKeyName(parcel), facts.requester);
    rmSync(parcelPath(folder, parcel), { force: true });
    rmSync(`${parcelPath(folder, parcel)}.part`, { force: true });
  }
}
