import { existsSync, statSync } from 'node:fs';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { minimumPasswordLength } from '../access/policy.ts';
import { enterAccount } from '../accounts/join.ts';
import { type Failures, addFailure, readFailures, settleFailures, untold, waitSeconds } from '../journal/pending.ts';
import type { SecretKey } from '../keys/crypto.ts';
import {
  type Header,
  changeHeader,
  damageOf,
  headerPath,
  openName,
  previousHeaderPath,
  readHeader,
  vaultThere,
} from '../keys/header.ts';
import { type KdfParams, kdfBounds, leastParams, passwordKey } from '../keys/kdf.ts';
import { type OpenedSeeds, type PersonKeys, type Slot, openSlot, personKeys } from '../keys/slot.ts';
import { finishAtLogin } from '../leaving/finish.ts';
import { dropFormer, resealed } from '../passwords/settle.ts';
import type { VaultProcess } from '../process.ts';
import { renewSlot } from '../roots/renewSlot.ts';
import { type SubjectChange, commit } from '../store/commit.ts';
import { noticeClock } from './clockJump.ts';
import { readDevice, wipeDevice } from './device.ts';
import { admit, wrongCode } from './factor.ts';
import { loginState } from './loginState.ts';
import type { OpenVault } from './openVault.ts';
import { type Opening, openVault } from './opening.ts';
import { writeSeen } from './seen.ts';
import { notePassword } from './shortPassword.ts';
import { keepInSlot } from './slotSeen.ts';

export interface LockedState {
  readonly phase: 'noVault' | 'locked' | 'unusable';
  readonly code: string | null;
  readonly people: { user: Id; name: string }[];
  readonly waitSeconds: (user: Id) => number;
  /** Where the header is damaged: when the previous one was written, which can be read. */
  readonly previous: number | null;
}

/** The vault's header; throws `headerDamaged` where only the previous one can be read, with `vaultMissing` where none is there. */
export function currentHeader(folder: string): Header {
  if (!existsSync(headerPath(folder)) && existsSync(previousHeaderPath(folder))) throw new VaultError('headerDamaged');
  return readHeader(headerPath(folder));
}

/** What can be known before anybody logs in. */
export async function lockedState(process: VaultProcess): Promise<LockedState> {
  const { folder, host } = process;
  if (!vaultThere(folder)) return { phase: 'noVault', code: null, people: [], waitSeconds: () => 0, previous: null };
  try {
    const found = currentHeader(folder);
    const device = await readDevice(process, found.vault);
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
      previous: null,
    };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    const previous = error.code === 'headerDamaged' ? previousWritten(folder) : null;
    return { phase: 'unusable', code: error.code, people: [], waitSeconds: () => 0, previous };
  }
}

function previousWritten(folder: string): number | null {
  const path = previousHeaderPath(folder);
  return damageOf(path) === null ? Math.round(statSync(path).mtimeMs) : null;
}

/**
 * Opens one person's session: slot → seed → database key → database → journal → view. Every check that fails ends in a
 * refusal or in quarantine; a password that is right for a slot that no longer counts is refused.
 */
export function login(
  process: VaultProcess,
  user: Id,
  password: string,
  code: string | null = null,
): Promise<OpenVault> {
  return process.oneAtATime(() => check(process, user, password, code));
}

