import type { Id } from '#shared/domain/ids.ts';
import { permits } from '../access/policy.ts';
import { BrokenEntry, type Applied } from '../journal/chain.ts';
import { keyName } from '../journal/owed.ts';
import type { OpenVault } from '../session/openVault.ts';
import { quarantineCode } from '../session/quarantineCode.ts';
import { dayNumber, shareOf } from './habits.rules.ts';
import { keepDated } from './lapse.ts';
import { noteOtherRole, roleOfView } from './otherRole.ts';

/** Puts an entry into the journal part of a view: everybody's for who may read it all, else only the person's own. */
export function indexEntry(vault: OpenVault, { n, entry }: Applied): void {
  if (entry.kind === 'session.login' && entry.actor !== null) vault.content.setLastLogin.run(entry.actor, entry.time);
  if (entry.actor !== vault.user && !permits(roleOfView(vault), 'journal.readAll')) return;
  // By what it writes: whatever else is called a draft is listed.
  if (entry.kind === 'draft.save' && entry.subjects.every(({ kind }) => kind === 'draft') && entry.items.length === 0)
    return;
  const objects = new Set<Id>([...entry.objects, ...entry.subjects.map((subject) => subject.id)]);
  vault.content.addEntry.run({
    n,
    seq: entry.seq,
    time: entry.time,
    actor: entry.actor,
    kind: entry.kind,
    count: Math.max(entry.count, 0),
    objects: JSON.stringify([...entry.objects, ...objects].slice(0, 5).filter((id, i, all) => all.indexOf(id) === i)),
    details: JSON.stringify(entry.details),
  });
  for (const object of objects) vault.content.addEntryObject.run(object, n);
  countDay(vault, entry, [...objects]);
}

/** Adds an entry to the day of whoever did it, as the pages about a person's days read it. */
function countDay({ content }: OpenVault, entry: Applied['entry'], objects: readonly Id[]): void {
  const { actor, time } = entry;
  if (actor === null) return;
  const day = dayNumber(time);
  const { touched, counts } = shareOf({ ...entry, objects });
  for (const object of touched?.objects ?? []) content.addDayObject.run(actor, day, touched?.what ?? '', object, time);
  for (const [what, count] of counts) content.addDayCount.run(day, actor, what, count);
}

/** What an entry of authority changes in this person's view: new rights add, ended ones take away and ask for a new file. */
export function noticeAuthority(vault: OpenVault, { entry }: Applied): void {
  const { sql, authority } = vault.chain;
  // Of a view that is still being filled nothing has to go: what a narrower right leaves out is never put in.
  const filled = vault.content.meta.get('filled') !== undefined;
  const given = new Set<Id>();
  for (const item of entry.items) {
    // A key that I was not given, as I was stopped when it was made: the right rests, and what it shows goes until then.
    if (item.t === 'bookKey' && authority.owed.has(vault.user, keyName(item.book, item.class)))
      sql.markBookDirty.run(item.book);
    if (item.t === 'grant' && item.user === vault.user) {
      sql.markBookDirty.run(item.book);
      given.add(item.book);
      if (item.right === 'none' && filled) vault.content.setMeta.run('rebuild', '1');
    } else if (item.t === 'worksFor') {
      for (const book of authority.books.values()) if (book.person === item.user) sql.markBookDirty.run(book.book);
    } else if (item.t === 'certificate' && item.user === vault.user && authority.books.size > 0) {
      for (const book of authority.books.keys()) sql.markBookDirty.run(book);
      if (filled) noteOtherRole(vault);
    } else if (item.t === 'policy' && filled) {
      for (const book of authority.books.keys()) sql.markBookDirty.run(book);
      vault.content.setMeta.run('rebuild', '1');
    }
  }
  if (given.size > 0) keepDated(vault, given);
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs one step in a transaction of both stores: the truth is only read, but must not move between reading and projecting. Null: something did not hold. */
function step(vault: OpenVault, work: () => number): number | null {
  vault.db.exec('BEGIN');
  vault.viewDb.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    vault.viewDb.exec('COMMIT');
    vault.db.exec('COMMIT');
    return done;
  } catch (error) {
    if (vault.viewDb.inTransaction) vault.viewDb.exec('ROLLBACK');
    if (vault.db.inTransaction) vault.db.exec('ROLLBACK');
    vault.chain.reload();
    if (!(error instanceof BrokenEntry)) throw error;
    vault.raise({ code: quarantineCode(error.reason), sequence: error.sequence });
    return null;
  }
}

/** Brings a view that could not take the last change up to the truth, so that what is answered next holds it. */
export function catchUpBehind(vault: OpenVault): void {
  if (!vault.behind || vault.quarantine !== null) return;
  while ((step(vault, () => vault.applyNew(500)) ?? 0) > 0);
  step(vault, () => vault.projectDirty(Number.POSITIVE_INFINITY));
  vault.behind = false;
}

/** Checks all new entries. The view's content follows with `catchUpContent`. A broken entry ends it with quarantine. */
export async function catchUpChain(vault: OpenVault): Promise<void> {
  const total = vault.sql.lastEntry.get()?.n ?? 0;
  const from = vault.chain.head?.n ?? 0;
  // One at a time from a broken entry on, so that all before it counts.
  let size = 100;
  for (;;) {
    const done = step(vault, () => vault.applyNew(size));
    if (done === null && size > 1) {
      size = 1;
      continue;
    }
    if (done === null || done === 0) break;
    if (total - from > 500) {
      vault.emit('view.progress', { done: (vault.chain.head?.n ?? 0) - from, total: total - from, ready: false });
      await breath();
    }
  }
}

/** Projects all subjects that changed, newest first, in steps; tells how far it is. `ended`: whether the session is over. */
export async function catchUpContent(vault: OpenVault, ended: () => boolean): Promise<void> {
  const total = vault.chain.sql.dirtyCount.get() ?? 0;
  if (total === 0) {
    vault.content.setMeta.run('filled', '1');
    return;
  }
  let done = 0;
  // The names of people and company stand on every screen, and there are few.
  step(vault, () => vault.projectOffice());
  vault.filling = true;
  try {
    while (!ended()) {
      const projected = step(vault, () => vault.projectDirty(250));
      if (projected === null || projected === 0) break;
      done += projected;
      if (total > 500) vault.emit('view.progress', { done: Math.min(done, total), total, ready: false });
      await breath();
    }
  } finally {
    vault.filling = false;
  }
  if (ended()) return;
  vault.content.setMeta.run('filled', '1');
  if (total > 500) vault.emit('view.progress', { done: total, total, ready: true });
  vault.committed();
}
