import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { type NoteRow, customerStatements } from './customers.sql.ts';
import type { NotePayload } from './payload.ts';
import { mayNote, requireCustomer } from './read.ts';

function shown({ view, viewer, process }: Context, note: NoteRow): Output<'notes.list'>['notes'][number] {
  return {
    id: note.id,
    customer: note.customer,
    kind: note.kind,
    text: note.text,
    author: { user: note.author, name: customerStatements(view).personName.get(note.author) ?? '' },
    created: note.created,
    edited: note.edited,
    version: note.version,
    canEdit: note.author === viewer.user && process.preview === null,
  };
}

/** A customer's notes, newest first. */
export function listNotes(context: Context, { customer, after, limit }: Parsed<'notes.list'>): Output<'notes.list'> {
  requireCustomer(context.view, customer);
  const [time, id] = (after ?? `${Number.MAX_SAFE_INTEGER} ~`).split(' ');
  const found = customerStatements(context.view).notes.all(customer, Number(time), id ?? '', limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    notes: page.map((note) => shown(context, note)),
    next: found.length > limit && last !== undefined ? `${last.created} ${last.id}` : null,
  };
}

export function addNote(context: Context, { customer, kind, text }: Parsed<'notes.add'>): Output<'notes.add'> {
  const { process, vault } = context;
  requireCustomer(context.view, customer);
  requireWork(context, customer);
  const id = process.newId();
  const batch = process.newId();
  const payload: NotePayload = { kind, text, removed: false };
  commit(vault, {
    kind: 'note.add',
    objects: [customer],
    details: { noteKind: kind },
    batch,
    subjects: [{ id: customer, kind: 'customer', rows: [{ record: id, kind: 'note', class: 'work', payload }] }],
  });
  return { id, batch, count: 1 };
}

function requireWork({ vault }: Context, customer: string): void {
  if (!mayNote(vault, customer)) throw new VaultError('notAllowed');
}

/** The author's own note, at the version that they saw. */
function requireOwn(context: Context, id: string, baseVersion: number | null): NoteRow {
  const note = customerStatements(context.view).note.get(id);
  if (note === undefined) throw new VaultError('notFound');
  if (note.author !== context.viewer.user) throw new VaultError('notAllowed');
  if (baseVersion !== null && note.version !== baseVersion) throw new VaultError('conflict');
  requireWork(context, note.customer);
  return note;
}

function write(context: Context, note: NoteRow, kind: string, payload: NotePayload): { batch: string; count: number } {
  const { process, vault } = context;
  const batch = process.newId();
  commit(vault, {
    kind,
    objects: [note.customer],
    batch,
    subjects: [
      { id: note.customer, kind: 'customer', rows: [{ record: note.id, kind: 'note', class: 'work', payload }] },
    ],
  });
  return { batch, count: 1 };
}

export function updateNote(
  context: Context,
  { id, baseVersion, text }: Parsed<'notes.update'>,
): Output<'notes.update'> {
  const note = requireOwn(context, id, baseVersion);
  return write(context, note, 'note.update', { kind: note.kind, text, removed: false });
}

/** Removes a note from sight; what it said stays in its earlier version, which undo brings back. */
export function removeNote(context: Context, { id }: Parsed<'notes.remove'>): Output<'notes.remove'> {
  const note = requireOwn(context, id, null);
  return write(context, note, 'note.remove', { kind: note.kind, text: '', removed: true });
}
