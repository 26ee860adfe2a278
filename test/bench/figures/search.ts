import { type BenchOffice, type SearchKind, saveOne } from '../office.ts';
import { type Figure, ms, ratio, rounds } from '../figure.ts';
import { plainStatements } from '../plain.sql.ts';
import { Samples, spread } from '../statistics.ts';

const kinds: readonly { readonly kind: SearchKind; readonly what: string }[] = [
  { kind: 'twoCharacters', what: 'two characters of a Chinese name' },
  { kind: 'initials', what: 'pinyin initials' },
  { kind: 'partOfFirm', what: "part of a firm's name" },
  { kind: 'phone', what: 'a complete phone number' },
];
const perRound = 40;
/** A scan of everything takes long and varies little. */
const plainPerRound = 3;

/** Figure 2: search as you type, the first 50 hits by last contact. */
export const search: Figure = {
  name: 'search',
  needsSmall: false,
  async measure({ large }) {
    const samples = new Samples();
    const like = plainStatements(large.plain).like;
    for (let round = 0; round < rounds; round++) {
      await saveOne(large);
      for (const { kind } of kinds) {
        for (const typed of picked(large, kind, perRound, round)) {
          await samples.take(`coffer ${kind}`, round, async () => {
            const found = await large.host.call('customers.list', {
              filter: { search: typed },
              sort: 'lastContact',
              descending: true,
              collation: 'pinyin',
              after: null,
              limit: 50,
            });
            if (found.rows.length === 0) throw new Error(`nothing was found of ${kind}`);
          });
        }
        for (const typed of picked(large, kind, plainPerRound, round)) {
          await samples.take(`plain ${kind}`, round, () => like.all({ text: `%${typed}%` }));
        }
      }
    }
    return kinds.map(({ kind, what }) => {
      const [measured, plain] = [samples.of(`coffer ${kind}`, 0.95), samples.of(`plain ${kind}`, 0.5)];
      return {
        figure: '2 search',
        what: `${what}, ${large.customers} customers, p95`,
        measured: ms(measured),
        baseline: `${ms(plain)} LIKE, median`,
        ratio: ratio(measured, plain),
        target: '≤ 10 ms',
        reached: measured <= 10,
      };
    });
  },
};

/** Other ones in every round, so that no answer comes from the last time. */
function picked(office: BenchOffice, kind: SearchKind, count: number, round: number): string[] {
  const all = office.searches[kind];
  return spread([...all.slice(round), ...all.slice(0, round)], count);
}
