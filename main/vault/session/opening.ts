import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { Chain, type Vouched } from '../journal/chain.ts';
import { entryHash, noHash } from '../journal/entry.ts';
import { type SecretKey, equal, openSealed } from '../keys/crypto.ts';
import { databaseKeyCommitment } from '../keys/databaseKey.ts';
import type { Header } from '../keys/header.ts';
import { type PersonKeys, wipePersonKeys } from '../keys/slot.ts';
import { logBug } from '../log.ts';
import { requireAccount } from '../accounts/join.ts';
import type { VaultProcess } from '../process.ts';
import type { DatabaseFile } from '../store/databaseFile.ts';
import type { Db } from '../store/open.ts';
import type { VaultStatements } from '../store/vault.sql.ts';
import { catchUpChain, catchUpContent } from '../view/catchUp.ts';
import { viewFacts } from '../view/facts.sql.ts';
import { applyLapses } from '../view/lapse.ts';
import { fillAsLastNamed, isOfOtherRole, leaveView } from '../view/otherRole.ts';
import { type OpenedView, openView, removeView, viewPath } from '../view/openView.ts';
import { isDamaged, noticeDamage } from './damage.ts';
import type { Joining } from './device.ts';
import { OpenVault } from './openVault.ts';
import { cutBehind, isEnded, judgeSeen, ofKeychain, raiseMissed } from './ended.ts';
import { openDatabaseFile } from './openDatabaseFile.ts';
import { readSeen } from './seen.ts';
import { judgeSlots } from './slotSeen.ts';

/** What a slot or a recovery slip has opened, and what it claims: held against the journal before it counts. */
export interface Opening {
  readonly user: Id;
  readonly keys: PersonKeys;
  /** Keys that the person asked for: once ROOT has named them they count instead. */
  readonly next: PersonKeys | null;
  readonly rootPublic: Uint8Array;
  /** What opened it, by the number that the journal must name. */
  readonly by: { readonly slot: number } | { readonly slip: number };
  readonly sealedDatabaseKey: Uint8Array;
  readonly device: Id;
  /** Until the journal knows this account: the code that let it in. */
  readonly joining: Joining | null;
  /** Whether they may come in now, for reasons that are not keys; throws the refusal. Runs before anything is shown or written. */
  readonly admit: (vault: OpenVault) => void;
}

/**
 * Makes a session of an open vault; where it comes upon a view that cannot be read, it runs again over one that has been
 * built anew. `former`: the keys that this person had before ROOT named the ones that count now.
 */
export type Begin = (vault: OpenVault, former: PersonKeys | null) => Promise<void>;

/** Opens database, journal and view for one person, with the keys of theirs that the journal names. */
export async function openVault(
  process: VaultProcess,
  found: Header,
  opening: Opening,
  begin: Begin,
): Promise<OpenVault> {
  const { keys, next } = opening;
  try {
    const vault = await openWith(process, found, opening, null, begin);
    if (vault !== null) {
      if (next !== null) wipePersonKeys(next);
      return vault;
    }
  } catch (error) {
    if (next !== null) wipePersonKeys(next);
    throw error;
  }
  if (next === null) throw new VaultError('slotRefused');
  try {
    const vault = await openWith(process, found, { ...opening, keys: next, next: null }, keys, begin);
    if (vault !== null) return vault;
    throw new VaultError('slotRefused');
  } finally {
    wipePersonKeys(keys);
  }
}

/** Null where the journal names the next keys instead of these. */
async function openWith(
  process: VaultProcess,
  found: Header,
  opening: Opening,
  former: PersonKeys | null,
  begin: Begin,
): Promise<OpenVault | null> {
  const { folder, host } = process;
  const { user, keys, next } = opening;
  let file: DatabaseFile;
  try {
    file = openDatabaseFile(folder, found, opening.sealedDatabaseKey, (sealed) =>
      openWithAny([keys, next, former], sealed),
    );
  } catch (error) {
    wipePersonKeys(keys);
    throw error;
  }
  const seen =
    (await readSeen(host, found.vault, user, keys.seed)) ??
    (former === null ? null : await readSeen(host, found.vault, user, former.seed));
  const made: { vault: OpenVault | null } = { vault: null };
  const of = { vault: found.vault, rootPublic: opening.rootPublic };
  const openOn = async ({ db: viewDb, ahead }: OpenedView): Promise<OpenVault | null> => {
    const vault = new OpenVault({
      id: found.vault,
      device: opening.device,
      user,
      session: process.newId(),
      keys,
      rootPublic: opening.rootPublic,
      file,
      viewDb,
      clock: process.clock,
      appVersion: process.appVersion,
      // An entry that was seen vouches for those before it only through the chain of hashes between them.
      vouched: seen !== null && (await leadsTo(file.sql, viewDb, seen)) ? seen : null,
      emit: (name, payload) => process.emit(name, payload),
    });
    made.vault = vault;
    vault.known = [vault.chain.head, seen].filter((known) => known !== null);
    if (ahead !== null)
      raiseMissed(vault, ahead.code, {
        user,
        seq: ahead.head.seq,
        hash: ahead.head.hash,
        time: ahead.head.time,
        kept: 'view',
      });
    const cut = seen === null ? null : cutBehind(vault, seen);
    // What an owner has ended since is judged once the journal has been checked.
    if (seen !== null && cut !== null && !isEnded(file.db, vault.chain, of, seen.endings))
      raiseMissed(vault, cut, ofKeychain(vault, seen));
    fillAsLastNamed(vault);
    if (ahead === null) await catchUpChain(vault);
    if (!isKeyThatCounts(vault)) vault.raise({ code: 'headerForged', sequence: null });
    judgeSeen(vault, seen, cut);
    judgeSlots(vault, found);
    if (next !== null && names(vault, next)) {
      vault.close(true);
      return null;
    }
    requireAccount(vault, opening.joining);
    requireStanding(vault, opening, found);
    opening.admit(vault);
    if (isOfOtherRole(vault)) {
      leaveView(vault);
      removeView(viewPath(folder, user));
      return openOn(openView(folder, user, keys.seed, file.sql));
    }
    applyLapses(vault);
    await fillView(process, vault);
    await begin(vault, former);
    return vault;
  };
  const view = newestView(folder, file, opening, of);
  try {
    return await openOn(view);
  } catch (error) {
    if (!isDamaged(view.db, error)) {
      made.vault?.close();
      file.close();
      throw error;
    }
    // Only the view is damaged: it is derived, and built again from the truth.
    logBug(error, 'view');
    view.db.close();
    removeView(viewPath(folder, user));
    return openOn(openView(folder, user, keys.seed, file.sql));
  }
}

