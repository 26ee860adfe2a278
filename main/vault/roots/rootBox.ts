import type { Id } from '#shared/domain/ids.ts';
import type { Plan } from '../books/books.ts';
import type { Authority } from '../journal/authority.ts';
import { SecretKey, openSealed, sealTo, sign, verify } from '../keys/crypto.ts';
import type { OpenVault } from '../session/openVault.ts';

/** Under this name ROOT's secret waits in `sealed_keys` for an owner to take it; the generation is which ROOT it is. */
export const rootBoxKey = 'root';
const rootBytes = 64;

/** What owners alone hold: the secret halves of ROOT and of the recovery identity that belongs to it. */
export interface RootSecrets {
  readonly root: SecretKey;
  readonly recovery: SecretKey;
}

/** Seals ROOT's secrets to an owner whose public key ROOT has certified; they take them into their slot at their next login. */
export function boxRoot(
  plan: Pick<Plan, 'sealedKeys'>,
  to: { readonly user: Id; readonly box: Uint8Array },
  { root, recovery }: RootSecrets,
  generation: number,
): void {
  const both = new SecretKey(rootBytes + recovery.bytes.byteLength);
  both.bytes.set(root.bytes);
  both.bytes.set(recovery.bytes, rootBytes);
  plan.sealedKeys.push({ key: rootBoxKey, generation, user: to.user, sealed: sealTo(to.box, both.bytes) });
  both.wipe();
}

/** Whether a box with the ROOT in force waits for this session's person, who is an owner. */
export function rootWaits(vault: OpenVault): boolean {
  const { authority } = vault.chain;
  if (authority.person(vault.user)?.role !== 'owner') return false;
  return vault.sql.sealedKey.get(rootBoxKey, authority.roots.length, vault.user) !== undefined;
}

/**
 * Opens the box that waits for this person. Null where there is none, or what lies there is not the ROOT and the recovery
 * identity that the journal names: anybody who has the key of the database can put a box there.
 */
export function openRootBox(vault: OpenVault): RootSecrets | null {
  const { authority } = vault.chain;
  if (!rootWaits(vault)) return null;
  const both = vault.ring.sealedToMe(rootBoxKey, authority.roots.length);
  if (both === null) return null;
  const root = SecretKey.from(both.bytes.subarray(0, rootBytes));
  const recovery = SecretKey.from(both.bytes.subarray(rootBytes));
  both.wipe();
  if (isRoot(root, authority) && isRecovery(recovery, authority)) return { root, recovery };
  root.wipe();
  recovery.wipe();
  return null;
}

const probe = Buffer.from('is this the one');

/** Whether a secret is that of the ROOT in force. */
export function isRoot(root: SecretKey, authority: Authority): boolean {
  if (authority.root === null || root.bytes.byteLength !== rootBytes) return false;
  return verify(authority.root, 'root probe', probe, sign(root, 'root probe', probe));
}

function isRecovery(recovery: SecretKey, authority: Authority): boolean {
  if (authority.recovery === null || recovery.bytes.byteLength !== 32) return false;
  const pair = { publicKey: Buffer.from(authority.recovery), secret: recovery };
  const opened = openSealed(pair, sealTo(authority.recovery, probe));
  opened?.wipe();
  return opened !== null;
}
