import type { Output } from '#shared/contract/index.ts';
import { decodeEntry } from '../journal/entry.ts';
import type { Context } from '../process.ts';
import { idleSeconds, latelySince } from './idle.rules.ts';
import type { OpenVault } from './openVault.ts';
import { visitStatements } from './visits.sql.ts';

/** Entries that are looked at: far more than a day's work. */
const most = 5_000;
/** What is not something that the person did. */
const quiet: readonly string[] = ['session.login', 'session.lock', 'session.loginFailed'];

/** One session that somebody's key has signed for. */
interface Visit {
  readonly from: number;
  readonly until: number;
  readonly actions: number;
  /** Its login is among the entries looked at: `window` where it was not at a window of their own. */
  readonly login: { readonly window: string | null } | null;
}

/** How long this session's screen may stand without anybody at it, in seconds. */
export function idleOf({ viewDb, clock }: OpenVault): number {
  return idleSeconds(visitStatements(viewDb).peopleSince.get(latelySince(clock.now())) ?? 1);
}

/** The person's visits before this one, newest first, back to their last at a window of their own. */
function visitsOf({ vault }: Context): Visit[] {
  const visits = new Map<string, Visit>();
  for (const { n, kind, time, details } of visitStatements(vault.viewDb).ownEntries.all(vault.user, most)) {
    const stored = vault.sql.entry.get(n);
    const session = stored === undefined ? null : (decodeEntry(stored.body)?.session ?? null);
    if (session === null || session === vault.session) continue;
    const before = visits.get(session);
    const login = kind === 'session.login' ? { window: windowOf(details) } : (before?.login ?? null);
    visits.set(session, {
      from: time,
      until: before?.until ?? time,
      actions: (before?.actions ?? 0) + (quiet.includes(kind) ? 0 : 1),
      login,
    });
    if (login !== null && login.window === null) break;
  }
  return [...visits.values()];
}

function windowOf(details: string): string | null {
  const { window } = JSON.parse(details) as { window?: unknown };
  return typeof window === 'string' ? window : null;
}

/** When the person was last here, and what was signed with their key since. */
export function lastVisit(context: Context): Output<'session.lastVisit'> {
  const visits = visitsOf(context);
  const last = visits.find(({ login }) => login !== null && login.window === null) ?? null;
  const since = visits.filter((visit) => visit !== last);
  return {
    last: last === null ? null : { from: last.from, until: last.until, actions: last.actions },
    since:
      since.length === 0
        ? null
        : {
            // A login after which nothing was done is a use of the key all the same.
            count: since.reduce((sum, { actions }) => sum + Math.max(1, actions), 0),
            first: Math.min(...since.map(({ from }) => from)),
            last: Math.max(...since.map(({ until }) => until)),
          },
  };
}
