import { existsSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { type ChildVault, type Computer, aComputer, startChildVault } from '../support/childVault.ts';
import { type KillOffice, aKillOffice } from '../support/killOffice.ts';
import {
  again,
  copyOf,
  everyCustomer,
  expectWhole,
  killWhen,
  lies,
  pause,
  random,
  startKilling,
  unlessDied,
} from '../support/killing.ts';
import { ownerPassword, staffPassword } from '../support/testVault.ts';

// Abuse case 8: SIGKILL in the middle of everything that writes. One line says which moments were tried.

const setup = {
  locale: 'en',
  company: 'Formosa Trading',
  name: 'Owner',
  password: ownerPassword,
  size: 'few',
  customers: 'both',
  cards: 'private',
} as const;

let office: Computer;
let login: KillOffice;

beforeAll(async () => {
  startKilling();
  login = await aKillOffice();
  office = login.computer;
}, 120_000);
vi.setConfig({ testTimeout: 180_000 });

test('8 a first run that is killed before the header is a first run again; after it, a login', async () => {
  const moments: readonly ((folder: string) => boolean)[] = [
    (folder) => existsSync(join(folder, 'vault.db')),
    (folder) => lies(folder, /^view-.*\.db$/),
    (folder) => lies(folder, /^vault\.cvh/),
  ];
  const computer = aComputer();
  for (const moment of moments) {
    const child = await startChildVault(computer);
    const made = unlessDied(child.call('setup.create', setup));
    await killWhen(child, made, () => moment(computer.folder), random(12));
    await made;
    if (existsSync(join(computer.folder, 'vault.cvh'))) break;
    const next = await startChildVault(computer);
    expect(await next.call('session.status', {})).toMatchObject({ phase: 'noVault', code: null });
    await next.kill();
  }
  const child = await startChildVault(computer);
  const { people, phase } = await child.call('session.status', {});
  if (phase === 'noVault') await child.call('setup.create', setup);
  else await child.call('session.login', { user: people[0]?.user ?? '', password: ownerPassword });
  await expectWhole(child, computer);
  expect(readdirSync(computer.folder).filter((name) => /^view-.*\.db$/.test(name))).toHaveLength(1);
  await child.kill();
});

test('8 customers, notes and drafts: what was acknowledged is there, nothing is there by half', async () => {
  const computer = copyOf(office);
  let child = await again(computer, login.owner);
  const before = (await everyCustomer(child)).length;
  const target = (await everyCustomer(child))[0];
  if (target === undefined) throw new Error('no customer');
  const sent = {
    made: new Map<string, boolean>(),
    notes: new Map<string, boolean>(),
    drafts: [''],
    kept: 0,
    names: [target.name],
    named: 0,
  };
  for (let kill = 0; kill < 4; kill += 1) {
    // Everything at once, so that the end falls into the middle of one of them.
    for (let i = 0; i < 30; i += 1) {
      const name = `made ${kill} ${i}`;
      sent.made.set(name, false);
      void child
        .call('customers.create', {
          fields: { kind: 'firm', name, taxId: '04595257', tags: ['kill'], idNumber: `id ${name}` },
        })
        .then(
          () => sent.made.set(name, true),
          () => undefined,
        );
      sent.notes.set(name, false);
      void child.call('notes.add', { customer: target.id, kind: 'call', text: name }).then(
        () => sent.notes.set(name, true),
        () => undefined,
      );
      const draft = sent.drafts.push(`draft ${name}`) - 1;
      void child.call('drafts.put', { key: 'kill', text: `draft ${name}` }).then(
        () => (sent.kept = draft),
        () => undefined,
      );
    }
    await pause(5 + random(150));
    await child.kill();
    await pause(0);

    child = await again(computer, login.owner);
    const there = await everyCustomer(child);
    const names = new Set(there.map(({ name }) => name));
    for (const [name, acknowledged] of sent.made) if (acknowledged) expect(names).toContain(name);
    const found = there.filter(({ name }) => sent.made.has(name));
    expect(found).toHaveLength(there.length - before);
    for (const row of found) expect(row).toMatchObject({ tags: ['kill'], taxId: { kind: 'clear', value: '04595257' } });
    const last = found.at(-1);
    if (last !== undefined)
      expect(await child.call('customers.revealRestricted', { id: last.id, field: 'idNumber' })).toMatchObject({
        value: `id ${last.name}`,
      });
    const { notes } = await child.call('notes.list', { customer: target.id, after: null, limit: 200 });
    const texts = new Set(notes.map(({ text }) => text));
    expect(texts.size).toBe(notes.length);
    const recent = [...sent.notes].filter(([name]) => name.startsWith(`made ${kill} `));
    for (const [name, acknowledged] of recent) if (acknowledged) expect(texts).toContain(name);
    for (const text of texts) expect(sent.notes.has(text)).toBe(true);
    const { text } = await child.call('drafts.get', { key: 'kill' });
    expect(sent.drafts.indexOf(text ?? '')).toBeGreaterThanOrEqual(sent.kept);
    sent.kept = sent.drafts.indexOf(text ?? '');
  }
  await child.end();
});

test('8 handing over thousands: every entry whole, a firm and its people never apart', async () => {
  // More firms than one entry can move.
  const firms = 434;
  const { computer, owner, ann: receiver } = await aKillOffice(firms);
  let child = await again(computer, owner);
  const to = receiver.user;
  for (let kill = 0; kill < 2; kill += 1) {
    const selection = { kind: 'filter', filter: { responsible: owner.user } } as const;
    const done = unlessDied(child.call('customers.handOver', { selection, to }));
    // The first of its entries is in the journal once the file beside the database grows.
    const wal = join(computer.folder, 'vault.db-wal');
    const size = statSync(wal).size;
    await killWhen(child, done, () => statSync(wal).size > size, random(200));
    const acknowledged = (await done) !== null;
    child = await again(computer, owner);
    const whose = new Map<string, string>();
    for (const { name, responsible } of await everyCustomer(child))
      if (/^(Firm|Person) /.test(name)) whose.set(name, responsible.kind === 'person' ? responsible.user : 'pool');
    expect(whose.size).toBe(firms * 3);
    for (let n = 0; n < firms; n += 1)
      for (const which of ['a', 'b']) expect(whose.get(`Person ${n}${which}`)).toBe(whose.get(`Firm ${n}`));
    const moved = [...whose.values()].filter((user) => user === to).length;
    const ann = await again(computer, receiver);
    expect((await everyCustomer(ann)).filter(({ name }) => !name.startsWith('Anna'))).toHaveLength(moved);
    await ann.end();
    process.stdout.write(`kill tests: ${moved} of ${firms * 3} handed over\n`);
    if (acknowledged) expect(moved).toBe(firms * 3);
    if (moved === firms * 3) break;
  }
  await child.end();
});

test('8 a list being taken in: as many customers as the report says, and what is there can be undone', async () => {
  const computer = copyOf(office);
  const path = join(computer.folder, '..', 'list.csv');
  const list = Array.from({ length: 1_100 }, (_, n) => `Listed ${n},0912${String(100_000 + n)},note ${n}`);
  writeFileSync(path, ['Name,Phone,Notes', ...list].join('\n'));
  computer.files.set('list', path);
  for (const chunk of [0, 1]) {
    const child = await startChildVault(computer);
    await child.call('session.login', login.owner);
    const file = await child.call('imports.open', { token: 'list' });
    const mapping = file.columns.map(({ guess }) => guess);
    await child.call('imports.start', {
      import: file.import,
      mapping,
      people: [],
      otherwise: 'pool',
      duplicates: 'create',
      customerKind: 'firm',
    });
    const progress = () => child.events.filter(({ name }) => name === 'imports.progress').length;
    await killWhen(child, pause(20_000), () => progress() >= chunk, random(120));

    const next = await again(computer, login.owner);
    const report = (await next.call('imports.list', {})).imports.find((each) => each.import === file.import);
    expect(report?.state === 'interrupted' || (report?.state === 'done' && report.imported === 1_100)).toBe(true);
    const taken = (await everyCustomer(next)).filter(({ name }) => name.startsWith('Listed'));
    expect(taken).toHaveLength(report?.imported ?? -1);
    for (const row of [taken[0], taken.at(-1)]) {
      if (row === undefined) continue;
      const { notes } = await next.call('notes.list', { customer: row.id, after: null, limit: 10 });
      expect(notes.map(({ text }) => text)).toEqual([row.name.replace('Listed', 'note')]);
    }
    await next.call('imports.cancel', { import: file.import });
    expect((await everyCustomer(next)).filter(({ name }) => name.startsWith('Listed'))).toEqual([]);
    await next.end();
  }
});

test('8 a password change: either the old or the new one, and never both', async () => {
  const next = 'another long one of Ann';
  const header = (folder: string): string => readFileSync(join(folder, 'vault.cvh')).toString('base64');
  for (let kill = 0; kill < 3; kill += 1) {
    const computer = copyOf(office);
    const child = await startChildVault(computer);
    await child.call('session.login', login.ann);
    const before = header(computer.folder);
    const change = child.call('session.changePassword', { current: login.ann.password, next });
    const answered = unlessDied(change);
    // The first header holds both slots, the journal then says which counts, the second holds one.
    await killWhen(child, answered, () => header(computer.folder) !== before, [0, random(3), random(12)][kill] ?? 0);
    const acknowledged = (await answered) !== null;
    const after = await startChildVault(computer);
    const works: string[] = [];
    for (const password of [login.ann.password, next]) {
      const reply = await after.reply('session.login', { user: login.ann.user, password });
      if (!reply.ok) continue;
      works.push(password);
      await expectWhole(after, computer);
      break;
    }
    await after.kill();
    expect(works).toHaveLength(1);
    if (acknowledged) expect(works).toEqual([next]);
    const other = await startChildVault(computer);
    const rest = works[0] === next ? login.ann.password : next;
    expect(await other.reply('session.login', { user: login.ann.user, password: rest })).toMatchObject({ ok: false });
    await other.kill();
  }
});

test('8 a newcomer being certified: certified, or not there and nobody in the list of names', async () => {
  const computer = copyOf(office);
  const names = async (child: ChildVault): Promise<string[]> =>
    (await child.call('session.status', {})).people.map(({ name }) => name);
  let child = await again(computer, login.owner);
  const { token } = await child.call('staff.invite', { name: 'Newcomer', role: 'salesperson', worksFor: null });
  const invitation = computer.invitations.get(token);
  if (invitation === undefined) throw new Error('no invitation');
  const newcomer = await startChildVault(computer, { kind: 'newcomer', invitation });
  await newcomer.call('enrol.setPassword', { password: staffPassword('Newcomer') });
  await newcomer.kill();
  const path = join(computer.folder, 'vault.cvh');
  const before = readFileSync(path).byteLength;
  const certified = unlessDied(child.call('staff.certify', { token, password: ownerPassword }));
  await killWhen(child, certified, () => readFileSync(path).byteLength !== before, random(6));
  const done = await certified;
  // A minute later: until then another process could be about to certify what the header holds.
  utimesSync(path, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000));
  child = await again(computer, login.owner);
  const people = (await child.call('staff.list', {})).people.map(({ name }) => name);
  const there = people.includes('Newcomer');
  if (done !== null) expect(there).toBe(true);
  await child.end();
  const locked = await startChildVault(computer);
  expect((await names(locked)).includes('Newcomer')).toBe(there);
  const entered = await locked.reply('session.login', { user: invitation.user, password: staffPassword('Newcomer') });
  expect(entered.ok).toBe(there);
  await locked.kill();
});

test('8 what a check or a look as somebody else leaves behind goes at the next start', async () => {
  const computer = copyOf(office);
  const jobs = [
    ['journal.verify', {}, /^verify-.*\.db/],
    ['staff.previewStart', { user: login.ann.user }, /^preview-.*\.db/],
  ] as const;
  for (const [name, input, file] of jobs) {
    const child = await startChildVault(computer);
    await child.call('session.login', login.owner);
    const work = unlessDied(child.reply(name, input));
    await killWhen(child, work, () => lies(computer.folder, file), random(8));
    expect(lies(computer.folder, file)).toBe(true);
  }
  await (await again(computer, login.owner)).end();
});
