import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { treatment } from '../access/treatment.ts';
import { SecretKey } from '../keys/crypto.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { createView, passingViewPath, removeView } from '../view/openView.ts';
import { type Projection, projectSubject, projectionInto } from '../view/project.ts';

/**
 * Shows the owner what somebody's screens show: a database is built as theirs would be, from the same function, with the
 * owner's keys and that person's treatments, under a random key, and deleted at the end.
 */
export function startPreview(context: Context, { user }: Parsed<'staff.previewStart'>): Output<'staff.previewStart'> {
  const { process, vault } = context;
  const { chain } = vault;
  const person = chain.authority.person(user);
  if (person === undefined || process.preview !== null) throw new VaultError('notFound');
  commit(vault, { kind: 'preview.start', objects: [user] });
  const key = SecretKey.random();
  const phoneKey = SecretKey.random();
  const path = passingViewPath(process.folder, 'preview', process.newId());
  const db = createView(path, key);
  key.wipe();
  const projection = projectionInto(db, { viewer: { user, role: person.role }, source: vault, phoneKey });
  db.exec('BEGIN');
  for (const subject of subjectsFor(context, projection)) projectSubject(projection, subject);
  projection.content.setMeta.run('company', vault.content.meta.get('company') ?? '');
  db.exec('COMMIT');
  process.preview = {
    user,
    name: vault.content.personName.get(user) ?? '',
    role: person.role,
    db,
    projection,
    end: () => {
      db.close();
      phoneKey.wipe();
      removeView(path);
    },
  };
  return { done: true };
}

/** Everything in books of which that person sees anything. */
function subjectsFor({ vault }: Context, { viewer }: Projection): Id[] {
  const { authority, sql } = vault.chain;
  const books = [...authority.books.values()].filter(
    (book) =>
      book.kind === 'office' ||
      (book.kind !== 'desk' && treatment(viewer, 'card', [book.book], authority) !== 'absent'),
  );
  return books.flatMap((book) => sql.subjectsOfBook.all(book.book));
}

export function endPreview({ process }: Context): Output<'staff.previewEnd'> {
  process.preview?.end();
  process.preview = null;
  return { done: true };
}
