import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Id } from '#shared/domain/ids.ts';
import { logBug } from '../log.ts';
import { type Context, contextOf, type VaultProcess } from '../process.ts';
import { codeLasts, fileNameOf } from './code.ts';
import { dropInvite } from './files.ts';
import { inviteStatements } from './invites.sql.ts';
import { confirmLasts, inviteIdOfKey, inviteKeyName, pendingInvites } from './pending.ts';

const ours = /^invite-[\w-]{22}\.(?:offer|answer)$/;

/** Takes away what is left of invitations that nobody can use any more: at each login of an owner. */
export function tidyInvites(process: VaultProcess): void {
  const context = contextOf(process);
  const { vault } = context;
  if (vault.quarantine !== null || process.mode.kind !== 'main' || vault.viewer.role !== 'owner') return;
  try {
    dropExpired(context);
    dropNobodys(process.folder);
  } catch (error) {
    // What stays is sealed, and opens nothing; the next login tries again.
    logBug(error, 'invitations');
  }
}

/** Those that the journal knows and that have run out: their keys, and the files that lie beside the vault for them. */
function dropExpired(context: Context): void {
  const { process, vault, view } = context;
  const pending = new Set<Id>(pendingInvites(context).map(({ invite }) => invite));
  const over = vault.sql.inviteKeysOf.all(vault.user).filter((key) => !pending.has(inviteIdOfKey(key)));
  if (over.length === 0) return;
  const made = inviteStatements(view)
    .entries.all(0)
    .flatMap(({ objects }) => (JSON.parse(objects) as Id[]).slice(1, 2));
  for (const name of over.filter((key) => made.includes(inviteIdOfKey(key)))) {
    const key = vault.ring.sealedToMe(name);
    const file = key === null ? null : fileNameOf(key, vault.id);
    key?.wipe();
    if (file !== null) for (const kind of ['offer', 'answer'] as const) dropInvite(process.folder, file, kind);
    vault.sql.dropSealedKeys.run(inviteKeyName(inviteIdOfKey(name)));
  }
}

/** Files that no key is left for, as after a crash between file and entry: once no code can open them any more. */
function dropNobodys(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => ours.test(each))) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > codeLasts + confirmLasts) rmSync(path, { force: true });
  }
}
