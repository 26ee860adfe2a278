import { watchedHabits } from '#shared/contract/audit.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { limits } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { permits } from '../access/policy.ts';
import { frozenRows } from '../exports/requests.ts';
import { requestFacts } from '../journal/requests.ts';
import type { Context } from '../process.ts';
import { dayNumber, midnightOf } from '../view/habits.rules.ts';
import { dayStatements } from './days.sql.ts';
import { referenceOf } from './reference.ts';
import { byPerson, habitDays, limit, signsOf, unusualDays, usual } from './unusual.rules.ts';

function personOf(context: Context, user: Id): { user: Id; name: string } {
  return { user, name: dayStatements(context.view).name.get(user) ?? '' };
}

function today({ vault }: Context): number {
  return dayNumber(vault.clock.now());
}

function firstDayOf({ vault }: Context, user: Id): number {
  return dayNumber(vault.chain.authority.person(user)?.since ?? 0);
}

/** Days on which somebody did much more than they usually do. */
export function unusual(context: Context, { days }: Parsed<'journal.unusual'>): Output<'journal.unusual'> {
  const to = today(context);
  const from = to - days + 1;
  const counts = dayStatements(context.view).counts.all(from - habitDays, to);
  const found = unusualDays(counts, from, to, (user) => firstDayOf(context, user));
  return {
    days: found.slice(0, limits.page).map(({ day, person, signs }) => ({
      day: midnightOf(day),
      person: personOf(context, person),
      signs: [...signs],
    })),
    more: found.length > limits.page,
  };
}

/** One person's week. The chain of rights is the call's own: everybody reads their own part of the journal. */
export function week(context: Context, { person, from }: Parsed<'journal.week'>): Output<'journal.week'> {
  const { view, viewer } = context;
  if (person !== viewer.user && !permits(viewer.role, 'journal.readAll')) throw new VaultError('notAllowed');
  const sql = dayStatements(view);
  const first = dayNumber(from);
  const last = first + 6;
  const days = byPerson(sql.countsOf.all(first - habitDays, last, person)).get(person) ?? new Map();
  const since = firstDayOf(context, person);
  const judged = Math.min(last, today(context));
  const opened = sql.opened.all(person, first, last, limits.page);
  return {
    days: Array.from({ length: 7 }, (_, i) => {
      const numbers = days.get(first + i);
      const count = (what: (typeof watchedHabits)[number]): number => numbers?.get(what) ?? 0;
      return {
        day: midnightOf(first + i),
        opened: count('opened'),
        written: count('written'),
        exported: count('exported'),
        deleted: count('deleted'),
        refused: count('refused'),
        night: count('night'),
        unusual: signsOf(days, first + i, since).flatMap(({ what }) => (what === 'lockedOut' ? [] : [what])),
      };
    }),
    habits: watchedHabits.map((what) => {
      const usually = usual(days, what, judged);
      return { what, usual: usually, limit: limit(what, usually) };
    }),
    opened: opened.map((one) => ({ ...one, reference: referenceOf(one.id) })),
    openedInAll: sql.openedInAll.get(person, first, last) ?? 0,
    logins: logins(context, person, first, last),
  };
}

function logins({ view }: Context, person: Id, first: number, last: number): Output<'journal.week'>['logins'] {
  const sql = dayStatements(view);
  const from = sql.firstFrom.get(midnightOf(first));
  if (from === undefined) return [];
  const to = sql.firstFrom.get(midnightOf(last + 1)) ?? Number.MAX_SAFE_INTEGER;
  const found: { at: number; until: number | null }[] = [];
  let until: number | null = null;
  for (const { time, kind } of sql.logins.all(person, from, to, person, from, to)) {
    if (kind === 'session.lock') until = time;
    else {
      found.push({ at: time, until });
      until = null;
    }
  }
  return found.slice(0, limits.page);
}

/** Who opened, changed or exported a customer, the latest first; then who could. */
export function seen(context: Context, { customer }: Parsed<'journal.seen'>): Output<'journal.seen'> {
  const { vault, view } = context;
  const { authority, sql: chain } = vault.chain;
  if (chain.subject.get(customer)?.kind !== 'customer') throw new VaultError('notFound');
  const books = chain.books.all(customer);
  const did = new Map(
    dayStatements(view)
      .seen.all(customer)
      .map((row) => [row.actor, row]),
  );
  const exported = exportsOf(context, customer);
  const people = [...authority.people.values()].map(({ user }) => {
    const row = did.get(user);
    const out = exported?.get(user);
    const last = Math.max(row?.last ?? 0, out?.last ?? 0);
    return {
      person: personOf(context, user),
      opened: row?.opened ?? 0,
      restricted: row?.restricted ?? 0,
      written: row?.written ?? 0,
      exports: exported === null ? null : (out?.count ?? 0),
      last: last === 0 ? null : last,
      opens: authority.mayRead(user, books, 'contact')
        ? ('contact' as const)
        : authority.mayRead(user, books, 'card')
          ? ('card' as const)
          : ('nothing' as const),
    };
  });
  return {
    people: people
      .filter(({ last, opens }) => last !== null || opens !== 'nothing')
      .sort((a, b) => (b.last ?? 0) - (a.last ?? 0)),
  };
}

/** In how many saved exports a customer was among the rows asked for, by who asked. Which rows they were is sealed. */
function exportsOf(context: Context, customer: Id): Map<Id, { count: number; last: number }> | null {
  const { vault, view, viewer } = context;
  if (!permits(viewer.role, 'exports.approve')) return null;
  const found = new Map<Id, { count: number; last: number }>();
  for (const { request, requester } of dayStatements(view).savedExports.all()) {
    const facts = requestFacts(vault.chain.sql, request);
    if (facts === undefined || !rowsOf(context, request, facts.rows).includes(customer)) continue;
    const before = found.get(requester);
    found.set(requester, { count: (before?.count ?? 0) + 1, last: facts.decided ?? facts.requested });
  }
  return found;
}

/** The rows of a request; none where what was sealed is not what the journal names, of which no file can have come. */
function rowsOf(context: Context, request: Id, rows: number): readonly Id[] {
  try {
    return frozenRows(context, request, rows).ids;
  } catch (error) {
    if (error instanceof VaultError) return [];
    throw error;
  }
}
