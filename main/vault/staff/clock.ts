import type { Due } from '#shared/contract/access.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { isFarAhead } from '../journal/time.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { withRoot } from './signed.ts';
import { staffStatements } from './staff.sql.ts';

const day = 86_400_000;

/** The journal is dated far ahead of this computer's clock, and by whose entry; null where it is not. */
export function clockDue({ vault }: Context): Extract<Due, { kind: 'clock' }> | null {
  const now = vault.clock.now();
  const ahead = vault.chain.head?.time;
  if (!isFarAhead(now, ahead)) return null;
  const first = staffStatements(vault.viewDb).firstAhead.get(now);
  const name = vault.content.personName.get(first?.actor ?? '') ?? '';
  return { kind: 'clock', now, since: ahead, name };
}

/**
 * An owner who has looked at the clock of this computer puts the journal's date right: from here on entries carry the
 * clock's time, and what dated rights allow to be written counts by it again.
 */
export function setClock(context: Context, { password }: Parsed<'staff.setClock'>): Promise<Output<'staff.setClock'>> {
  const { vault } = context;
  return withRoot(context, password, (root) => {
    const head = vault.chain.head?.time;
    if (!isFarAhead(vault.clock.now(), head)) throw new VaultError('clockRight');
    const days = Math.round((head - vault.clock.now()) / day);
    commit(vault, { kind: 'clock.set', details: { days }, items: [{ t: 'clock' }], root });
    return { done: true };
  });
}
