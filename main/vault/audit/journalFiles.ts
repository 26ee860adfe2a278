import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { isSigned, makeCheckpoint, readCheckpoint } from '../journal/checkpoint.ts';
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

/** Where the journal ends at this moment, to be kept where nobody of this computer reaches it. */
export async function checkpoint(
  { process, vault }: Context,
  { token }: Parsed<'journal.checkpoint'>,
): Promise<Output<'journal.checkpoint'>> {
  const path = token === null ? null : (await process.host.ask('file.take', { token })).path;
  commit(vault, { kind: 'journal.checkpoint' });
  const { head } = vault.chain;
  if (head === null) throw new VaultError('vaultDamaged');
  const made = makeCheckpoint(vault.id, head, vault.user, vault.keys.sign.secret);
  if (path !== null)
    await saving(() => {
      const file = openSync(path, 'w', 0o600);
      try {
        writeSync(file, `${JSON.stringify(made, null, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    });
  return { sequence: head.seq, at: head.time, code: journalCode(head.hash) };
}

/** Whatever the target's file system refuses is one thing to the person: it cannot be saved there. */
async function saving<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))
      throw new VaultError('journalFileUnsaved');
    throw error;
  }
}

/** Number and code as they are written on paper: "1234 abcd ef01 …". */
const onPaper = /^\s*#?(\d{1,15})[\s:·,]+((?:[0-9a-f]{4}\s*){8})\s*$/i;

/** Holds the journal against what was kept outside: the file, or number and code from paper. */
export function compare({ vault }: Context, { kept }: Parsed<'journal.compare'>): Output<'journal.compare'> {
  const written = onPaper.exec(kept);
  if (written !== null) {
    const sequence = Number(written[1]);
    const code = (written[2] ?? '').replace(/\s/g, '').toLowerCase();
    return { ...found(vault, sequence, code), sequence, at: null, signed: null };
  }
  const read = readCheckpoint(kept);
  if (read === null) throw new VaultError('checkpointUnreadable');
  const { sequence, hash, time, by } = read;
  const signer = vault.chain.authority.person(by)?.sign;
  const signed = signer !== undefined && isSigned(read, signer);
  const answer =
    read.vault === vault.id ? found(vault, sequence, hash) : { holds: false, reason: 'otherVault' as const };
  return { ...answer, sequence, at: time, signed };
}

function found(
  { sql, chain }: Context['vault'],
  sequence: number,
  code: string,
): Pick<Output<'journal.compare'>, 'holds' | 'reason'> {
  const stored = sequence > (chain.head?.seq ?? 0) ? [] : sql.entriesBySeq.all(sequence);
  const hashes = stored.flatMap(({ hash }) => (hash instanceof Uint8Array ? [Buffer.from(hash).toString('hex')] : []));
  if (hashes.length === 0) return { holds: false, reason: 'gone' };
  const holds = hashes.some((hash) => hash.startsWith(code));
  return { holds, reason: holds ? null : 'different' };
}
