import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Viewer } from '../access/treatment.ts';
import type { Chain } from '../journal/chain.ts';
import type { SecretKey } from '../keys/crypto.ts';
import type { Db } from '../store/open.ts';
import { type OpenRow, type Source, readRow, readSubject } from '../store/read.ts';
import { projectCustomer } from './projectCustomer.ts';
import { type ContentStatements, contentStatements } from './schema.sql.ts';
import { soundName, soundReason, soundRequest } from './sound.ts';

/** Everything a projection needs: whose view it is, where the truth is read, and the database it goes into. */
export interface Projection {
  readonly viewer: Viewer;
  readonly source: Source & { readonly chain: Chain };
  readonly content: ContentStatements;
  /** Key under which complete phone numbers are hashed in this view. */
  readonly phoneKey: SecretKey;
}

/** A projection into a database that is not the session's own view. */
export function projectionInto(db: Db, parts: Omit<Projection, 'content'>): Projection {
  return { ...parts, content: contentStatements(db) };
}

/**
 * Puts one subject into the view as it is now, after deleting what was there: the one function for login, live writes
 * and previews. Answers whether something left the view.
 */
export function projectSubject(to: Projection, subject: Id): { left: boolean } {
  const known = to.source.chain.sql.subject.get(subject);
  if (known === undefined) return { left: false };
  switch (known.kind) {
    case 'customer':
      return projectCustomer(to, subject);
    case 'person':
    case 'company':
      projectOffice(to, subject);
      return { left: false };
    case 'request':
      projectRequest(to, subject);
      return { left: false };
    case 'draft':
      projectDraft(to, subject);
      return { left: false };
    case 'importReport':
      projectImport(to, subject);
      return { left: false };
    default:
      return { left: false };
  }
}

/** The rows of a subject that this viewer may read and this session can open, newest state. */
export function openRows(to: Projection, subject: Id, may: (fieldClass: FieldClass) => boolean): OpenRow[] {
  return readSubject(to.source, subject, may);
}

function readable(to: Projection, subject: Id): (fieldClass: FieldClass) => boolean {
  const books = to.source.chain.sql.books.all(subject);
  const { authority } = to.source.chain;
  return (fieldClass) => authority.mayRead(to.viewer.user, books, fieldClass);
}

function projectOffice(to: Projection, subject: Id): void {
  const [row] = openRows(to, subject, readable(to, subject));
  if (row === undefined) {
    to.content.dropPerson.run(subject);
    return;
  }
  const name = soundName(row);
  if (row.named.kind === 'company') to.content.setMeta.run('company', name);
  else to.content.putPerson.run(subject, name);
}

function projectRequest(to: Projection, subject: Id): void {
  to.content.dropRequest.run(subject);
  const { chain } = to.source;
  const facts = chain.sql.request.get(subject);
  if (facts === undefined) return;
  const open = openRows(to, subject, readable(to, subject));
  const row = open.find((found) => found.named.kind === 'request');
  const reason = open.find((found) => found.named.kind === 'reason');
  if (row === undefined) return;
  const payload = soundRequest(row);
  to.content.putRequest.run({
    id: subject,
    requester: facts.requester,
    requested: facts.requested,
    rows: payload.rows,
    columns: JSON.stringify(payload.columns),
    purpose: payload.purpose,
    recipient: payload.recipient,
    reason: reason === undefined ? null : soundReason(reason),
  });
}

function projectDraft(to: Projection, subject: Id): void {
  to.content.dropDraft.run(subject);
  const known = to.source.chain.sql.subject.get(subject);
  // A desk belongs to its person: the owner holds the keys and does not see half-written texts.
  if (known?.creator !== to.viewer.user) return;
  const [row] = openRows(to, subject, readable(to, subject));
  if (row === undefined) return;
  const { key, text } = row.payload as { key: string; text: string };
  if (text !== '') to.content.putDraft.run(key, subject, text, row.named.time);
}

function projectImport(to: Projection, subject: Id): void {
  to.content.dropImport.run(subject);
  const known = to.source.chain.sql.subject.get(subject);
  if (known?.creator !== to.viewer.user) return;
  const named = to.source.chain.sql.row.get(subject, 'work');
  if (named === undefined || !readable(to, subject)('work')) return;
  // Only the report itself: the rows that were set aside stay sealed.
  const row = readRow(to.source, named, true);
  if (row.kind === 'open') to.content.putImport.run(subject, named.first_time, JSON.stringify(row.payload));
}
