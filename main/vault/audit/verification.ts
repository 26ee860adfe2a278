import type { Output } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { permits } from '../access/policy.ts';
import { type Verdict, journalCode, verifyJournal } from '../journal/verify.ts';
import type { Verifiable, Watching } from '../journal/verifyWalk.ts';
import { logBug } from '../log.ts';
import { type Context, type VaultProcess, contextOf } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import { quarantineCode } from '../session/quarantineCode.ts';
import { commit } from '../store/commit.ts';
import { passingViewPath } from '../view/openView.ts';
import { listEntries } from './audit.sql.ts';

type Result = Output<'journal.verify'>;
interface Check {
  progress: { done: number; total: number };
  stopped: boolean;
  readonly result: Promise<Result | null>;
}
interface Checks {
  running: Check | null;
  last: { readonly at: number; readonly verdict: Result } | null;
}

const key = Symbol('checks');
function checksOf(process: VaultProcess): Checks {
  return process.state<Checks>(key, () => ({ running: null, last: null }));
}

/** Where verification reads, for the session that is open. */
export function verifiable(vault: OpenVault): Verifiable {
  const { root } = vault.chain.authority;
  if (root === null) throw new VaultError('vaultDamaged');
  const { id, chain } = vault;
  return {
    id,
    // Asked for each time: a new key of the database brings another connection.
    get db() {
      return vault.db;
    },
    get sql() {
      return vault.sql;
    },
    rootPublic: root,
    head: chain.head,
  };
}

/** Between two words about how far a check is, in milliseconds. */
const tellEvery = 200;

/** Watches a long check of this session: tells the windows how far it is, and ends with the session. */
export function watching(process: VaultProcess, ended: () => boolean, note?: Watching['progress']): Watching {
  let last = 0;
  return {
    ended: () => process.ending || ended(),
    progress: (done, total) => {
      note?.(done, total);
      if (performance.now() - last < tellEvery) return;
      last = performance.now();
      process.emit('journal.progress', { done, total, running: true });
    },
  };
}

/** The running check, or a new one. It takes its time between calls; what it found is journaled and kept. */
function begin(context: Context): Check {
  const { process } = context;
  const checks = checksOf(process);
  if (checks.running !== null) return checks.running;
  const source = verifiable(context.vault);
  const path = passingViewPath(process.folder, 'verify', process.newId());
  const watch = watching(
    process,
    () => check.stopped,
    (done, total) => {
      check.progress = { done, total };
    },
  );
  const check: Check = {
    progress: { done: 0, total: 0 },
    stopped: false,
    // After this call's own turn, so that `check` is there when the first step looks at it.
    result: Promise.resolve()
      .then(() => verifyJournal(source, path, watch))
      .then((verdict) => (verdict === null ? null : finish(context, verdict)))
      .finally(() => {
        checks.running = null;
        const { done, total } = check.progress;
        if (!process.ending) process.emit('journal.progress', { done, total, running: false });
        process.running.delete(check.result);
      }),
  };
  check.result.catch(() => undefined);
  checks.running = check;
  process.running.add(check.result);
  return check;
}

function finish({ process, vault }: Context, verdict: Verdict): Result {
  const { quarantine } = vault;
  // What made this session read-only counts, even where the journal as it stands holds together: it may have been cut.
  const broken =
    verdict.broken ??
    (quarantine === null ? null : { sequence: quarantine.sequence ?? verdict.entries, reason: quarantine.code });
  const whole = broken === null;
  if (quarantine === null && !process.ending)
    commit(vault, {
      kind: 'journal.verify',
      count: verdict.entries,
      details: { entries: verdict.entries, result: whole ? 'whole' : 'broken' },
    });
  // A row that is not the journal's may be shown to somebody at any moment; entries that were checked before are not.
  if (broken !== null && verdict.rows > 0)
    vault.raise({ code: quarantineCode(broken.reason), sequence: broken.sequence });
  const result = {
    whole,
    entries: verdict.entries,
    code: journalCode(verdict.newest),
    broken,
    endings: verdict.endings.map(({ seq, time, code, entries, rows: aside, evidence }) => ({
      sequence: seq,
      at: time,
      code,
      entries,
      rows: aside,
      kept: evidence,
    })),
  };
  checksOf(process).last = { at: vault.clock.now(), verdict: result };
  return result;
}

/** Checks the whole journal and every sealed row against it. Everybody who is logged in may. */
export async function verify(context: Context): Promise<Result> {
  const result = await begin(context).result;
  if (result === null) throw new VaultError(context.process.ending ? 'notLoggedIn' : 'checkStopped');
  return result;
}

export function check(context: Context): Output<'journal.check'> {
  begin(context);
  return { done: true };
}

export function checkStop({ process }: Context): Output<'journal.checkStop'> {
  const { running } = checksOf(process);
  if (running !== null) running.stopped = true;
  return { done: true };
}

export function checkState({ process, vault }: Context): Output<'journal.checkState'> {
  const { running, last } = checksOf(process);
  return {
    running: running?.progress ?? null,
    last: last === null ? lastKnown(vault) : { at: last.at, whole: last.verdict.whole, verdict: last.verdict },
  };
}

/** The last check that the journal tells this person of. */
function lastKnown(vault: OpenVault): Output<'journal.checkState'>['last'] {
  const [found] = listEntries(vault.viewDb, {
    kind: 'journal.verify',
    kindEnd: 'journal.verifz',
    before: Number.MAX_SAFE_INTEGER,
    limit: 1,
  });
  if (found === undefined) return null;
  const { result } = JSON.parse(found.details) as { result?: unknown };
  return { at: found.time, whole: result === 'whole', verdict: null };
}

/** How long after a login a check begins by itself, and how old the last one must be. Milliseconds. */
const afterLogin = 20_000;
const oldEnough = 24 * 3_600_000;

/** Has the whole checked beside the work of whoever reads the journal, once a day. */
export function checkInBackground(process: VaultProcess): void {
  if (process.mode.kind !== 'main') return;
  const timer = setTimeout(() => {
    const { vault } = process;
    if (vault === null || process.ending || process.building || vault.quarantine !== null) return;
    if (!permits(vault.viewer.role, 'journal.readAll')) return;
    try {
      const last = lastKnown(vault);
      if (last !== null && vault.clock.now() - last.at < oldEnough) return;
      begin(contextOf(process)).result.catch((error: unknown) => logBug(error, 'check'));
    } catch (error) {
      logBug(error, 'check');
    }
  }, afterLogin);
  timer.unref();
}
