import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { writeJournalFile } from '../journal/file.ts';
import { journalCode } from '../journal/verify.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';

/** Saves the whole journal as a file that can be checked with ROOT's public key alone. The entry that says so is its last. */
export async function exportFile(
  { process, vault }: Context,
  { token }: Parsed<'journal.exportFile'>,
): Promise<Output<'journal.exportFile'>> {
  const { path } = await process.host.ask('file.take', { token });
  const { root } = vault.chain.authority;
  commit(vault, { kind: 'journal.export', count: (vault.chain.head?.seq ?? 0) + 1 });
  const { head } = vault.chain;
  if (head === null || root === null) throw new VaultError('vaultDamaged');
  const bytes = await saving(() =>
    writeJournalFile(
      path,
      { vault: vault.id, root, sql: vault.sql, last: head, by: vault.user, key: vault.keys.sign.secret },
      () => process.ending,
    ),
  );
  if (bytes === null) throw new VaultError('notLoggedIn');
  return { entries: head.seq, bytes, code: journalCode(head.hash), root: rootCode(root) };
}

/** A public key as people compare it aloud: sixteen groups of four hexadecimal digits. */
function rootCode(root: Uint8Array): string {
  return Buffer.from(root).toString('hex').match(/.{4}/g)?.join(' ') ?? '';
}

/** Whatever the target's file system refuses is one thing to the person: it cannot be saved there. */
export async function saving<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))
      throw new VaultError('journalFileUnsaved');
    throw error;
  }
}
