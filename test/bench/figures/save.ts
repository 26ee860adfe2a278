import { type Figure, ms, ratio, rounds } from '../figure.ts';
import { plainStatements } from '../plain.sql.ts';
import { Samples } from '../statistics.ts';

const perRound = 20;

/** Figure 5: one field of one customer saved: sealed, journaled, signed, projected, on disk. */
export const save: Figure = {
  name: 'save',
  needsSmall: false,
  async measure({ large }) {
    const { host } = large;
    const { rename } = plainStatements(large.plain);
    const samples = new Samples();
    const { rows } = await host.call('customers.list', {
      filter: {},
      sort: 'name',
      descending: false,
      collation: 'pinyin',
      after: null,
      limit: perRound,
    });
    for (let round = 0; round < rounds; round++) {
      for (const [at, { id }] of rows.entries()) {
        const { version } = await host.call('customers.get', { id });
        const title = `業務 ${round}-${at}-${Date.now() % 100_000}`;
        await samples.take('coffer', round, () =>
          host.call('customers.update', { id, baseVersion: version, patch: { title } }),
        );
        await samples.take('plain', round, () => rename.run(title, at + 1));
      }
    }
    const [measured, plain] = [samples.of('coffer', 0.5), samples.of('plain', 0.5)];
    return [
      {
        figure: '5 save',
        what: `one change, ${large.customers} customers, median`,
        measured: ms(measured),
        baseline: `${ms(plain)} plain one-row commit`,
        ratio: ratio(measured, plain),
        target: '≤ 5 ms',
        reached: measured <= 5,
      },
    ];
  },
};
