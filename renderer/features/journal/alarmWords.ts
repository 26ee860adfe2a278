import type { TFunction } from 'i18next';
import type { Output } from '#shared/contract/index.ts';

type Words = TFunction<'alarm'>;
export type Alarm = Output<'journal.alarm'>;

const reasons = {
  unreadable: 'reason_form',
  rowElsewhere: 'reason_form',
  timeRunsBack: 'reason_time',
  signatureInvalid: 'reason_signature',
  deviceUnknown: 'reason_signature',
  rootSignatureMissing: 'reason_owner',
  rootSignatureInvalid: 'reason_owner',
  otherRoot: 'reason_owner',
  rowChanged: 'reason_changed',
  rowMissing: 'reason_missing',
  rowUnreadable: 'reason_closed',
  rowUnsound: 'reason_nonsense',
} as const;
const order = [
  'otherVault',
  'misplaced',
  'gap',
  'chainBroken',
  'hashWrong',
  'authorityHidden',
  'notTheEntrySeen',
  'keyOutOfOrder',
  'versionNotNewer',
];

/** Why something does not hold, as the end of a sentence; what is not named here is a matter of rights. */
export function reasonWords(t: Words, reason: string): string {
  if (Object.hasOwn(reasons, reason)) return t(reasons[reason as keyof typeof reasons]);
  return t(order.includes(reason) ? 'reason_order' : 'reason_right');
}

const kinds = {
  customer: 'kind_customer',
  note: 'kind_note',
  person: 'kind_person',
  company: 'kind_company',
  request: 'kind_request',
  requestRows: 'kind_request',
  reason: 'kind_request',
  draft: 'kind_draft',
  importReport: 'kind_import',
  importProblems: 'kind_import',
} as const;

/** A damaged part of a record as a sentence. */
export function partWords(t: Words, { kind, customer, part, reason, older }: Alarm['parts'][number]): string {
  const name = customer?.name ?? '';
  const what =
    name !== ''
      ? kind === 'note'
        ? t('noteOf', { name })
        : name
      : t(Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds] : 'kind_other');
  return t(older ? 'partOlder' : 'partNothing', { what, part: t(`part_${part}`), reason: reasonWords(t, reason) });
}

/** What was found and what will be done, sentence by sentence. */
export function foundWords(t: Words, found: Alarm, when: (at: number) => string): string[] {
  const { entry, entries, first, known, parts, partCount } = found;
  const lines: string[] = [];
  if (entries > 0 && first === null) lines.push(t('entriesStray', { count: entries }));
  else if (entry !== null) {
    const { sequence, actor, at } = entry;
    const reason = reasonWords(t, entry.reason);
    lines.push(
      actor === null || at === null || actor.name === ''
        ? t('entry', { sequence, reason })
        : t('entryNamed', { sequence, reason, name: actor.name, at: when(at) }),
    );
    if (actor !== null) lines.push(t('entryHint'));
  }
  if (entries > 0 && first !== null) lines.push(t('entriesAside', { count: entries, first, signed: found.signed }));
  if (found.rooted > 0) lines.push(t('entriesRights', { count: found.rooted }));
  if (entries === 0 && first !== null) lines.push(t('lost', { first, known }));
  if (entries === 0 && first === null && (found.code === 'journalBroken' || found.code === 'viewAhead'))
    lines.push(t('lostUnknown', { known }));
  if (partCount > 0) {
    lines.push(t('parts', { count: partCount }), ...parts.map((part) => partWords(t, part)));
    if (partCount > parts.length) lines.push(t('partsMore', { count: partCount - parts.length }));
  }
  if (found.versions > 0) lines.push(t('versions', { count: found.versions }));
  if (found.extra > 0) lines.push(t('extra', { count: found.extra }));
  if (found.restored > 0) lines.push(t('restored', { count: found.restored }));
  return lines.length > 0 ? lines : [t('nothing')];
}
