import type { Id } from '#shared/domain/ids.ts';
import { deputyPowers } from '#shared/domain/roles.ts';
import { logBug } from '../log.ts';
import type { OpenVault } from '../session/openVault.ts';
import { dropCustomer } from './projectCustomer.ts';

/** Under this name a view keeps which dated rights it was filled with. */
const datedKey = 'dated';

function kept(vault: OpenVault): string[] {
  return JSON.parse(vault.content.meta.get(datedKey) ?? '[]') as string[];
}

/** The person's dated rights that count at this moment, as `book/class`; and that they are a deputy, which is in no book. */
function counting({ chain, user }: OpenVault): string[] {
  const { authority } = chain;
  const powers = deputyPowers.filter((power) => authority.deputises(user, power));
  return [
    ...[...(authority.grants.get(user) ?? [])].flatMap(([name, { until }]) =>
      until !== null && until > authority.now ? [name] : [],
    ),
    ...powers.map((power) => `/${power}`),
  ];
}

/** Notes with which dated rights the books of an entry are about to be projected. Inside a transaction of the view. */
export function keepDated(vault: OpenVault, books: ReadonlySet<Id>): void {
  const touched = (name: string): boolean => books.has(name.split('/')[0] ?? '');
  const before = kept(vault);
  const dated = [...before.filter((name) => !touched(name)), ...counting(vault).filter(touched)].sort();
  if (dated.join() !== before.join()) vault.content.setMeta.run(datedKey, JSON.stringify(dated));
}

/**
 * What time alone has ended leaves the view at once, and its files with it; the keys follow at an owner's next login.
 * (And comes back where a clock that was ahead is put right.) To be asked before anything is answered.
 */
export function applyLapses(vault: OpenVault): void {
  if (vault.behind) return;
  vault.tick();
  const before = kept(vault);
  const now = counting(vault).sort();
  if (now.join() === before.join()) return;
  const changed = new Set(
    [...before.filter((name) => !now.includes(name)), ...now.filter((name) => !before.includes(name))].map(
      (name) => name.split('/')[0] ?? '',
    ),
  );
  vault.db.exec('BEGIN');
  try {
    vault.viewDb.exec('BEGIN IMMEDIATE');
    const { chain, content } = vault;
    for (const book of changed) {
      // First all of it goes, whatever its rows are like; what may still be seen of it comes back.
      for (const subject of chain.sql.subjectsOfBook.all(book)) dropCustomer(content, subject);
      chain.sql.markBookDirty.run(book);
    }
    content.setMeta.run(datedKey, JSON.stringify(now));
    if (!vault.filling) vault.projectDirty(Number.POSITIVE_INFINITY);
    vault.viewDb.exec('COMMIT');
  } catch (error) {
    if (vault.viewDb.inTransaction) vault.viewDb.exec('ROLLBACK');
    throw error;
  } finally {
    vault.db.exec('COMMIT');
  }
  wipeTraces(vault);
  vault.emit('data.changed', { what: ['customers', 'notes', 'staff', 'session'], ids: [] });
}

const ended = new WeakMap<OpenVault, number>();

/** Tells the windows when time has ended a right of anybody's: it waits for an owner now, and no list may show it as standing. */
export function tellLapses(vault: OpenVault): void {
  const { grants, now } = vault.chain.authority;
  let count = 0;
  for (const held of grants.values())
    for (const { until } of held.values()) if (until !== null && until <= now) count += 1;
  const before = ended.get(vault);
  ended.set(vault, count);
  if (before !== undefined && before !== count) vault.emit('data.changed', { what: ['staff'], ids: [] });
}

function wipeTraces(vault: OpenVault): void {
  try {
    // Deleted tokens stay in a contentless full-text table until its segments are merged.
    vault.content.optimiseSearch.run();
    vault.viewDb.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    logBug(error, 'view');
  }
}
