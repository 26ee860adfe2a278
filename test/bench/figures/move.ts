import { join } from 'node:path';
import { inCopies } from '../copy.ts';
import { type Figure, ms, ratio, rounds } from '../figure.ts';
import { openPlain, plainStatements } from '../plain.sql.ts';
import { Samples } from '../statistics.ts';

/** As many as Coffer writes per entry. */
const perTransaction = 1_000;

/** Figure 9: all customers of a salesperson given to another one, there and back in turns. */
export const move: Figure = {
  name: 'move',
  needsSmall: false,
  async measure({ large }) {
    const { seller, receiver } = large.staff;
    const samples = new Samples();
    let moved = 0;
    await inCopies(large, (inCopy) =>
      inCopy(async ({ profile, host }) => {
        const plain = openPlain(join(profile, 'plain.db'), false);
        const { give, rowsOf } = plainStatements(plain);
        const theirs = rowsOf.all(seller);
        moved = theirs.length;
        for (let round = 0; round < rounds; round += 1) {
          const [from, to] = round % 2 === 0 ? [seller, receiver] : [receiver, seller];
          await samples.take('coffer', round, async () => {
            const { count } = await host.call('customers.handOver', {
              selection: { kind: 'filter', filter: { responsible: from } },
              to,
            });
            if (count !== moved) throw new Error(`${count} of ${moved} customers moved`);
          });
          await samples.take('plain', round, () => {
            for (let at = 0; at < theirs.length; at += perTransaction) {
              plain.exec('BEGIN');
              for (const row of theirs.slice(at, at + perTransaction)) give.run(to, row);
              plain.exec('COMMIT');
            }
          });
        }
        plain.close();
      }),
    );
    const [measured, baseline] = [samples.of('coffer', 0.5), samples.of('plain', 0.5)];
    return [
      {
        figure: '9 move',
        what: `${moved} customers of a salesperson to another, median`,
        measured: ms(measured),
        baseline: `${ms(baseline)} plain updates of as many rows`,
        ratio: ratio(measured, baseline),
        target: '≤ 2000 ms',
        reached: measured <= 2_000,
      },
    ];
  },
};
