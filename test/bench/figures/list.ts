import type { Output } from '#shared/contract/index.ts';
import { type BenchOffice, saveOne } from '../office.ts';
import { type Figure, type Line, ms, ratio, rounds } from '../figure.ts';
import { type PlainCustomer, type PlainSort, plainPage } from '../plain.sql.ts';
import { Samples, median } from '../statistics.ts';

const sorts: readonly {
  readonly name: string;
  readonly sort: 'name' | 'created' | 'changed' | 'lastContact';
  readonly collation: 'pinyin' | 'stroke';
  readonly descending: boolean;
  readonly plain: PlainSort;
}[] = [
  { name: 'name by pinyin', sort: 'name', collation: 'pinyin', descending: false, plain: 'pinyin' },
  { name: 'name by strokes', sort: 'name', collation: 'stroke', descending: false, plain: 'stroke' },
  { name: 'created', sort: 'created', collation: 'pinyin', descending: true, plain: 'created' },
  { name: 'changed', sort: 'changed', collation: 'pinyin', descending: true, plain: 'changed' },
  { name: 'last contact', sort: 'lastContact', collation: 'pinyin', descending: true, plain: 'last_contact' },
];
const pages = 25;

/** Figure 1: 50 rows of the customer list in any order, masked, through the process border. */
export const list: Figure = {
  name: 'list',
  needsSmall: true,
  async measure({ large, small }) {
    const samples = new Samples();
    const offices = small === null ? [large] : [large, small];
    for (let round = 0; round < rounds; round++) {
      for (const office of offices) {
        // Each save makes the counts of before worthless: the first page pays for counting as it does in an office at work.
        await saveOne(office);
        await walk(office, samples, round);
        await walkPlain(office, samples, round);
      }
    }
    const p95 = (office: BenchOffice, kind: string): number =>
      Math.max(...sorts.map(({ name }) => samples.of(`${kind} ${office.customers} ${name}`, 0.95)));
    const lines = sorts.map(({ name }): Line => {
      const measured = samples.of(`coffer ${large.customers} ${name}`, 0.95);
      const plain = samples.of(`plain ${large.customers} ${name}`, 0.95);
      return {
        figure: '1 list',
        what: `50 rows by ${name}, ${large.customers} customers, p95`,
        measured: ms(measured),
        baseline: `${ms(plain)} plain SQLite, same query`,
        ratio: ratio(measured, plain),
        target: '≤ 10 ms',
        reached: measured <= 10,
      };
    });
    const [opened, few50] = [large, small ?? large].map((office) =>
      samples.of(`coffer ${office.customers} first`, 0.95),
    );
    lines.push({
      figure: '1 list',
      what: `first page with its count, after a save, any order, ${large.customers} customers, p95`,
      measured: ms(opened ?? Number.NaN),
      baseline: `${ms(few50 ?? Number.NaN)} with ${(small ?? large).customers}`,
      ratio: ratio(opened ?? Number.NaN, few50 ?? Number.NaN),
      target: '≤ 10 ms',
      reached: (opened ?? Number.NaN) <= 10,
    });
    if (small === null) return lines;
    const typical = (office: BenchOffice): number =>
      median(sorts.map(({ name }) => samples.of(`coffer ${office.customers} ${name}`, 0.5)));
    const [many, few] = [p95(large, 'coffer'), p95(small, 'coffer')];
    return [
      ...lines,
      {
        figure: '1 list',
        what: `slowest order, p95, of ${large.customers} against ${small.customers}`,
        measured: ms(many),
        baseline: `${ms(few)} with ${small.customers}`,
        ratio: ratio(many, few),
        target: '≤ 1.5x',
        reached: many / few <= 1.5,
      },
      {
        figure: '1 list',
        what: `the same, median of all orders`,
        measured: ms(typical(large)),
        baseline: `${ms(typical(small))} with ${small.customers}`,
        ratio: ratio(typical(large), typical(small)),
        target: '',
        reached: null,
      },
    ];
  },
};

async function walk(office: BenchOffice, samples: Samples, round: number): Promise<void> {
  for (const { name, sort, collation, descending } of sorts) {
    let after: string | null = null;
    for (let page = 0; page < pages; page++) {
      let found: Output<'customers.list'> | null = null;
      await samples.take(`coffer ${office.customers} ${page === 0 ? 'first' : name}`, round, async () => {
        found = await office.host.call('customers.list', {
          filter: {},
          sort,
          descending,
          collation,
          after,
          limit: 50,
        });
      });
      after = next(found);
    }
  }
}

/** The next page's beginning, after seeing to it that the page was what was asked for. */
function next(found: Output<'customers.list'> | null): string | null {
  if (found === null || found.rows.length !== 50) throw new Error('a page of the list was not whole');
  if (found.rows.some(({ phone }) => phone !== null && phone.kind !== 'masked'))
    throw new Error('a phone number was not masked');
  return found.next;
}

async function walkPlain(office: BenchOffice, samples: Samples, round: number): Promise<void> {
  for (const { name, plain, descending } of sorts) {
    const page = plainPage(office.plain, plain, descending);
    let last: PlainCustomer | null = null;
    for (let number = 0; number < pages; number++) {
      await samples.take(`plain ${office.customers} ${name}`, round, () => {
        last = page(last)[49] ?? null;
      });
    }
  }
}
