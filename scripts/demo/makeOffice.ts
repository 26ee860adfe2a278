import { type HeadlessHost, startHeadlessHost } from '../lib/headlessHost.ts';
import { type DemoCustomer, demoCompany, demoPeople, generateCustomers } from './office.ts';

/** One person of a sample office that was made, with the password to try it with. */
export interface MadePerson {
  readonly user: string;
  readonly name: string;
  readonly role: string;
  readonly password: string;
}

type HostOptions = Parameters<typeof startHeadlessHost>[0];
/** A process at the office's computer. */
type Desk = (more?: Pick<HostOptions, 'mode' | 'invitations'>) => HeadlessHost;

/**
 * Makes the sample office in a profile, by the calls that people's own screens make: each person at a desk of their own,
 * each customer written by who looks after it, one export asked for. `say` hears how far it is.
 */
export async function makeOffice(options: {
  readonly profile: string;
  readonly customers: number;
  readonly seed: number;
  readonly say: (line: string) => void;
  /** Another build of the vault process than `dist/vault`. */
  readonly vaultEntry?: string | undefined;
}): Promise<MadePerson[]> {
  const { profile, seed, say, vaultEntry } = options;
  const desk: Desk = (more = {}) => startHeadlessHost({ profile, vaultEntry, ...more });
  const [boss, ...staff] = demoPeople(seed);
  if (boss === undefined) throw new Error('an office without an owner');
  const owner = desk();
  const made: MadePerson[] = [];
  try {
    const me = await owner.call('setup.create', {
      locale: 'zh-TW',
      company: demoCompany,
      name: boss.name,
      password: boss.password,
      size: 'few',
      customers: 'both',
      cards: 'private',
    });
    made.push({ user: me.user, name: boss.name, role: 'owner', password: boss.password });
    for (const person of staff) {
      const user = await addAtTheDesk(desk, owner, boss.password, person, made);
      made.push({ user, name: person.name, role: person.role, password: person.password });
      say(`${person.name} (${person.role}) has a login.`);
    }
    await writeCustomers(desk, options, owner, made);
  } finally {
    await owner.close();
  }
  await askForExport(desk, made);
  return made;
}

async function addAtTheDesk(
  desk: Desk,
  owner: HeadlessHost,
  ownerPassword: string,
  person: ReturnType<typeof demoPeople>[number],
  made: readonly MadePerson[],
): Promise<string> {
  const worksFor = person.worksFor === null ? null : (made[person.worksFor]?.user ?? null);
  const { name, role, password } = person;
  if (role === 'owner') throw new Error('a second owner is not added at the desk');
  const { token } = await owner.call('staff.invite', { name, role, worksFor });
  const invitation = owner.invitations.open(token);
  if (invitation === null) throw new Error('the invitation did not reach the newcomer');
  const newcomer = desk({ mode: { kind: 'newcomer', invitation }, invitations: owner.invitations });
  try {
    await newcomer.call('enrol.setPassword', { password });
  } finally {
    await newcomer.close();
  }
  return (await owner.call('staff.certify', { token, password: ownerPassword })).user;
}

/** Each customer is written in the session of whoever looks after it; those of the pool by the owner. */
async function writeCustomers(
  desk: Desk,
  { customers, seed, say }: Parameters<typeof makeOffice>[0],
  owner: HeadlessHost,
  made: readonly MadePerson[],
): Promise<void> {
  const sessions = new Map<number, HeadlessHost>([[0, owner]]);
  const ids: { id: string; by: number }[] = [];
  let count = 0;
  try {
    for (const customer of generateCustomers(seed, customers)) {
      const firm = customer.firm === null ? undefined : ids[customer.firm];
      const by = firm?.by ?? customer.responsible ?? 0;
      const session = sessions.get(by) ?? (await openSession(desk, made[by]));
      sessions.set(by, session);
      ids.push({ id: await writeCustomer(session, customer, firm?.id ?? null), by });
      count += 1;
      if (count % 500 === 0) say(`${count} of ${customers} customers.`);
    }
  } finally {
    for (const [by, session] of sessions) if (by !== 0) await session.close();
  }
}

async function openSession(desk: Desk, person: MadePerson | undefined): Promise<HeadlessHost> {
  if (person === undefined) throw new Error('a customer of somebody who is not there');
  const session = desk();
  await session.call('session.login', { user: person.user, password: person.password });
  return session;
}

async function writeCustomer(session: HeadlessHost, customer: DemoCustomer, company: string | null): Promise<string> {
  const fields = company === null ? customer.fields : { ...customer.fields, company };
  const pool = customer.responsible === null && company === null;
  const { id } = await session.call('customers.create', { fields, ...(pool ? { responsible: 'pool' as const } : {}) });
  for (const note of customer.notes) await session.call('notes.add', { customer: id, ...note });
  return id;
}

/** A salesperson asks for some of their firms, so that a manager finds something to decide. */
async function askForExport(desk: Desk, made: readonly MadePerson[]): Promise<void> {
  const asking = made.find(({ role }) => role === 'salesperson');
  const session = await openSession(desk, asking);
  try {
    const list = await session.call('customers.list', {
      filter: { kind: 'firm' },
      sort: 'name',
      descending: false,
      collation: 'pinyin',
      after: null,
      limit: 60,
    });
    if (list.rows.length === 0) return;
    await session.call('exports.request', {
      selection: { kind: 'ids', ids: list.rows.map(({ id }) => id) },
      columns: [
        { column: 'name', treatment: 'clear' },
        { column: 'taxId', treatment: 'clear' },
        { column: 'addresses', treatment: 'clear' },
        { column: 'phones', treatment: 'masked' },
      ],
      purpose: '中秋禮盒寄送名單',
      recipient: '宏達印刷（禮盒廠商）',
      locale: 'zh-TW',
    });
  } finally {
    await session.close();
  }
}
