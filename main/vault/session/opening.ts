import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { Chain, type Vouched } from '../journal/chain.ts';
import { entryHash, noHash } from '../journal/entry.ts';
import { equal, openSealed } from '../keys/crypto.ts';
import { databaseKeyCommitment } from '../keys/databaseKey.ts';
import type { Header } from '../keys/header.ts';
import { type PersonKeys, wipePersonKeys } from '../keys/slot.ts';
import { logBug } from '../log.ts';
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
import { OpenVault } from './openVault.ts';
import { cutBehind, isEnded, judgeSeen } from './ended.ts';
import { openDatabaseFile } from './openDatabaseFile.ts';
import { readSeen } from './seen.ts';

/** What a slot has opened, and what it claims: held against the journal before it counts. */
export interface Opening {
  readonly user: Id;
  readonly keys: PersonKeys;
  readonly rootPublic: Uint8Array;
  readonly slotVersion: number;
  readonly sealedDatabaseKey: Uint8Array;
  readonly device: Id;
}

/**
 * Opens database, journal and view for one person. `begin` is what makes a session of it; where it comes upon a view that
 * cannot be read, it runs again over one that has been built anew.
 */
export async function openVault(
  process: VaultProcess,
  found: Header,
  opening: Opening,
  begin: (vault: OpenVault) => Promise<void>,
): Promise<OpenVault> {
  const { folder, host } = process;
  const { user, keys } = opening;
  let file: DatabaseFile;
  try {
    file = openDatabaseFile(folder, found, opening.sealedDatabaseKey, (sealed) => openSealed(keys.box, sealed));
  } catch (error) {
    wipePersonKeys(keys);
    throw error;
  }
  const seen = await readSeen(host, found.vault, user, keys.seed);
  const of = { vault: found.vault, rootPublic: opening.rootPublic };
  const openOn = async ({ db: viewDb, ahead }: OpenedView): Promise<OpenVault> => {
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
    if (ahead !== null) vault.raise(ahead);
    const cut = seen === null ? null : cutBehind(vault, seen);
    // What an owner has ended since is judged once the journal has been checked.
    if (cut !== null && !isEnded(file.db, vault.chain, of, seen?.endings))
      vault.raise({ code: cut, sequence: seen?.seq ?? null });
    vault.known = [vault.chain.head, seen].filter((known) => known !== null);
    fillAsLastNamed(vault);
    if (ahead === null) await catchUpChain(vault);
    if (!isKeyThatCounts(vault)) vault.raise({ code: 'headerForged', sequence: null });
    judgeSeen(vault, seen, cut);
    requireStanding(vault, opening);
    if (isOfOtherRole(vault)) {
      leaveView(vault);
      removeView(viewPath(folder, user));
      return openOn(openView(folder, user, keys.seed, file.sql));
    }
    applyLapses(vault);
    await fillView(process, vault);
    await begin(vault);
    return vault;
  };
  let view = openView(folder, user, keys.seed, file.sql);
  if (view.ahead !== null && isEnded(file.db, new Chain(view.db, found.vault, opening.rootPublic), of)) {
    // What this view holds of entries that went is taken away with it.
    view.db.close();
    removeView(viewPath(folder, user));
    view = openView(folder, user, keys.seed, file.sql);
  }
  try {
    return await openOn(view);
  } catch (error) {
    if (!isDamaged(view.db, error)) {
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

/** Whether the database has the key that the journal names. While a new one is due, it may have been made already. */
function isKeyThatCounts({ chain: { authority }, file, id }: OpenVault): boolean {
  const { databaseKey, databaseKeyDue } = authority;
  if (databaseKey === null || databaseKeyDue) return true;
  return equal(databaseKeyCommitment(file.key, id, databaseKey.generation), databaseKey.commitment);
}

/** My certificate names my keys, and my slot is the one that counts; otherwise this login is refused. */
function requireStanding(vault: OpenVault, opening: Opening): void {
  const person = vault.chain.authority.person(opening.user);
  const certified =
    person !== undefined &&
    vault.chain.rooted &&
    equal(person.sign, opening.keys.sign.publicKey) &&
    equal(person.box, opening.keys.box.publicKey);
  if (certified && vault.chain.authority.stands(person.user) && person.slot === opening.slotVersion) return;
  const { quarantine } = vault;
  vault.close();
  if (certified && person.ended !== null) throw new VaultError('shutOut');
  if (certified && person.frozen !== null) throw new VaultError('frozen');
  // Where the journal could not be read so far as to name this person, that is what has to be said.
  if (certified || quarantine === null) throw new VaultError('slotRefused');
  throw new VaultError('vaultDamaged', quarantine.sequence === null ? {} : { sequence: quarantine.sequence });
}
