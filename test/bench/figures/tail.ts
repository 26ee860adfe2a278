import { join } from 'node:path';
import { startHeadlessHost } from '../../../scripts/lib/headlessHost.ts';
import { newestCustomers } from '../plain.sql.ts';
import type { OpenVault } from '../../../main/vault/session/openVault.ts';
import { commitAll } from '../../../main/vault/store/commit.ts';
import { inCopies } from '../copy.ts';
import { type Figure, type Line, ms, ratio, rounds } from '../figure.ts';
import { openProcess, workOnce } from '../staff.ts';
import { Samples } from '../statistics.ts';

/** What the others of a large office have done since somebody was here last: each entry is checked at their login. */
const others = 1_000;
/** How much longer the journal then is made: entries that were checked before must cost nothing. */
const longer = 100_000;
const perTransaction = 1_000;

/** So many contacts opened, an entry each. */
function openContacts(vault: OpenVault, entries: number): void {
  const ids = newestCustomers(vault.viewDb, perTransaction);
  for (let at = 0; at < entries; at += perTransaction)
    commitAll(
      vault,
      Array.from({ length: Math.min(perTransaction, entries - at) }, (_, i) => ({
        kind: 'customer.reveal',
        objects: ids.slice(i % ids.length).slice(0, 1),
        count: 1,
        details: { reason: 'call' },
      })),
    );
}

/** What of a login hangs on the journal: the entries that are new to whoever comes in, and how many there are behind them. */
export const tail: Figure = {
  name: 'tail',
  needsSmall: false,
  async measure({ large }) {
    const samples = new Samples();
    await inCopies(large, (inCopy) =>
      inCopy(async ({ profile, host }) => {
        await host.close();
        const folder = join(profile, 'vault');
        const anybody = (): ReturnType<typeof openProcess> => openProcess(folder, { now: Date.now });
        const login = async (name: string, round: number): Promise<void> => {
          const one = startHeadlessHost({ profile });
          await one.call('session.status', {});
          await samples.take(name, round, () =>
            one.call('session.login', { user: large.user, password: large.password }),
          );
          await one.close();
        };
        for (let round = 0; round < rounds; round += 1) {
          await workOnce(anybody(), large.staff.seller, (vault) => openContacts(vault, others));
          await login('new', round);
          await login('current', round);
        }
        await workOnce(anybody(), large.user, (vault) => openContacts(vault, longer), large.password);
        for (let round = 0; round < rounds; round += 1) await login('long', round);
      }),
    );
    const [fresh, current, long] = ['new', 'current', 'long'].map((name) => samples.of(name, 0.5)) as [
      number,
      number,
      number,
    ];
    const line = (what: string, measured: number, more: Pick<Line, 'target' | 'reached'>): Line => ({
      figure: '3 tail',
      what: `${what}, ${large.customers} customers, median`,
      measured: ms(measured),
      baseline: `${ms(current)} login with nothing new`,
      ratio: ratio(measured, current),
      ...more,
    });
    return [
      line(`login with ${others} entries by others since the last one`, fresh, {
        target: '≤ 200 ms more',
        reached: fresh - current <= 200,
      }),
      line(`login behind ${longer} more entries that were checked before`, long, { target: '', reached: null }),
    ];
  },
};
