import type { Selection } from '#shared/contract/customers.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { permits } from '../access/policy.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { customerStatements, findCustomerIds } from './customers.sql.ts';
import { conditionsOf, requireCustomer } from './read.ts';
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
  const ids = new Set<Id>();
  for (const id of selectedIds(context, selection)) {
    ids.add(id);
    for (const person of sql.peopleOf.all(id)) ids.add(person);
    // A person of a firm never moves alone: the firm and its people go together.
    const firm = requireCustomer(view, id).company;
    if (firm !== null) {
      ids.add(firm);
      for (const person of sql.peopleOf.all(firm)) ids.add(person);
    }
  }
  const batch = process.newId();
  const count = moveAll(context, [...ids], [book.book], {
    kind: 'customer.move',
    batch,
    to: to === 'pool' ? 'pool' : to,
  });
  return { batch, count };
}

/** Moves subjects to books, leaving out those that are there already. Answers how many moved. */
export function moveAll(
  context: Context,
  ids: readonly Id[],
  books: readonly Id[],
  how: { readonly kind: string; readonly batch: Id; readonly to: Id | 'pool' },
): number {
  const { vault } = context;
  if (!permits(vault.viewer.role, 'customers.handOver')) throw new VaultError('notAllowed');
  const moving = ids.filter((id) => vault.chain.sql.books.all(id).join() !== books.join());
  for (let from = 0; from < Math.max(moving.length, 1); from += 1_000) {
    const part = moving.slice(from, from + 1_000);
    commit(vault, {
      kind: how.kind,
      objects: how.to === 'pool' ? [] : [how.to],
      count: part.length,
      details: { to: how.to === 'pool' ? 'pool' : 'person' },
      batch: how.batch,
      items: [{ t: 'move' }],
      subjects: part.map((id) => ({ id, kind: 'customer', books, rows: [] })),
    });
  }
  return moving.length;
}
