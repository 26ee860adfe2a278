import type { Role } from '#shared/domain/roles.ts';
import { decodeEntry } from '../journal/entry.ts';
import { isHash } from '../keys/crypto.ts';
import type { OpenVault } from '../session/openVault.ts';

// Another role reads other parts of the journal, which a view takes in entry by entry: it is built again as a whole.
const otherRole = 'otherRole';
/** The roles for which empty views are filled: not the ones that their people had when an entry was written. */
const filledFor = new WeakMap<OpenVault, Role>();

/** Notes that the person of this view has got another role. */
export function noteOtherRole(vault: OpenVault): void {
  vault.content.setMeta.run(otherRole, '1');
}

/** Whether the view was filled for a role that its person no longer has. */
export function isOfOtherRole(vault: OpenVault): boolean {
  return vault.content.meta.get(otherRole) !== undefined;
}

/** Gives up a view that is to be made anew at once; the person's keys and the vault's file stay open. */
export function leaveView(vault: OpenVault): void {
  vault.ring.wipe();
  vault.phoneKey.wipe();
  vault.viewDb.close();
}

/** For whom entries are taken into the view. */
export function roleOfView(vault: OpenVault): Role {
  return filledFor.get(vault) ?? vault.viewer.role;
}

/** An empty view is filled for the role that the journal names last. Whether that entry counts is checked as it is taken in. */
export function fillAsLastNamed(vault: OpenVault): void {
  if (vault.chain.head !== null) return;
  let at: { readonly seq: number; readonly hash: Uint8Array } | null = vault.sql.lastEntry.get() ?? null;
  while (at !== null) {
    const { seq, hash } = at;
    const stored = vault.sql.entriesBySeq.all(seq).find((one) => isHash(one.hash, hash));
    const entry = stored === undefined ? null : decodeEntry(stored.body);
    const certificate = entry?.items.findLast((item) => item.t === 'certificate' && item.user === vault.user);
    if (certificate?.t === 'certificate') return void filledFor.set(vault, certificate.role);
    const before = entry?.authority ?? null;
    if (before !== null && before.seq >= seq) return;
    at = before;
  }
}
