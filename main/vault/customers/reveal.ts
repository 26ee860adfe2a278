import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { mergedFields } from './payload.ts';
import { requireCustomer } from './read.ts';
import { openCustomer, requirePolicy } from './write.ts';

/** How long opened contact fields may stay on screen, and a restricted one. Milliseconds. */
const contactTime = 10 * 60_000;
const restrictedTime = 30_000;

/** Opens a customer's contact fields. The entry is on disk before any value leaves the vault. */
export function reveal(context: Context, { id, reason }: Parsed<'customers.reveal'>): Output<'customers.reveal'> {
  const { vault, view } = context;
  const shown = requireCustomer(view, id);
  if (shown.contact_access !== 'reveal' && shown.contact_access !== 'clear') throw new VaultError('notAllowed');
  commit(vault, { kind: 'customer.reveal', objects: [id], details: { reason } });
  const { contact } = openCustomer(vault, id);
  return {
    phones: contact?.phones ?? [],
    emails: contact?.emails ?? [],
    addresses: contact?.addresses ?? [],
    wechat: contact?.wechat ?? null,
    line: contact?.line ?? null,
    birthday: contact?.birthday ?? null,
    until: vault.clock.now() + contactTime,
  };
}

/** Opens one restricted field for half a minute. */
export function revealRestricted(
  context: Context,
  { id, field }: Parsed<'customers.revealRestricted'>,
): Output<'customers.revealRestricted'> {
  const { vault, view } = context;
  const shown = requireCustomer(view, id);
  if (shown.restricted_access !== 'reveal' && shown.restricted_access !== 'clear') throw new VaultError('notAllowed');
  commit(vault, { kind: 'customer.revealRestricted', objects: [id], details: { field } });
  return {
    value: mergedFields(openCustomer(vault, id), requirePolicy(vault))[field] ?? null,
    until: vault.clock.now() + restrictedTime,
  };
}
