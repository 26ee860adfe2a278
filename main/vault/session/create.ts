import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { firstPolicy, minimumPasswordLength } from '../access/policy.ts';
import { addBook, emptyPlan } from '../books/books.ts';
import type { BookKind } from '../journal/items.ts';
import { SecretKey, boxPair, sealTo, signPair } from '../keys/crypto.ts';
import { databaseKeyCommitment, withCheck } from '../keys/databaseKey.ts';
import { type Header, sealName, vaultThere, writeHeader } from '../keys/header.ts';
import { calibrate } from '../keys/kdf.ts';
import { personKeys, sealSlot, userKey } from '../keys/slot.ts';
import type { VaultProcess } from '../process.ts';
import { commit } from '../store/commit.ts';
import { DatabaseFile, databasePath } from '../store/databaseFile.ts';
import { Lease } from '../store/lease.ts';
import { vaultSchema } from '../store/vault.sql.ts';
import { openView } from '../view/openView.ts';
import { accountSlot } from '../accounts/accountSlot.ts';
import { keepOwnSecret, wipeOwnSecret } from './device.ts';
import { OpenVault } from './openVault.ts';

/** Refuses a password that is too short for its role. Strength beyond length is advised on screen. */
export function requireLength(password: string, role: Parameters<typeof minimumPasswordLength>[0]): void {
  const limit = minimumPasswordLength(role);
  if ([...password.normalize('NFKC')].length < limit) throw new VaultError('passwordTooShort', { limit });
}

/**
 * Makes a vault: keys, database, first entry of the journal with ROOT's signature, and last the header, whose being there
 * means that a vault is there. What an interrupted first run left behind is removed first: nobody has used it.
 */
export async function createVault(process: VaultProcess, input: Parsed<'setup.create'>): Promise<OpenVault> {
  const { folder, newId, clock } = process;
  requireLength(input.password, 'owner');
  if (vaultThere(folder)) throw new VaultError('vaultExists');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeUnfinished(folder);
  const vault = newId();
  const owner = newId();
  const own = { device: newId(), secret: SecretKey.random(), signSeed: SecretKey.random(), joining: null };
  const deviceSign = signPair(own.signSeed);
  const secret = SecretKey.random();
  const rootSeed = SecretKey.random();
  const root = signPair(rootSeed);
  const recoverySeed = SecretKey.random();
  const recovery = boxPair(recoverySeed);
  const databaseKey = SecretKey.random();
  const keys = personKeys(SecretKey.random());
  await keepOwnSecret(process.host, vault, own);

  const kdf = calibrate(() => performance.now(), process.kdfBudget);
  const naming = { vault, user: owner, version: 1 };
  const ukek = userKey(secret, naming, input.password, kdf);
  const slot = {
    ...sealSlot(ukek, naming, kdf, {
      seed: keys.seed,
      next: null,
      rootPublic: root.publicKey,
      root: root.secret,
      recovery: recovery.secret,
    }),
    database: sealTo(keys.box.publicKey, databaseKey.bytes),
    name: sealName(secret, vault, owner, input.name),
  };
  ukek.wipe();
  const header: Header = withCheck(
    {
      magic: 'coffer',
      format: 1,
      vault,
      slots: [slot],
      accounts: [accountSlot(own, vault, secret)],
      slips: [],
      recovery: {
        public: recovery.publicKey,
        device: sealTo(recovery.publicKey, secret.bytes),
        root: sealTo(recovery.publicKey, root.secret.bytes),
        database: sealTo(recovery.publicKey, databaseKey.bytes),
        slots: [],
      },
    },
    databaseKey,
  );
  const file = new DatabaseFile(folder, Lease.take(folder), databaseKey, { create: (db) => db.exec(vaultSchema) });
  const { db: viewDb } = openView(folder, owner, keys.seed, file.sql);
  const open = new OpenVault({
    id: vault,
    device: own.device,
    user: owner,
    session: newId(),
    keys,
    rootPublic: root.publicKey,
    file,
    viewDb,
    clock,
    appVersion: process.appVersion,
    vouched: null,
    emit: (name, payload) => process.emit(name, payload),
  });
  const books = firstBooks(newId, owner);
  const plan = emptyPlan();
  const holder = { user: owner, role: 'owner' as const, box: keys.box.publicKey };
  plan.items.push(
    { t: 'root', public: root.publicKey, recovery: recovery.publicKey },
    { t: 'device', device: own.device, public: deviceSign.publicKey },
    { t: 'databaseKey', generation: 1, commitment: databaseKeyCommitment(databaseKey, vault, 1) },
    { t: 'certificate', user: owner, role: 'owner', sign: keys.sign.publicKey, box: keys.box.publicKey, slot: 1 },
    { t: 'policy', policy: firstPolicy({ cards: input.cards, customers: input.customers, size: input.size }) },
  );
  for (const book of books)
    addBook(plan, open.ring, book, [holder], recovery.publicKey, { manager: null, cards: input.cards });
  // The book keys that the next entry writes under must have been named by an earlier one.
  commit(open, {
    kind: 'vault.create',
    items: plan.items,
    sealedKeys: plan.sealedKeys,
    root: root.secret,
    objects: [owner],
  });
  const office = books.find((book) => book.kind === 'office')?.book ?? '';
  const company = newId();
  commit(open, {
    kind: 'staff.name',
    root: root.secret,
    objects: [owner],
    subjects: [
      {
        id: owner,
        kind: 'person',
        books: [office],
        rows: [{ record: owner, kind: 'person', class: 'card', payload: { name: input.name } }],
      },
      {
        id: company,
        kind: 'company',
        books: [office],
        rows: [{ record: company, kind: 'company', class: 'card', payload: { name: input.company } }],
      },
    ],
  });
  writeHeader(folder, header);
  commit(open, { kind: 'session.login' });
  for (const key of [rootSeed, root.secret, recoverySeed, recovery.secret, deviceSign.secret, secret]) key.wipe();
  wipeOwnSecret(own);
  return open;
}

/** More than a first run ever writes, in bytes: a database of this size was worked with, and its header has been lost. */
const workedWith = 2 * 1024 * 1024;

/**
 * What an interrupted first run left behind: a database and the view of an owner that no header names. A database that
 * was worked with is put aside instead: whoever finds its header again has not lost it.
 */
function removeUnfinished(folder: string): void {
  const size = statSync(databasePath(folder), { throwIfNoEntry: false })?.size ?? 0;
  const aside = size > workedWith ? `aside-${Date.now()}-` : null;
  for (const name of readdirSync(folder)) {
    if (aside !== null && /^vault\.db(?:-wal)?$/.test(name)) renameSync(join(folder, name), join(folder, aside + name));
    else if (/^(?:vault|view-[^.]+)\.db(?:-wal|-shm|-journal)?$/.test(name))
      rmSync(join(folder, name), { force: true });
  }
}

function firstBooks(newId: () => Id, owner: Id): { book: Id; kind: BookKind; person: Id | null }[] {
  return [
    { book: newId(), kind: 'office', person: null },
    { book: newId(), kind: 'audit', person: null },
    { book: newId(), kind: 'approvals', person: null },
    { book: newId(), kind: 'pool', person: null },
    { book: newId(), kind: 'person', person: owner },
    { book: newId(), kind: 'desk', person: owner },
  ];
}
