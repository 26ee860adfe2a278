import { z } from 'zod';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { type termsContract, termsText } from '#shared/contract/terms.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { readVerified } from '../customers/write.ts';
import type { Handlers } from '../handlers.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { termsStatements } from './terms.sql.ts';

export const terms = {
  'terms.mine': mine,
  'terms.sign': sign,
  'terms.publish': publish,
  'terms.status': status,
} satisfies Handlers<typeof termsContract>;

/** A row as the journal names it. */
type NamedRow = NonNullable<ReturnType<Context['vault']['chain']['sql']['row']['get']>>;

/** The row that holds the terms, as the journal names it: in the office's own book, which only an owner writes. */
function current({ vault }: Context): NamedRow | undefined {
  const { authority, sql } = vault.chain;
  const office = authority.bookOf('office');
  if (office === undefined) return undefined;
  const rows = sql.subjectsOfBook
    .all(office.book)
    .filter((subject) => sql.subject.get(subject)?.kind === 'terms')
    .flatMap((subject) => sql.row.get(subject, 'card') ?? []);
  return rows.sort((a, b) => b.seq - a.seq)[0];
}

const signedDetails = z.object({ version: z.number().int().positive(), hash: z.string() });

/** A person's signatures, the newest first, as their own entries name them. */
function signatures({ view }: Context, user: Id): { version: number; hash: string; at: number }[] {
  return termsStatements(view)
    .signs.all(user)
    .flatMap(({ time, details }) => {
      const parsed = signedDetails.safeParse(JSON.parse(details));
      return parsed.success ? [{ ...parsed.data, at: time }] : [];
    });
}

/** When this person signed exactly these bytes; null where they did not. */
function signedAt(context: Context, user: Id, row: NamedRow): number | null {
  const hash = hex(row);
  return signatures(context, user).find((one) => one.hash === hash)?.at ?? null;
}

function hex({ hash }: NamedRow): string {
  return Buffer.from(hash).toString('hex');
}

function mine(context: Context): Output<'terms.mine'> {
  const { process, vault, viewer } = context;
  const row = current(context);
  const read = row === undefined ? undefined : termsText.safeParse(readVerified(vault, row)).data;
  const [last] = signatures(context, viewer.user);
  if (row === undefined || read === undefined)
    return { terms: null, signed: last === undefined ? null : { version: last.version, at: last.at }, due: false };
  const at = signedAt(context, viewer.user, row);
  return {
    terms: { ...read, version: row.version, published: row.time },
    signed: last === undefined ? null : { version: last.version, at: last.at },
    // Nobody can sign in a vault that takes nothing, or for somebody else.
    due: at === null && viewer.role !== 'owner' && vault.quarantine === null && process.preview === null,
  };
}

/** The entry is the signature: signed with the person's own key, naming the hash of what they read. */
function sign(context: Context, { version }: Parsed<'terms.sign'>): Output<'terms.sign'> {
  const row = current(context);
  if (row === undefined) throw new VaultError('notFound');
  if (row.version !== version) throw new VaultError('conflict');
  commit(context.vault, { kind: 'terms.sign', objects: [row.subject], details: { version, hash: hex(row) } });
  return { done: true };
}

function publish(context: Context, { title, text }: Parsed<'terms.publish'>): Output<'terms.publish'> {
  const { process, vault } = context;
  const office = vault.chain.authority.bookOf('office');
  if (office === undefined) throw new VaultError('vaultDamaged');
  const before = current(context);
  const id = before?.subject ?? process.newId();
  const version = (before?.version ?? 0) + 1;
  commit(vault, {
    kind: 'terms.publish',
    objects: [id],
    details: { version },
    subjects: [
      {
        id,
        kind: 'terms',
        ...(before === undefined ? { books: [office.book] } : {}),
        rows: [{ record: id, kind: 'terms', class: 'card', payload: { title, text } }],
      },
    ],
  });
  return { version };
}

function status(context: Context): Output<'terms.status'> {
  const row = current(context);
  const names = new Map(
    termsStatements(context.view)
      .names.all()
      .map(({ user, name }) => [user, name]),
  );
  const people = [...context.vault.chain.authority.people.values()].filter(
    ({ role, ended }) => role !== 'owner' && ended === null,
  );
  return {
    version: row?.version ?? null,
    people: people.map(({ user, role }) => ({
      user,
      name: names.get(user) ?? '',
      role,
      signed: row === undefined ? null : signedAt(context, user, row),
    })),
  };
}
