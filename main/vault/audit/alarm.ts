import type { FieldClass } from '#shared/domain/fields.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { type AsidePlan, type DamagedRow, planAside } from '../journal/setAside.ts';
import { withWalk } from '../journal/verify.ts';
import type { Walk } from '../journal/verifyWalk.ts';
import { changeHeader, sealName } from '../keys/header.ts';
import type { Context } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import { dropMissed } from '../session/slotSeen.ts';
import { type Retyped, retype, wipeRetyped } from '../session/password.ts';
import { commitEnding } from '../store/commitEnding.ts';
import { passingViewPath } from '../view/openView.ts';
import { entryNames } from './audit.sql.ts';
import { verifiable, watching } from './verification.ts';

/** As many damaged parts are told one by one; the rest is a number. */
const mostParts = 50;

/** What was found in the whole vault, in the parts of sentences, and what ending the alarm would do. */
export async function alarm(context: Context): Promise<Output<'journal.alarm'>> {
  const { vault, view } = context;
  const names = entryNames(view);
  const plan = await withPlan(context, (found) => found);
  const { entry, entries, damaged } = plan;
  return {
    code: vault.quarantine?.code ?? null,
    hopeless: plan.hopeless,
    entry:
      entry === null
        ? null
        : {
            sequence: entry.sequence,
            reason: entry.reason,
            actor: entry.actor === null ? null : { user: entry.actor, name: names.person.get(entry.actor) ?? '' },
            kind: entry.kind,
            at: entry.time,
          },
    entries: entries.count,
    signed: entries.signed,
    rooted: entries.rooted,
    first: plan.first,
    known: plan.known,
    parts: damaged.slice(0, mostParts).map((row) => part(vault, names, row)),
    partCount: damaged.length,
    versions: plan.versions.length,
    extra: plan.extra.length,
    restored: plan.restored.length,
    digest: plan.digest,
  };
}

function part(
  vault: OpenVault,
  names: ReturnType<typeof entryNames>,
  { named, subject, kind, reason, back }: DamagedRow,
): Output<'journal.alarm'>['parts'][number] {
  const isCustomer = vault.chain.sql.subject.get(subject)?.kind === 'customer';
  return {
    kind,
    customer: isCustomer ? { id: subject, name: names.customer.get(subject) ?? null } : null,
    part: named.class as FieldClass,
    reason,
    sequence: named.seq,
    older: back !== null,
  };
}

/** Ends the alarm that was looked at. Needs ROOT, hence the owner's password; nobody else's session can sign it. */
export async function endAlarm(
  context: Context,
  { digest, password }: Parsed<'journal.endAlarm'>,
): Promise<Output<'journal.endAlarm'>> {
  const { process, vault } = context;
  const retyped = await retype(context, password);
  try {
    const { root } = retyped;
    if (root === null) throw new VaultError('notAllowed');
    const code = vault.quarantine?.code ?? 'seenByOthers';
    await withPlan(context, (plan, walk) => {
      if (plan.hopeless !== null) throw new VaultError('alarmHopeless');
      if (plan.digest !== digest) throw new VaultError('conflict');
      commitEnding(vault, walk, plan, code, root);
    });
    if (code === 'headerForged') nameSlots(process.folder, vault, retyped);
    dropMissed(process.folder, vault);
    return { done: true };
  } finally {
    wipeRetyped(retyped);
  }
}

/** The names before login are said again as the office knows them. */
function nameSlots(folder: string, vault: OpenVault, { device }: Retyped): void {
  changeHeader(folder, (header) => ({
    ...header,
    slots: header.slots.map((slot) => {
      const name = vault.content.personName.get(slot.user);
      return name === undefined ? slot : { ...slot, name: sealName(device.secret, vault.id, slot.user, name) };
    }),
  }));
}

async function withPlan<T>(context: Context, work: (plan: AsidePlan, walk: Walk) => T): Promise<T> {
  const { process, vault } = context;
  const path = passingViewPath(process.folder, 'verify', process.newId());
  const looked = await withWalk(
    verifiable(vault),
    path,
    watching(process, () => false),
    (walk): { readonly value: T } => {
      const plan = planAside(vault, walk);
      // Not even the first entry holds: there is nothing to go on from.
      if (plan === null) throw new VaultError('vaultDamaged');
      return { value: work(plan, walk) };
    },
  );
  process.emit('journal.progress', { done: 1, total: 1, running: false });
  if (looked === null) throw new VaultError('notLoggedIn');
  return looked.value;
}
