import { bookFor, newCustomer } from '../../main/vault/customers/write.ts';
import { commit } from '../../main/vault/store/commit.ts';
import type { Id } from '#shared/domain/ids.ts';
import { type Computer, aComputer } from './childVault.ts';
import { type Login, copyOf } from './killing.ts';
import { openTestVault, ownerPassword, staffPassword } from './testVault.ts';

/** An office on a computer of its own, to be copied and ended in the middle of things. */
export interface KillOffice {
  readonly computer: Computer;
  readonly owner: Login;
  /** Manager of Ann. */
  readonly may: Login;
  readonly ann: Login;
  /** How many firms the owner has, each with two people. */
  readonly firms: number;
  /** Ann's customers, sixty of them. */
  readonly annas: readonly Id[];
}

const offices = new Map<number, Promise<KillOffice>>();

/** The owner has firms with two contact persons each, Ann works for May; made once by each test process, for copies. */
export function aKillOffice(firms = 40): Promise<KillOffice> {
  const known = offices.get(firms) ?? makeKillOffice(firms);
  offices.set(firms, known);
  return known;
}

async function makeKillOffice(firms: number): Promise<KillOffice> {
  const made = await openTestVault();
  await made.hire(made.owner, 'May', 'manager');
  await made.hire(made.owner, 'Ann', 'salesperson', 'May');
  const user = (name: string): Id => made.people.get(name)?.user ?? '';
  const { vault, newId } = made.owner.process;
  if (vault === null) throw new Error('no vault');
  const annas = Array.from({ length: 60 }, newId);
  const theirs = bookFor(vault, user('Ann')).book;
  const own = bookFor(vault, user('Owner')).book;
  const subjects = annas.map((id, n) =>
    newCustomer(vault, id, theirs, {
      kind: 'firm',
      name: `Anna ${n}`,
      phones: [{ label: 'mobile', value: '0912345678' }],
    }),
  );
  for (let n = 0; n < firms; n += 1) {
    const firm = newId();
    subjects.push(newCustomer(vault, firm, own, { kind: 'firm', name: `Firm ${n}` }));
    for (const which of ['a', 'b'])
      subjects.push(newCustomer(vault, newId(), own, { kind: 'person', name: `Person ${n}${which}`, company: firm }));
  }
  for (let from = 0; from < subjects.length; from += 1_000)
    commit(vault, { kind: 'import.rows', subjects: subjects.slice(from, from + 1_000) });
  await made.owner.end();
  const computer = copyOf({ ...aComputer(made.folder), keychain: made.keychain });
  await made.close();
  return {
    computer,
    owner: { user: user('Owner'), password: ownerPassword },
    may: { user: user('May'), password: staffPassword('May') },
    ann: { user: user('Ann'), password: staffPassword('Ann') },
    firms,
    annas,
  };
}