async function check(process: VaultProcess, user: Id, password: string, code: string | null): Promise<OpenVault> {
  if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
  const { folder, host, clock } = process;
  const found = currentHeader(folder);
  const failures = await readFailures(host, found.vault, folder);
  const wait = waitSeconds(failures, user, clock.now());
  if (wait > 0) throw new VaultError('waitAfterWrong', { seconds: wait });
  const device = await readDevice(process, found.vault);
  let opened: OpenedSlot;
  try {
    opened = openAny(device.secret, found, user, password);
  } catch (error) {
    const wrong = error instanceof VaultError && error.code === 'wrongPassword';
    const refusal = wrong ? await addFailure(host, found.vault, folder, device.secret, user, clock.now()) : error;
    wipeDevice(device);
    throw refusal;
  }
  const { slot } = opened;
  const shownName = openName(device.secret, found.vault, slot);
  wipeDevice(device);
  const opening = {
    user,
    keys: personKeys(opened.seed),
    next: opened.next === null ? null : personKeys(opened.next),
    rootPublic: opened.rootPublic,
    by: { slot: slot.version },
    sealedDatabaseKey: slot.database,
    device: device.device,
    joining: device.joining,
  };
  const session = openSession(
    process,
    found,
    opening,
    { failures, shownName },
    { kind: 'password', code },
    {
      last: async (vault, former) => {
        if (former !== null) await dropFormer(process, vault, password);
        if (vault.quarantine === null && process.mode.kind === 'main')
          await renewSlot(process, vault, opened.rootPublic, password);
        notePassword(process, vault, password);
        // In an approver's own small window no password is changed.
        if (process.mode.kind !== 'main' && loginState(process).short)
          throw new VaultError('passwordTooShort', { limit: minimumPasswordLength(vault.viewer.role) });
        await finishAtLogin(process, vault, password);
      },
    },
  );
  return session.catch((error: unknown) => {
    throw interrupted(error, found, slot);
  });
}

/** The key of the database was made anew since a change of password was interrupted: one of the two slots opens it no more. */
function interrupted(error: unknown, { slots }: Header, { user, version }: Slot): unknown {
  if (!(error instanceof VaultError && error.code === 'slotRefused')) return error;
  const other = slots.find((slot) => slot.user === user && slot.version !== version);
  if (other === undefined) return error;
  return new VaultError(other.version > version ? 'passwordReplaced' : 'passwordNotChanged');
}

/** What runs around the entry of a login: `first` before it is written, `last` afterwards. Neither under an alarm. */
interface Around {
  readonly first?: (vault: OpenVault) => void;
  readonly last?: (vault: OpenVault, former: PersonKeys | null) => Promise<void>;
}

/** Makes a session of the keys that a password, a PIN or a recovery slip has opened. */
export async function openSession(
  process: VaultProcess,
  found: Header,
  opening: Omit<Opening, 'admit'>,
  from: { readonly failures: Failures; readonly shownName: string | null },
  proof: Parameters<typeof admit>[2],
  around: Around = {},
): Promise<OpenVault> {
  let subjects: SubjectChange[] = [];
  const admitted = {
    ...opening,
    admit: (vault: OpenVault) => {
      subjects = admit(process, vault, proof);
    },
  };
  try {
    const vault = await openVault(process, found, admitted, async (vault, former) => {
      raiseForgedName(vault, from.shownName);
      if (vault.quarantine !== null) return;
      enterAccount(process, vault, opening.joining);
      around.first?.(vault);
      if (process.mode.kind === 'main') dropSpareSlots(process.folder, vault);
      await journalLogin(process, vault, { found, failures: from.failures, former, subjects });
      await around.last?.(vault, former);
    });
    if (proof.kind === 'password') loginState(process).since = process.clock.now();
    return vault;
  } catch (error) {
    const wrong = error instanceof VaultError && error.code === 'codeWrong';
    throw wrong ? await wrongCode(process, found.vault, opening.user) : error;
  }
}

/** The login list's name is held against the office's. */
function raiseForgedName(vault: OpenVault, shownName: string | null): void {
  const name = vault.content.personName.get(vault.user);
  if (shownName !== null && name !== undefined && name !== shownName)
    vault.raise({ code: 'headerForged', sequence: null });
}

