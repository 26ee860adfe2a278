import type { auditContract, JournalLine } from '#shared/contract/audit.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Handlers } from '../handlers.ts';
import type { Context } from '../process.ts';
import { type EntryQuery, type EntryRow, entryNames, listEntries } from './audit.sql.ts';
import { seen, unusual, week } from './days.ts';
import { referenceOf } from './reference.ts';
import { verify } from './verification.ts';

export const audit = {
  'journal.list': list,
  'journal.mine': mine,
  'journal.unusual': unusual,
  'journal.week': week,
  'journal.seen': seen,
  'journal.verify': verify,
} satisfies Handlers<typeof auditContract>;

function list(context: Context, { filter, after, limit }: Parsed<'journal.list'>): Output<'journal.list'> {
  const { person, customer, kind, from, to } = filter;
  return page(context, after, limit, {
    ...(person === undefined ? {} : { actor: person }),
    ...(customer === undefined ? {} : { object: customer }),
    // Kinds are ASCII: everything that begins with the prefix lies before the prefix with the last character behind it.
    ...(kind === undefined || kind === '' ? {} : { kind, kindEnd: `${kind}\u{10ffff}` }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
}

function mine(context: Context, { after, limit }: Parsed<'journal.mine'>): Output<'journal.mine'> {
  return page(context, after, limit, { actor: context.viewer.user });
}

function page(
  context: Context,
  after: number | null,
  limit: number,
  conditions: Omit<EntryQuery, 'before' | 'limit'>,
): Output<'journal.list'> {
  const found = listEntries(context.view, {
    ...conditions,
    before: after ?? Number.MAX_SAFE_INTEGER,
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  return {
    lines: shown.map((row) => line(context, row)),
    next: found.length > limit ? (shown.at(-1)?.n ?? null) : null,
  };
}

function line(context: Context, row: EntryRow): JournalLine {
  const names = entryNames(context.view);
  return {
    sequence: row.seq,
    at: row.time,
    actor: row.actor === null ? null : { user: row.actor, name: names.person.get(row.actor) ?? '' },
    unconfirmed: isUnconfirmed(context, row),
    kind: row.kind,
    objects: (JSON.parse(row.objects) as Id[]).map((id) => object(context, names, id)),
    count: row.count,
    details: JSON.parse(row.details) as JournalLine['details'],
  };
}

/** Whether it was signed with keys that came with a reset which the person has not confirmed. */
function isUnconfirmed({ vault }: Context, { actor, time }: EntryRow): boolean {
  const reset = actor === null ? null : (vault.chain.authority.person(actor)?.reset ?? null);
  return reset !== null && reset.confirmed === null && time >= reset.at;
}

function object({ vault }: Context, names: ReturnType<typeof entryNames>, id: Id): JournalLine['objects'][number] {
  const { authority, sql } = vault.chain;
  if (authority.person(id) !== undefined)
    return { id, kind: 'person', name: names.person.get(id) ?? null, reference: referenceOf(id) };
  const kind = sql.subject.get(id)?.kind;
  if (kind === 'customer') return { id, kind, name: names.customer.get(id) ?? null, reference: referenceOf(id) };
  return { id, kind: kind === 'request' ? kind : 'other', name: null, reference: referenceOf(id) };
}
