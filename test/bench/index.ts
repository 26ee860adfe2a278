import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '../../scripts/lib/arguments.ts';
import { build } from '../../scripts/lib/build.ts';
import { enterKeychain } from '../../scripts/lib/keychain.ts';
import { root } from '../../scripts/lib/paths.ts';
import type { Figure, Line } from './figure.ts';
import { list } from './figures/list.ts';
import { login } from './figures/login.ts';
import { move } from './figures/move.ts';
import { revoke } from './figures/revoke.ts';
import { save } from './figures/save.ts';
import { search } from './figures/search.ts';
import { tail } from './figures/tail.ts';
import { verify } from './figures/verify.ts';
import { type BenchOffice, benchFolder, openOffice } from './office.ts';
import { busy, table, writeReport } from './report.ts';

const figures: readonly Figure[] = [list, search, login, tail, save, revoke, move, verify];
const options = readArguments(process.argv.slice(2), { only: 'text', n: 'text' });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const customers = wholeNumber(options.n ?? '100000');
const wanted = figures.filter(({ name }) => options.only === undefined || name === options.only);
if (wanted.length === 0) stop(`--only takes one of: ${figures.map(({ name }) => name).join(', ')}.`);

await build();
mkdirSync(benchFolder, { recursive: true, mode: 0o700 });
const leave = await enterKeychain(benchFolder);
try {
  const lines = await measureAll();
  const path = join(root, 'bench.json');
  writeReport(path, customers, lines);
  say(`\n${table(lines)}\n\n${busy()}\nAlso in ${path}`);
} finally {
  await leave();
}

async function measureAll(): Promise<Line[]> {
  const open: BenchOffice[] = [];
  try {
    const large = await openOffice(customers, say);
    open.push(large);
    const small = wanted.some(({ needsSmall }) => needsSmall)
      ? await openOffice(Math.round(customers / 10), say)
      : null;
    if (small !== null) open.push(small);
    const lines: Line[] = [];
    for (const figure of wanted) {
      say(`Measuring ${figure.name} …`);
      lines.push(...(await figure.measure({ large, small })));
    }
    return lines;
  } finally {
    for (const office of open) await office.close();
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 15_000 && value <= 2_000_000) return value;
  return stop(
    '--n takes a whole number of customers from 15,000 (a tenth of which still fills 25 pages) to 2,000,000.',
  );
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
