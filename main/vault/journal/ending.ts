import type { Id } from '#shared/domain/ids.ts';
import type { ChainStatements } from './chain.sql.ts';
import type { EntryBody } from './entry.ts';
import type { ItemOf } from './items.ts';
import type { EndingStatements } from './setAside.sql.ts';

/**
 * Takes in that an owner has ended an alarm ("seen, not applied"): the rows that it names no longer count in the version
 * that was damaged, but in an older one or in none. ROOT's signature has been checked by then. Answers the subjects touched.
 */
export function applyEnding(
  sql: ChainStatements,
  endings: EndingStatements,
  entry: EntryBody,
  item: ItemOf<'ending'>,
  fail: (reason: string) => never,
): Id[] {
  if (item.no !== (endings.count.get() ?? 0) + 1 || (item.first ?? 0) > entry.seq) fail('endingOutOfOrder');
  const touched = new Set<Id>();
  for (const [record, fieldClass, version] of item.versions)
    if (endings.dropVersion.run(record, fieldClass, version).changes !== 1) fail('endingUnknown');
  for (const [record, fieldClass, version, back] of item.rows) {
    const row = sql.row.get(record, fieldClass);
    if (row?.version !== version) return fail('endingUnknown');
    if (back === null) {
      endings.dropRow.run(record, fieldClass);
    } else {
      const older = endings.version.get(record, fieldClass, back);
      if (older === undefined || back >= version) return fail('endingUnknown');
      endings.setBack.run(back, older.hash, older.seq, record, fieldClass);
      endings.dropVersion.run(record, fieldClass, back);
    }
    endings.putAside.run({ record, class: fieldClass, subject: row.subject, kind: row.kind, back, time: entry.time });
    // The key may be what was spoilt: what is written anew gets a new one.
    endings.staleClass.run(row.subject, fieldClass);
    touched.add(row.subject);
  }
  endings.add.run({
    no: item.no,
    seq: entry.seq,
    time: entry.time,
    actor: entry.actor ?? '',
    code: item.code,
    first: item.first,
    known: item.known,
    entries: item.entries,
    rows: item.rows.length + item.versions.length + item.extra,
    restored: item.restored,
    hash: item.hash,
  });
  return [...touched];
}
