import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Id } from '#shared/domain/ids.ts';
import { phoneLookupDigits } from '#shared/domain/phone.ts';
import { readings } from '#shared/domain/pinyin.ts';
import { newCustomer } from '../../main/vault/customers/write.ts';
import { endSession } from '../../main/vault/session/end.ts';
import type { OpenVault } from '../../main/vault/session/openVault.ts';
import { type SubjectChange, commit } from '../../main/vault/store/commit.ts';
import { type DemoCustomer, demoCompany, demoPeople, generateCustomers } from '../../scripts/demo/office.ts';
import type { SearchKind, Seeded } from './office.ts';
import { openPlain, plainStatements, viewCustomers } from './plain.sql.ts';
import { type Staff, hire, openProcess, workOnce } from './staff.ts';
import { spread } from './statistics.ts';

/**
 * Makes an office of so many customers in a profile: the owner's session writes them by the product's own way, a
 * thousand per entry as an import does, over three years. Runs as a process of its own, because what it needs of
 * memory must not stand beside what is measured.
 */
const [profile = '', count = ''] = process.argv.slice(2);
const customers = Number(count);
const perEntry = 1_000;
const seed = 7;
const [owner] = demoPeople(seed);
if (owner === undefined || profile === '' || !Number.isSafeInteger(customers)) throw new Error('seed.ts FOLDER COUNT');

// Three years ago to now, so that orders by time mean something.
const span = 3 * 365 * 24 * 3_600_000;
const start = Date.now() - span;
let written = 0;
const clock = { now: () => Math.floor(start + (span * written) / (customers + 1)) };

const folder = join(profile, 'vault');
const { vaultProcess, call } = openProcess(folder, clock);
await call('setup.create', {
  locale: 'zh-TW',
  company: demoCompany,
  name: owner.name,
  password: owner.password,
  size: 'few',
  customers: 'both',
  cards: 'private',
});
const { vault } = vaultProcess;
if (vault === null) throw new Error('The office was not made.');
const staff = await hire(call, owner.password, ['王芳', 'Kevin Wu', '張雅婷'], (mode) =>
  openProcess(folder, clock, mode),
);
const phones = writeCustomers(vault, staff);
const searches = writeBaseline(vault, phones);
const seeded: Seeded = { customers, user: vault.user, password: owner.password, staff, searches };
await endSession(vaultProcess);
await workOnce(openProcess(folder, clock), staff.leaver);
writeFileSync(join(profile, 'seeded.json'), JSON.stringify(seeded));
process.exit(0);

/** Writes them all; answers each one's complete phone numbers, by id. */
function writeCustomers(into: OpenVault, { leaver, seller }: Staff): Map<string, string> {
  const { authority } = into.chain;
  const book = (user: Id | 'pool'): Id => {
    const found = user === 'pool' ? authority.bookOf('pool') : authority.bookOf('person', user);
    if (found === undefined) throw new Error('an office without books');
    return found.book;
  };
  const [own, pool] = [book(into.user), book('pool')];
  // Spread over all the years: each gets the next where they have fewer than their share of those written so far.
  const sellers = [
    { book: book(leaver), share: 0.2, held: 0 },
    { book: book(seller), share: Math.min(10_000 / customers, 0.2), held: 0 },
  ];
  const ids: string[] = [];
  const bookOf = new Map<string, Id>();
  const numbersOf = new Map<string, string>();
  let subjects: SubjectChange[] = [];
  const flush = (): void => {
    written += subjects.length;
    commit(into, { kind: 'import.rows', subjects });
    subjects = [];
    if (written % 20_000 === 0) process.stdout.write(`${written} of ${customers} customers.\n`);
  };
  for (const customer of generateCustomers(seed, customers)) {
    const firm = customer.firm === null ? null : (ids[customer.firm] ?? null);
    const next = sellers.find(({ share, held }) => held < share * ids.length);
    // Whoever works for a firm is looked after by whoever looks after the firm.
    const to = (firm === null ? undefined : bookOf.get(firm)) ?? (customer.responsible === null ? pool : next?.book);
    const subject = newCustomer(into, vaultProcess.newId(), to ?? own, {
      ...customer.fields,
      ...(firm === null ? {} : { company: firm }),
    });
    ids.push(subject.id);
    bookOf.set(subject.id, to ?? own);
    for (const one of sellers) if (one.book === to) one.held += 1;
    const numbers = (customer.fields.phones ?? []).flatMap(({ value }) => phoneLookupDigits(value));
    if (numbers.length > 0) numbersOf.set(subject.id, numbers.join(' '));
    subjects.push(withNote(subject, customer));
    if (subjects.length === perEntry) flush();
  }
  if (subjects.length > 0) flush();
  return numbersOf;
}

/** With the first of its notes, where it has any: what the order by last contact goes by. */
function withNote(subject: SubjectChange, { notes: [note] }: DemoCustomer): SubjectChange {
  if (note === undefined) return subject;
  const payload = { ...note, removed: false };
  return {
    ...subject,
    rows: [...subject.rows, { record: vaultProcess.newId(), kind: 'note', class: 'work', payload }],
  };
}

/** Puts the same customers into an ordinary database, and picks what will be looked for. */
function writeBaseline(from: OpenVault, numbers: ReadonlyMap<string, string>): Seeded['searches'] {
  const db = openPlain(join(profile, 'plain.db'), true);
  const { add } = plainStatements(db);
  const found: Record<SearchKind, string[]> = { twoCharacters: [], initials: [], partOfFirm: [], phone: [] };
  db.exec('BEGIN');
  for (const row of viewCustomers(from.viewDb)) {
    const initials = initialsOf(row.name);
    const phone = numbers.get(row.id) ?? null;
    add.run({ ...row, phone, initials });
    const characters = [...row.name].filter((character) => /\p{Script=Han}/u.test(character));
    if (row.kind === 'person' && characters.length > 1) found.twoCharacters.push(characters.slice(0, 2).join(''));
    if (row.kind === 'person' && initials.length > 1) found.initials.push(initials);
    if (row.kind === 'firm' && characters.length > 4) found.partOfFirm.push(characters.slice(1, 4).join(''));
    if (phone !== null) found.phone.push(phone.split(' ')[0] ?? '');
  }
  db.exec('COMMIT');
  db.close();
  const picked = (kind: SearchKind): string[] => spread([...new Set(found[kind])], 40);
  return {
    twoCharacters: picked('twoCharacters'),
    initials: picked('initials'),
    partOfFirm: picked('partOfFirm'),
    phone: picked('phone'),
  };
}

function initialsOf(name: string): string {
  return (name.match(/\p{Script=Han}+/gu) ?? [])
    .flatMap((run) => readings(run).slice(0, 1))
    .map((syllables) => syllables.map((syllable) => syllable.charAt(0)).join(''))
    .join(' ');
}
