import { join } from 'node:path';
import { headerPath, readHeader } from '../../../main/vault/keys/header.ts';
import { passwordKey } from '../../../main/vault/keys/kdf.ts';
import { type Figure, ms, ratio, rounds } from '../figure.ts';
import { Samples } from '../statistics.ts';

/** Figure 3: from the right password to the first page of the list, with a view that is up to date. */
export const login: Figure = {
  name: 'login',
  needsSmall: false,
  async measure({ large }) {
    const slot = readHeader(headerPath(join(large.profile, 'vault'))).slots.find(({ user }) => user === large.user);
    if (slot === undefined) throw new Error('the office has no slot for its owner');
    const samples = new Samples();
    for (let round = 0; round < rounds; round++) {
      const host = await large.lock();
      await samples.take('coffer', round, async () => {
        await host.call('session.login', { user: large.user, password: large.password });
        await host.call('customers.list', {
          filter: {},
          sort: 'lastContact',
          descending: true,
          collation: 'pinyin',
          after: null,
          limit: 50,
        });
      });
      await samples.take('argon', round, () => passwordKey(large.password, slot.kdf).wipe());
    }
    const [measured, alone] = [samples.of('coffer', 0.5), samples.of('argon', 0.5)];
    return [
      {
        figure: '3 login',
        what: `password to first list, ${large.customers} customers, median`,
        measured: ms(measured),
        baseline: `${ms(alone)} Argon2id alone (${Math.round(slot.kdf.memory / 2 ** 20)} MiB)`,
        ratio: ratio(measured, alone),
        target: '≤ Argon2id + 300 ms',
        reached: measured <= alone + 300,
      },
    ];
  },
};
