import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Id } from '#shared/domain/ids.ts';
import { dropInvite } from '../invites/files.ts';
import { type Header, changeHeader, headerPath, readHeader } from '../keys/header.ts';
import { logBug } from '../log.ts';
import type { VaultProcess } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';

const ours = /^invite-([\w-]{22})\.computer$/;

/** Takes away what is left of accounts that were ended and of codes that nobody can use any more: at every login. */
export function tidyAccounts(process: VaultProcess, vault: OpenVault): void {
  if (vault.quarantine !== null || process.mode.kind !== 'main') return;
  try {
    dropEndedAccounts(process, vault);
    const open = openCodes(vault);
    for (const name of readdirSync(process.folder)) {
      const code = ours.exec(name)?.[1];
      if (code !== undefined && !open.has(code) && !isNew(join(process.folder, name)))
        dropInvite(process.folder, code, 'computer');
    }
  } catch (error) {
    // What stays is sealed, and opens nothing that counts; the next login tries again.
    logBug(error, 'accounts');
  }
}

/** A code that is just being made has its file before its entry. */
function isNew(path: string): boolean {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 60_000;
}

function openCodes({ chain, clock }: OpenVault): Set<Id> {
  return new Set(chain.authority.accounts.open(clock.now()).map(({ code }) => code));
}

/**
 * The header drops the places of accounts that the journal has ended, and of those that came with a code and never wrote.
 * Twice, so that the previous header holds none of them either.
 */
export function dropEndedAccounts({ folder }: VaultProcess, vault: OpenVault): void {
  const waiting = openCodes(vault).size > 0;
  const { accounts: known } = vault.chain.authority;
  const stays = ({ device }: Header['accounts'][number]): boolean =>
    known.stands(device) || (waiting && !known.all.has(device));
  if (readHeader(headerPath(folder)).accounts.every(stays)) return;
  const drop = (header: Header): Header => ({ ...header, accounts: header.accounts.filter(stays) });
  changeHeader(folder, drop);
  changeHeader(folder, drop);
}
