import { existsSync } from 'node:fs';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import type { Vouched } from '../journal/chain.ts';
import { entryHash, noHash } from '../journal/entry.ts';
import { addFailure, clearFailures, readFailures, waitSeconds } from '../journal/pending.ts';
import { type SecretKey, equal, openSealed } from '../keys/crypto.ts';
import {
  type Header,
  headerPath,
  openName,
  previousHeaderPath,
  readHeader,
  vaultThere,
  writeHeader,
} from '../keys/header.ts';
import { leastParams, passwordKey } from '../keys/kdf.ts';
import { type PersonKeys, type Slot, openSlot, personKeys, wipePersonKeys } from '../keys/slot.ts';
import type { VaultProcess } from '../process.ts';
import { commit } from '../store/commit.ts';
import { type Db, openDatabase } from '../store/open.ts';
import { type VaultStatements, vaultStatements } from '../store/vault.sql.ts';
import { catchUpChain, catchUpContent } from '../view/catchUp.ts';
import { viewFacts } from '../view/facts.sql.ts';
import { openView } from '../view/openView.ts';
import { databasePath } from './create.ts';
import { readDevice, wipeDevice } from './device.ts';
import { OpenVault } from './openVault.ts';
import { readSeen, writeSeen } from './seen.ts';

export interface LockedState {
  readonly phase: 'noVault' | 'locked' | 'unusable';
  readonly code: string | null;
  readonly people: { user: Id; name: string }[];
  readonly waitSeconds: (user: Id) => number;
}

/** The vault's header; throws `headerDamaged` where only the previous one can be read, with `vaultMissing` where none is there. */
function header(folder: string): Header {
  if (!existsSync(headerPath(folder)) && existsSync(previousHeaderPath(folder))) throw new VaultError('headerDamaged');
  return readHeader(headerPath(folder));
}

/** What can be known before anybody logs in. */
export async function lockedState(process: VaultProcess): Promise<LockedState> {
  const { folder, host } = process;
  if (!vaultThere(folder)) return { phase: 'noVault', code: null, people: [], waitSeconds: () => 0 };
  try {
    const found = header(folder);
    const device = await readDevice(host, found.vault);
    const people = found.slots.flatMap((slot, i) => {
      const name = openName(device.secret, found.vault, slot);
      const twice = found.slots.findIndex(({ user }) => user === slot.user) !== i;
      return name === null || twice ? [] : [{ user: slot.user, name }];
    });
    wipeDevice(device);
    const failures = await readFailures(host, found.vault, folder);
    return {
      phase: 'locked',
      code: null,
      people,
      waitSeconds: (user) => waitSeconds(failures, user, process.clock.now()),
    };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    return { phase: 'unusable', code: error.code, people: [], waitSeconds: () => 0 };
  }
}

/**
 * Opens one person's session: slot → seed → database key → database → journal → view. Every check that fails ends in a
 * refusal or in quarantine; a password that is right for a slot that no longer counts is refused.
 */
export async function login(process: VaultProcess, user: Id, password: string): Promise<OpenVault> {
  const { folder, host, clock } = process;
  const found = header(folder);
  const failures = await readFailures(host, found.vault, folder);
  const wait = waitSeconds(failures, user, clock.now());
  if (wait > 0) throw new VaultError('waitAfterWrong', { seconds: wait });
  const device = await readDevice(host, found.vault);
  let opened: OpenedSlot;
  try {
    opened = openAny(device.secret, found, user, password);
  } catch (error) {
    if (error instanceof VaultError && error.code === 'wrongPassword') {
      await addFailure(host, found.vault, folder, device.secret, user, clock.now());
    }
    wipeDevice(device);
    throw error;
  }
  const keys = personKeys(opened.seed);
  const { slot } = opened;
  const shownName = openName(device.secret, found.vault, slot);
  wipeDevice(device);
  const vault = await openFor(process, found, {
    user,
    keys,
    rootPublic: opened.rootPublic,
    slotVersion: slot.version,
    sealedDatabaseKey: slot.database,
    device: device.device,
  });
  if (
    shownName !== null &&
    vault.content.personName.get(user) !== undefined &&
    vault.content.personName.get(user) !== shownName
  ) {
    vault.raise({ code: 'headerForged', sequence: null });
  }
  const counting = found.slots.filter((candidate) => candidate.user !== user || candidate.version === slot.version);
  // A password change that was interrupted after the journal took it: the header drops the slot that no longer counts.
  if (counting.length < found.slots.length) writeHeader(folder, { ...found, slots: counting });
  if (vault.quarantine === null) {
    const wrong = Object.values(failures).reduce((sum, { count }) => sum + count, 0);
    if (wrong > 0) commit(vault, { kind: 'session.loginFailed', count: wrong, details: { count: wrong } });
    commit(vault, { kind: 'session.login' });
    await clearFailures(host, found.vault, folder);
  }
  return vault;
}

interface OpenedSlot {
  readonly slot: Slot;
  readonly seed: SecretKey;
  readonly rootPublic: Buffer;
}

