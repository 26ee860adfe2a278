import { closeSync, copyFileSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, Output } from '#shared/contract/index.ts';
import { databasePath } from '../../../main/vault/store/databaseFile.ts';
import { viewPath } from '../../../main/vault/view/openView.ts';
import { type Copied, inCopies } from '../copy.ts';
import { type Figure, type Line, ms, ratio, rounds } from '../figure.ts';
import { Samples } from '../statistics.ts';

const ways = ['alone', 'handed'] as const;

/**
 * Figure 8: a salesperson shut out: every key they held made anew, that of the database too, their view gone, all of it in
 * the journal; alone, and with their customers handed over. Against copying the file of the database once, durably.
 */
export const revoke: Figure = {
  name: 'revoke',
  needsSmall: false,
  async measure({ large }) {
    const { leaver, receiver } = large.staff;
    const samples = new Samples();
    let handed = 0;
    await inCopies(large, async (inCopy) => {
      for (let round = 0; round < rounds; round += 1) {
        for (const way of ways) {
          await inCopy(async (copied) => {
            await samples.take('copy', round, () => copyDatabase(copied.profile));
            const input = {
              user: leaver,
              password: large.password,
              handTo: way === 'alone' ? null : receiver,
            } satisfies Input<'leaving.revoke'>;
            const before = viewPath(join(copied.profile, 'vault'), leaver);
            if (!existsSync(before)) throw new Error('nobody has a view that could go');
            let done: Output<'leaving.revoke'> | null = null;
            await samples.take(way, round, async () => {
              done = await copied.host.call('leaving.revoke', input);
            });
            handed = Math.max(handed, await shutOut(copied, leaver, done));
          });
        }
      }
    });
    const copy = samples.of('copy', 0.5);
    const line = (way: (typeof ways)[number], words: string, target: string, reached: boolean | null): Line => ({
      figure: '8 revoke',
      what: `a salesperson shut out of ${large.customers} customers${words}, median`,
      measured: ms(samples.of(way, 0.5)),
      baseline: `${ms(copy)} copying the database file`,
      ratio: ratio(samples.of(way, 0.5), copy),
      target,
      reached,
    });
    return [
      line('alone', '', '≤ 10000 ms', samples.of('alone', 0.5) <= 10_000),
      line('handed', `, ${handed} handed over`, '', null),
    ];
  },
};

/** Sees to it that all of it was done. Answers how many customers were handed over. */
async function shutOut(
  { profile, host }: Copied,
  user: string,
  done: Output<'leaving.revoke'> | null,
): Promise<number> {
  const record = await host.call('leaving.record', { user });
  if (done === null || done.databaseKey !== 'made' || done.keys === 0 || record.keys !== done.keys)
    throw new Error(`not all was done: ${JSON.stringify(done)}`);
  if (existsSync(viewPath(join(profile, 'vault'), user))) throw new Error('their view is still there');
  if ((await host.call('session.me', {})).quarantine !== null) throw new Error('the office is under an alarm');
  return done.handed;
}

function copyDatabase(profile: string): void {
  const path = join(profile, 'copy.db');
  copyFileSync(databasePath(join(profile, 'vault')), path);
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