/** This person's view; one that is ahead of a journal in which an owner has ended an alarm since is made anew. */
function newestView(
  folder: string,
  file: DatabaseFile,
  { user, keys }: Pick<Opening, 'user' | 'keys'>,
  of: { readonly vault: Id; readonly rootPublic: Uint8Array },
): OpenedView {
  try {
    const view = openView(folder, user, keys.seed, file.sql);
    if (view.ahead === null || !isEnded(file.db, new Chain(view.db, of.vault, of.rootPublic), of)) return view;
    // What this view holds of entries that went is taken away with it.
    view.db.close();
    removeView(viewPath(folder, user));
    return openView(folder, user, keys.seed, file.sql);
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Projects what changed since this person was here last; where that is much, beside the calls. */
async function fillView(process: VaultProcess, vault: OpenVault): Promise<void> {
  if ((vault.chain.sql.dirtyCount.get() ?? 0) <= 2_000) return catchUpContent(vault, () => process.ending);
  process.building = true;
  const built = catchUpContent(vault, () => process.ending)
    .catch((error: unknown) => {
      logBug(error, 'view');
      noticeDamage(process, error);
    })
    .finally(() => {
      process.building = false;
      process.running.delete(built);
      // Whatever was fetched meanwhile was fetched from a half-filled view.
      const what = ['customers', 'notes', 'staff', 'exports', 'imports', 'journal', 'session'] as const;
      if (!process.ending) process.emit('data.changed', { what: [...what], ids: [] });
    });
  process.built = built;
  process.running.add(built);
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

/** The database's key from the box of a slot, which was sealed to the keys that counted at the time. */
function openWithAny(held: readonly (PersonKeys | null)[], sealed: Uint8Array): SecretKey | null {
  for (const keys of held) {
    const key = keys === null ? null : openSealed(keys.box, sealed);
    if (key !== null) return key;
  }
  return null;
}

/** Whether the journal names these keys as those of this person. */
function names(vault: OpenVault, keys: PersonKeys): boolean {
  const person = vault.chain.authority.person(vault.user);
  return (
    person !== undefined &&
    vault.chain.rooted &&
    equal(person.sign, keys.sign.publicKey) &&
    equal(person.box, keys.box.publicKey)
  );
}

/** Whether the database has the key that the journal names. While a new one is due, it may have been made already. */
function isKeyThatCounts({ chain: { authority }, file, id }: OpenVault): boolean {
  const { databaseKey, databaseKeyDue } = authority;
  if (databaseKey === null || databaseKeyDue) return true;
  return equal(databaseKeyCommitment(file.key, id, databaseKey.generation), databaseKey.commitment);
}

/** My certificate names my keys, and my slot or slip is the one that counts; otherwise this login is refused. */
function requireStanding(vault: OpenVault, { user, keys, by }: Opening, found: Header): void {
  const person = vault.chain.authority.person(user);
  const certified = person !== undefined && names(vault, keys);
  const stands = certified && vault.chain.authority.stands(user);
  const counts =
    certified && ('slot' in by ? person.slot === by.slot : person.slip.valid && person.slip.no === by.slip);
  if (stands && counts) return;
  const { quarantine } = vault;
  vault.close();
  if (certified && person.ended !== null) throw new VaultError('shutOut');
  if (certified && person.frozen !== null) throw new VaultError('frozen');
  if (certified && 'slip' in by) throw new VaultError('slipReplaced');
  // The slot that counts is there too: a change of password was interrupted before or after the journal took it.
  const interrupted =
    person !== undefined &&
    'slot' in by &&
    by.slot !== person.slot &&
    found.slots.some(({ user: of, version }) => of === user && version === person.slot);
  if (interrupted && (certified || quarantine === null))
    throw new VaultError(by.slot < person.slot ? 'passwordReplaced' : 'passwordNotChanged');
  // Where the journal could not be read so far as to name this person, that is what has to be said.
  if (certified || quarantine === null) throw new VaultError('slotRefused');
  throw new VaultError('vaultDamaged', quarantine.sequence === null ? {} : { sequence: quarantine.sequence });
}