/** The entries of a login, with what was sealed to keys that no longer count; the wrong passwords before it are over. */
async function journalLogin(
  process: VaultProcess,
  vault: OpenVault,
  from: {
    readonly found: Header;
    readonly failures: Failures;
    readonly former: PersonKeys | null;
    readonly subjects: readonly SubjectChange[];
  },
): Promise<void> {
  const { found, failures, former, subjects } = from;
  const wrong = untold(failures);
  if (wrong > 0) commit(vault, { kind: 'session.loginFailed', count: wrong, details: { count: wrong } });
  if (found.putBack !== undefined) tellPutBack(process, vault, found.putBack);
  noticeClock(vault);
  commit(vault, {
    kind: 'session.login',
    details: process.mode.kind === 'approval' ? { window: 'approval' } : {},
    subjects,
    ...(former === null ? {} : { sealedKeys: resealed(vault, former, vault.keys.box.publicKey) }),
  });
  const others = found.slots.flatMap((other) => (other.user === vault.user ? [] : [other.user]));
  await settleFailures(process.host, found.vault, process.folder, failures, others);
}

/** That the previous header is in use is told once. */
function tellPutBack({ folder }: VaultProcess, vault: OpenVault, at: number): void {
  commit(vault, { kind: 'vault.headerBack', details: { at } });
  changeHeader(folder, ({ putBack, ...header }) => (putBack === at ? header : null));
}

/** A slot that another process has just written may be waiting for the entry that makes it count. Milliseconds. */
const mayStillCount = 60_000;

/**
 * The header drops the slots that do not count: of a password change that was interrupted before or after the journal took
 * it, and of people whose certificate was never written.
 */
function dropSpareSlots(folder: string, vault: OpenVault): void {
  const settled = Date.now() - statSync(headerPath(folder)).mtimeMs > mayStillCount;
  const person = (user: Id) => vault.chain.authority.person(user);
  const waits = (user: Id): boolean => user !== vault.user && !settled;
  changeHeader(folder, (header) => {
    const slots = header.slots.filter(({ user, version }) => person(user)?.slot === version || waits(user));
    const slips = header.slips.filter(
      ({ user, no }) => (person(user)?.slip.valid === true && person(user)?.slip.no === no) || waits(user),
    );
    const spare = slots.length < header.slots.length || slips.length < header.slips.length;
    return spare ? { ...header, slots, slips } : null;
  });
}

interface OpenedSlot extends OpenedSeeds {
  readonly slot: Slot;
}

/** How much work the office's slots take; of one out of bounds nothing is taken over. */
function shapeOf(slot: Slot | undefined): Partial<KdfParams> {
  if (slot === undefined || slot.kdf.memory > kdfBounds.mostMemory || slot.kdf.memory < kdfBounds.leastMemory)
    return {};
  return { memory: slot.kdf.memory };
}

/** Opens the slot that the password fits. While a password is being changed there are two; the journal says which counts. */
function openAny(device: SecretKey, { vault, slots }: Header, user: Id, password: string): OpenedSlot {
  const own = slots.filter((candidate) => candidate.user === user).sort((a, b) => b.version - a.version);
  // Somebody who does not exist takes as long as somebody who does.
  if (own.length === 0) passwordKey(password, { ...leastParams(), ...shapeOf(slots[0]) }).wipe();
  for (const slot of own) {
    try {
      return { slot, ...openSlot(device, vault, slot, password) };
    } catch (error) {
      if (!(error instanceof VaultError && error.code === 'wrongPassword')) throw error;
    }
  }
  throw new VaultError('wrongPassword');
}

/** Keeps the newest entry that this session has checked outside the view: in the keychain, and in the person's slot. */
export async function keepSeen(process: VaultProcess, vault: OpenVault, seed = vault.keys.seed): Promise<void> {
  const { head } = vault.chain;
  if (vault.quarantine !== null || head === null || seed.wiped) return;
  await writeSeen(process.host, vault.id, vault.user, seed, {
    seq: head.seq,
    hash: head.hash,
    endings: vault.chain.endings.count.get() ?? 0,
  });
  keepInSlot(process.folder, vault);
}
