import type { Id } from '#shared/domain/ids.ts';
import { emptyPlan, planRekey } from '../books/books.ts';
import type { SecretKey } from '../keys/crypto.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';

/** Whose new keys wait for an owner. */
export function askedKeys({ chain }: OpenVault): Id[] {
  return chain.authority
    .active()
    .flatMap(({ user, asked, frozen }) => (asked === null || frozen !== null ? [] : [user]));
}

/**
 * Names the keys that people have asked for because somebody may know their password, and makes anew what they hold. An
 * entry for each person: keys that two of them hold are made anew twice.
 */
export function finishAsked(vault: OpenVault, root: SecretKey): void {
  for (const user of askedKeys(vault)) {
    const { authority } = vault.chain;
    const asked = authority.person(user)?.asked ?? null;
    if (asked === null) continue;
    const plan = emptyPlan();
    planRekey(plan, vault.ring, authority, { user, sign: asked.sign, box: asked.box, slot: asked.slot }, 'asked');
    commit(vault, {
      kind: 'password.rekey',
      objects: [user],
      items: plan.items,
      sealedKeys: plan.sealedKeys,
      root,
    });
  }
}
