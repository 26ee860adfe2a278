import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { isSigned, makeCheckpoint, readCheckpoint } from '../journal/checkpoint.ts';
import { decodeEntry } from '../journal/entry.ts';
import { journalCode } from '../journal/verify.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { entryNames, listEntries } from './audit.sql.ts';
import { saving } from './journalFiles.ts';

const kind = 'journal.checkpoint';

/** Where the journal ends at this moment, to be kept where nobody of this computer reaches it. */
export async function checkpoint(
  { process, vault }: Context,
  { token }: Parsed<'journal.checkpoint'>,
): Promise<Output<'journal.checkpoint'>> {
  const path = token === null ? null : (await process.host.ask('file.take', { token })).path;
  commit(vault, { kind, details: { kept: path === null ? 'paper' : 'file' } });
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

/** How many of those that were made are listed. */
const listed = 200;

/** The checkpoints that were made, as the journal tells of them, the newest first. */
export function checkpoints({ vault, view }: Context): Output<'journal.checkpoints'> {
  const found = listEntries(view, {
    kind,
    kindEnd: `${kind}\u0000`,
    before: Number.MAX_SAFE_INTEGER,
    limit: listed + 1,
  });
  const names = entryNames(view);
  const newest = vault.chain.head?.seq ?? 0;
  const made = found.slice(0, listed).map(({ n, seq, time, actor, details }) => ({
    sequence: seq,
    at: time,
    by: { user: actor ?? '', name: actor === null ? '' : (names.person.get(actor) ?? '') },
    code: journalCode(vault.sql.entry.get(n)?.hash ?? null),
    kept: (JSON.parse(details) as { kept?: unknown }).kept === 'file' ? ('file' as const) : ('paper' as const),
    since: newest - seq,
  }));
  return { made, more: found.length > listed };
}

/** Number and code as they are written on paper: "1234 abcd ef01 …", with or without a word in front. */
const onPaper = /^\D{0,40}(\d{1,15})[\s:·,、]+((?:[0-9a-f]{4}\s*){8})$/i;

/** Holds the journal against what was kept outside: the file, or number and code from paper. */
export function compare(context: Context, { kept }: Parsed<'journal.compare'>): Output<'journal.compare'> {
  const { vault, view } = context;
  const newest = vault.chain.head?.seq ?? 0;
  const written = onPaper.exec(kept.normalize('NFKC').trim());
  if (written !== null) {
    const sequence = Number(written[1]);
    const code = (written[2] ?? '').replace(/\s/g, '').toLowerCase();
    const answer = found(vault, sequence, code);
    return { ...answer, sequence, newest, signed: null, by: null, ended: endedFrom(vault, answer, sequence) };
  }
  const read = readCheckpoint(kept);
  if (read === null) throw new VaultError('checkpointUnreadable');
  const { sequence, hash, time, by } = read;
  const signer = vault.chain.authority.person(by)?.sign;
  const signed = signer !== undefined && isSigned(read, signer);
  const answer =
    read.vault === vault.id ? found(vault, sequence, hash) : { holds: false, reason: 'otherVault' as const };
  return {
    ...answer,
    sequence,
    at: time,
    newest,
    signed,
    by: signed ? (entryNames(view).person.get(by) ?? null) : null,
    ended: endedFrom(vault, answer, sequence),
  };
}

type Found = Pick<Output<'journal.compare'>, 'holds' | 'reason' | 'at'>;

function found({ sql, chain }: Context['vault'], sequence: number, code: string): Found {
  const stored = sequence > (chain.head?.seq ?? 0) ? [] : sql.entriesBySeq.all(sequence);
  const whole = stored.filter(({ hash }) => hash instanceof Uint8Array);
  if (whole.length === 0) return { holds: false, reason: 'gone', at: null };
  const same = whole.find(({ hash }) => Buffer.from(hash).toString('hex').startsWith(code));
  if (same === undefined) return { holds: false, reason: 'different', at: null };
  return { holds: true, reason: null, at: decodeEntry(same.body)?.time ?? null };
}

/** When an owner ended an alarm for which entries from here on were given up: that explains what is gone, if it was kept before. */
function endedFrom({ chain }: Context['vault'], { holds, reason }: Pick<Found, 'holds' | 'reason'>, sequence: number) {
  if (holds || reason === 'otherVault') return null;
  const ended = chain.endings.after.all(0).filter(({ first }) => first !== null && first <= sequence);
  return ended.at(-1)?.time ?? null;
}