/** Opens the slot that the password fits. While a password is being changed there are two; the journal says which counts. */
function openAny(device: SecretKey, { vault, slots }: Header, user: Id, password: string): OpenedSlot {
  const own = slots.filter((candidate) => candidate.user === user).sort((a, b) => b.version - a.version);
  // Somebody who does not exist takes as long as somebody who does.
  if (own.length === 0) passwordKey(password, leastParams()).wipe();
  for (const slot of own) {
    try {
      return { slot, ...openSlot(device, vault, slot, password) };
    } catch (error) {
      if (!(error instanceof VaultError && error.code === 'wrongPassword')) throw error;
    }
  }
  throw new VaultError('wrongPassword');
}

interface Opening {
  readonly user: Id;
  readonly keys: PersonKeys;
  readonly rootPublic: Uint8Array;
  readonly slotVersion: number;
  readonly sealedDatabaseKey: Uint8Array;
  readonly device: Id;
}

async function openFor(process: VaultProcess, found: Header, opening: Opening): Promise<OpenVault> {
  const { folder, host } = process;
  const { user, keys } = opening;
  const databaseKey = openSealed(keys.box, opening.sealedDatabaseKey);
  if (databaseKey === null) {
    wipePersonKeys(keys);
    throw new VaultError('slotRefused');
  }
  const db = openDatabase(databasePath(folder), 'sqlcipher', databaseKey, { create: false, durable: true });
  databaseKey.wipe();
  const seen = await readSeen(host, found.vault, user, keys.seed);
  const { db: viewDb, ahead } = openView(folder, user, keys.seed, vaultStatements(db));
  const vault = new OpenVault({
    id: found.vault,
    device: opening.device,
    user,
    session: process.newId(),
    keys,
    rootPublic: opening.rootPublic,
    db,
    viewDb,
    clock: process.clock,
    appVersion: process.appVersion,
    // An entry that was seen vouches for those before it only through the chain of hashes between them.
    vouched: seen !== null && (await leadsTo(vaultStatements(db), viewDb, seen)) ? seen : null,
    emit: (name, payload) => process.emit(name, payload),
  });
  if (ahead !== null) vault.raise(ahead);
  const cut = seen === null ? null : cutBehind(vault, seen);
  if (cut !== null) vault.raise({ code: cut, sequence: seen?.seq ?? null });
  if (ahead === null) await catchUpChain(vault);
  requireStanding(vault, opening);
  if ((vault.chain.sql.dirtyCount.get() ?? 0) > 2_000) {
    process.building = true;
    const built = catchUpContent(vault, () => process.ending).finally(() => {
      process.building = false;
      process.running.delete(built);
    });
    process.running.add(built);
  } else {
    await catchUpContent(vault, () => process.ending);
  }
  return vault;
}

/** Whether the entries that this view has not checked yet form one chain up to the entry that this person has seen last. */
async function leadsTo(sql: VaultStatements, viewDb: Db, seen: Vouched): Promise<boolean> {
  const head = viewFacts(viewDb).head.get();
  let n = head?.n ?? 0;
  let last = { seq: head?.seq ?? 0, hash: head?.hash ?? noHash };
  while (last.seq < seen.seq) {
    const entries = sql.entriesAfter.all(n, 500);
    if (entries.length === 0) return false;
    for (const { seq, body, n: at } of entries) {
      n = at;
      last = { seq, hash: entryHash(last.hash, body) };
      if (seq >= seen.seq) break;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  // A view that is further has checked everything up to there itself.
  return last.seq > seen.seq || equal(last.hash, seen.hash);
}

/** Whether the journal no longer holds the entry that this person has seen last. */
function cutBehind(
  vault: OpenVault,
  seen: { seq: number; hash: Uint8Array },
): 'journalTruncated' | 'journalBroken' | null {
  const entry = vault.sql.entryBySeq.get(vault.device, seen.seq);
  if (entry === undefined) return 'journalTruncated';
  return equal(entry.hash, seen.hash) ? null : 'journalBroken';
}

/** My certificate names my keys, and my slot is the one that counts; otherwise this login is refused. */
function requireStanding(vault: OpenVault, opening: Opening): void {
  const person = vault.chain.authority.person(opening.user);
  const certified =
    person !== undefined &&
    equal(person.sign, opening.keys.sign.publicKey) &&
    equal(person.box, opening.keys.box.publicKey);
  if (certified && person.slot === opening.slotVersion) return;
  const { quarantine } = vault;
  vault.close();
  // Where the journal could not be read so far as to name this person, that is what has to be said.
  if (certified || quarantine === null) throw new VaultError('slotRefused');
  throw new VaultError('vaultDamaged', quarantine.sequence === null ? {} : { sequence: quarantine.sequence });
}

/** Keeps the newest entry that this session has checked, outside the view. */
export async function keepSeen(process: VaultProcess, vault: OpenVault): Promise<void> {
  const { head } = vault.chain;
  if (vault.quarantine !== null || head === null || vault.keys.seed.wiped) return;
  await writeSeen(process.host, vault.id, vault.user, vault.keys.seed, { seq: head.seq, hash: head.hash });
}
