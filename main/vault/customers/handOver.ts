import type { Selection } from '#shared/contract/customers.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { permits } from '../access/policy.ts';
import type { Context } from '../process.ts';
import { type Change, commitAll } from '../store/commit.ts';
import { customerStatements, findCustomerIds } from './customers.sql.ts';
import { conditionsOf } from './find.ts';
import { requireCustomer } from './read.ts';
import { bookFor } from './write.ts';

/** The most customers that one selection may name. */
const mostSelected = 100_000;

/** The ids that a selection stands for at this moment, all of them readable by this person. */
export function selectedIds(context: Context, selection: Selection): Id[] {
  const { view } = context;
  const ids =
    selection.kind === 'filter'
      ? findCustomerIds(view, conditionsOf(context, selection.filter), mostSelected + 1)
      : [...new Set(selection.ids)].map((id) => requireCustomer(view, id).id);
  if (ids.length > mostSelected) throw new VaultError('tooMany', { limit: mostSelected });
  if (ids.length === 0) throw new VaultError('nothingSelected');
  return ids;
}

/** Gives customers to somebody or to the pool, with the contact persons of the firms among them, in entries of at most 1,000. */
export function handOver(
  context: Context,
  { selection, to }: Parsed<'customers.handOver'>,
): Output<'customers.handOver'> {
  const { process, vault, view } = context;
  const book = bookFor(vault, to);
  const sql = customerStatements(view);
  const together = new Map<Id, Set<Id>>();
  const places = new Map<Id, string>();
  const placeOf = (id: Id): string => {
    const place = places.get(id) ?? vault.chain.sql.books.all(id).join();
    places.set(id, place);
    return place;
  };
  for (const id of selectedIds(context, selection)) {
    // A person of a firm never moves alone: the firm and its people go together. But whoever may write a card can link it
    // to any firm: a link brings along only what is held by the same person.
    const place = placeOf(id);
    const company = sql.companyOf.get(id) ?? null;
    const first = company !== null && placeOf(company) === place ? company : id;
    const group =
      together.get(first) ?? new Set([first, ...sql.peopleOf.all(first).filter((other) => placeOf(other) === place)]);
    together.set(first, group.add(id));
  }
  const batch = process.newId();
  const count = moveAll(
    context,
    [...together.values()].map((group) => [...group]),
    [book.book],
    {
      kind: 'customer.move',
      batch,
      to: to === 'pool' ? 'pool' : to,
    },
  );
  return { batch, count };
}

/** Entries that are written in one transaction: others wait for it. */
const entriesAtOnce = 5;
/** The most subjects of one entry. */
const mostSubjects = 1_000;

/** Joins groups to parts of at most `most`, so that a group lies in one part wherever it can. */
export function partsOf(groups: readonly (readonly Id[])[], most: number): Id[][] {
  const parts: Id[][] = [];
  for (const group of groups) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + group.length <= most) last.push(...group);
    else for (let from = 0; from < group.length; from += most) parts.push(group.slice(from, from + most));
  }
  return parts;
}

/**
 * Moves groups of subjects to books, leaving out those that are there already. What belongs together moves in one entry, so
 * that wherever it is interrupted nothing is torn apart. Answers how many moved.
 */
export function moveAll(
  context: Context,
  groups: readonly (readonly Id[])[],
  books: readonly Id[],
  how: { readonly kind: string; readonly batch: Id; readonly to: Id | 'pool' },
): number {
  const { vault } = context;
  if (!permits(vault.viewer.role, 'customers.handOver')) throw new VaultError('notAllowed');
  const there = books.join();
  const moving = groups.map((group) => group.filter((id) => vault.chain.sql.books.all(id).join() !== there));
  const parts = partsOf(moving, mostSubjects);
  const changeOf = (part: readonly Id[]): Change => ({
    kind: how.kind,
    objects: how.to === 'pool' ? [] : [how.to],
    count: part.length,
    details: { to: how.to === 'pool' ? 'pool' : 'person' },
    batch: how.batch,
    items: [{ t: 'move' }],
    subjects: part.map((id) => ({ id, kind: 'customer', books, rows: [] })),
  });
  // Moving nobody is an act too, and leaves its entry.
  const entries = (parts.length === 0 ? [[]] : parts).map(changeOf);
  for (let from = 0; from < entries.length; from += entriesAtOnce)
    commitAll(vault, entries.slice(from, from + entriesAtOnce));
  return parts.flat().length;
}
