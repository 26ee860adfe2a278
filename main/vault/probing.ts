import { isId, type Id } from '#shared/domain/ids.ts';
import type { VaultProcess } from './process.ts';
import { flushRefusals } from './refusals.ts';
import { commit } from './store/commit.ts';

/** So many customers of other people, asked for within this time (milliseconds), end the session. */
const most = 20;
const within = 10 * 60_000;
/** More of one call's ids than this are not looked at: one call is enough to end the session. */
const looked = 200;

const key = Symbol('probing');

/** Ids wherever they stand in what a call was given; no deeper than any call takes them. */
function idsIn(input: unknown, depth = 3): Id[] {
  if (typeof input === 'string') return isId(input) ? [input] : [];
  if (depth === 0 || typeof input !== 'object' || input === null) return [];
  const found: Id[] = [];
  for (const value of Array.isArray(input) ? input.slice(0, looked) : Object.values(input).slice(0, 20)) {
    found.push(...idsIn(value, depth - 1));
    if (found.length >= looked) break;
  }
  return found;
}

/**
 * After a refusal: whoever asks for customers that their screens do not hold does so on purpose, from a list of ids. They
 * are told nothing; the session ends, and the journal says why. Asking counts once per customer and call.
 */
export function noticeProbing(process: VaultProcess, input: unknown): void {
  const { vault } = process;
  // In a view that is still being filled one's own customers may be missing too.
  if (vault === null || vault.quarantine !== null || process.building || process.over) return;
  const foreign = [...new Set(idsIn(input))].filter(
    (id) => vault.chain.sql.subject.get(id)?.kind === 'customer' && vault.content.customerRow.get(id) === undefined,
  );
  if (foreign.length === 0) return;
  const now = vault.clock.now();
  const asked = process.state(key, () => [] as { at: number; id: Id }[]);
  asked.push(...foreign.map((id) => ({ at: now, id })));
  asked.splice(
    0,
    asked.findIndex(({ at }) => at > now - within),
  );
  if (asked.length < most) return;
  process.over = true;
  flushRefusals(process);
  commit(vault, {
    kind: 'session.lockedOut',
    objects: [...new Set(asked.map(({ id }) => id))].slice(0, 100),
    count: asked.length,
    details: { count: asked.length, minutes: within / 60_000 },
  });
  process.host.send({ type: 'over', reason: 'probing' });
}
