import type { Output, Parsed } from '#shared/contract/index.ts';
import { type FieldClass, fieldClasses } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { coverGrant } from '../access/covers.ts';
import { type Plan, emptyPlan, endGrant, grant } from '../books/books.ts';
import { rightsFor } from '../books/grants.rules.ts';
import type { Book } from '../journal/authority.ts';
import { coverRights, longestCover } from '../journal/cover.ts';
import type { AuthorityItem } from '../journal/items.ts';
import type { Person } from '../journal/person.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { withRoot } from './signed.ts';

/** The customers of `user`, and the colleague: both have to be there, and whoever asks must lead that person. */
function found({ vault }: Context, user: Id, by: Id): { book: Book; colleague: Person } {
  const { authority } = vault.chain;
  const book = authority.bookOf('person', user);
  const colleague = authority.person(by);
  const person = authority.person(user);
  if (book === undefined || colleague === undefined || person === undefined || person.ended !== null)
    throw new VaultError('personUnknown');
  if (vault.viewer.role !== 'owner' && person.worksFor !== vault.user) throw new VaultError('notAllowed');
  return { book, colleague };
}

/** Lets a colleague also look after somebody's customers, until a day or (an owner alone) until it is ended. */
export async function cover(
  context: Context,
  { user, by, until, password }: Parsed<'staff.cover'>,
): Promise<Output<'staff.cover'>> {
  const { vault } = context;
  const { authority } = vault.chain;
  const { book, colleague } = found(context, user, by);
  const fits = colleague.role === 'salesperson' || colleague.role === 'manager';
  const leads = authority.person(user)?.worksFor === by;
  if (!fits || leads || by === user || !authority.stands(by)) throw new VaultError('coverInvalid');
  const owner = vault.viewer.role === 'owner';
  const latest = owner ? Number.POSITIVE_INFINITY : authority.now + longestCover;
  if (until === null ? !owner : until <= authority.now || until > latest) throw new VaultError('coverDate');
  const before = coverGrant(authority, by, book);
  if (!owner && before !== undefined && before.until === null) throw new VaultError('coverInvalid');
  const plan = emptyPlan();
  for (const fieldClass of classesOf(context, colleague, book)) {
    const right = coverRights[fieldClass];
    if (right === undefined) continue;
    grant(plan, vault.ring, authority, colleague, book.book, fieldClass, right, until);
  }
  await write(context, password, plan, { kind: 'staff.cover', objects: [user, by], details: untilOf(until) });
  return { done: true };
}

function untilOf(until: number | null): Record<string, number> {
  return until === null ? {} : { until };
}

/** The classes that looking after these customers gives, beyond what the colleague reads by their role (shared cards). */
function classesOf({ vault }: Context, colleague: Person, book: Book): FieldClass[] {
  const { authority } = vault.chain;
  const manager = authority.person(book.person ?? '')?.worksFor ?? null;
  const byRole = rightsFor(colleague, book, manager, authority.policy?.cards ?? 'private');
  return fieldClasses.filter((each) => coverRights[each] !== undefined && byRole[each] === undefined);
}

/** Ends it early. An owner makes the keys anew at once; after a manager they are made at an owner's next login. */
export async function endCover(
  context: Context,
  { user, by, password }: Parsed<'staff.endCover'>,
): Promise<Output<'staff.endCover'>> {
  const { vault } = context;
  const { authority } = vault.chain;
  const { book, colleague } = found(context, user, by);
  const before = coverGrant(authority, by, book);
  if (before === undefined) throw new VaultError('coverInvalid');
  const owner = vault.viewer.role === 'owner';
  if (!owner && before.until === null) throw new VaultError('notAllowed');
  const plan = emptyPlan();
  for (const fieldClass of classesOf(context, colleague, book)) {
    if (authority.grant(by, book.book, fieldClass) === undefined) continue;
    if (owner) endGrant(plan, vault.ring, authority, by, { book: book.book, class: fieldClass });
    else plan.items.push(ended(by, book.book, fieldClass));
  }
  await write(context, password, plan, { kind: 'staff.endCover', objects: [user, by], details: {} });
  return { done: true };
}

function ended(user: Id, book: Id, fieldClass: FieldClass): AuthorityItem {
  return { t: 'grant', user, book, class: fieldClass, right: 'none', until: null };
}

async function write(
  context: Context,
  password: string | null,
  plan: Plan,
  entry: { kind: string; objects: Id[]; details: Record<string, number> },
): Promise<void> {
  const { vault } = context;
  const change = { ...entry, items: plan.items, sealedKeys: plan.sealedKeys };
  if (vault.viewer.role === 'owner') await withRoot(context, password, (root) => commit(vault, { ...change, root }));
  else commit(vault, change);
}
