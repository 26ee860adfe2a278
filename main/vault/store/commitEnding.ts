import type { FieldClass } from '#shared/domain/fields.ts';
import { VaultError } from '#shared/errors.ts';
import { BrokenEntry } from '../journal/chain.ts';
import type { AuthorityItem } from '../journal/items.ts';
import { type AsidePlan, subjectsOf } from '../journal/setAside.ts';
import { type AsideStatements, asideStatements, evidenceHash } from '../journal/setAside.sql.ts';
import type { Walk } from '../journal/verifyWalk.ts';
import type { SecretKey } from '../keys/crypto.ts';
import type { OpenVault } from '../session/openVault.ts';
import { writeEntry } from './commit.ts';
import { storeError } from './open.ts';

/**
 * Ends an alarm: what does not hold is set aside as evidence, what is still there whole is put back, and an entry signed
 * by ROOT says so in the place of what went. One transaction; the views take it in like any other entry. `walk` is the
 * check that the plan comes from: its chain ends before the first bad entry, and judges this one.
 */
export function commitEnding(vault: OpenVault, walk: Walk, plan: AsidePlan, code: string, root: SecretKey): void {
  const { db } = vault;
  db.exec('BEGIN IMMEDIATE');
  try {
    const no = (walk.chain.endings.count.get() ?? 0) + 1;
    const { entries, restored } = setAside(asideStatements(db), no, plan);
    const items: AuthorityItem[] = [
      {
        t: 'ending',
        no,
        code,
        first: plan.first,
        known: plan.known,
        entries,
        rows: plan.damaged.map(({ named, back }) => [
          named.record,
          named.class as FieldClass,
          named.version,
          back?.version ?? null,
        ]),
        versions: plan.versions.map(({ named }) => [named.record, named.class as FieldClass, named.version]),
        extra: plan.extra.length,
        restored,
        hash: evidenceHash(db, no),
      },
      ...ownSlot(vault, walk),
    ];
    const subjects = subjectsOf(plan);
    const rows = plan.damaged.length + plan.versions.length + plan.extra.length;
    const stored = writeEntry(
      vault,
      plan.last,
      {
        kind: 'quarantine.end',
        items,
        root,
        objects: subjects.slice(0, 20),
        count: entries + rows + restored,
        details: {
          code,
          entries,
          rows,
          restored,
          known: plan.known,
          ...(plan.first === null ? {} : { first: plan.first }),
        },
      },
      [],
    );
    walk.chain.apply(stored, null);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    if (error instanceof BrokenEntry) throw new VaultError('notAllowed');
    throw storeError(error);
  }
  vault.commits += 1;
}

function setAside(sql: AsideStatements, no: number, plan: AsidePlan): { entries: number; restored: number } {
  // What may lie there under this number was put there by hand.
  for (const forget of sql.forget) forget.run(no);
  const entries = sql.keepEntries.run(no, plan.last.n).changes;
  if (sql.dropEntries.run(plan.last.n).changes !== entries || entries !== plan.entries.count)
    throw new VaultError('conflict');
  for (const { place, row } of plan.extra) moveAway(sql, no, place, row.place);
  for (const { stored } of plan.versions) if (stored !== null) moveAway(sql, no, 'versions', stored.place);
  for (const { stored, back } of plan.damaged) {
    if (stored !== null) moveAway(sql, no, 'records', stored.place);
    if (back !== null) putBack(sql, back.seq, back.place);
  }
  for (const { place, stored, from, seq } of plan.restored) {
    if (from === null) {
      if (stored !== null) (place === 'records' ? sql.setRecordSeq : sql.setVersionSeq).run(seq, stored.place);
    } else {
      if (stored !== null) moveAway(sql, no, 'records', stored.place);
      putBack(sql, seq, from.place);
    }
  }
  return { entries, restored: plan.restored.length };
}

function moveAway(sql: AsideStatements, no: number, place: 'records' | 'versions', at: number): void {
  const [keep, drop] = place === 'records' ? [sql.keepRecord, sql.dropRecord] : [sql.keepVersion, sql.dropVersion];
  // Somebody has been at the rows since they were looked at: the whole is undone.
  if (keep.run(no, at).changes !== 1 || drop.run(at).changes !== 1) throw new VaultError('conflict');
}

function putBack(sql: AsideStatements, seq: number, at: number): void {
  if (sql.putBack.run(seq, at).changes !== 1 || sql.dropVersion.run(at).changes !== 1) throw new VaultError('conflict');
}

/** Where the entry that made this owner's newest slot count went too, it is said again: they must come in again. */
function ownSlot(vault: OpenVault, walk: Walk): AuthorityItem[] {
  const mine = vault.chain.authority.person(vault.user)?.slot ?? 0;
  const counting = walk.chain.authority.person(vault.user)?.slot ?? 0;
  return mine > counting ? [{ t: 'slot', user: vault.user, version: mine }] : [];
}
