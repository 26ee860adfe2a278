import type { TFunction } from 'i18next';
import type { JournalLine } from '#shared/contract/audit.ts';
import type { journal } from '../../locales/en/journal.ts';
import { objectsOf, personAt, type Mark, type Reference } from './objects.ts';
import { fieldList, numberOf, tried, wordFor, wordOf } from './details.ts';
import { passwordTellings } from './passwordSentences.ts';
import { staffTellings } from './staffSentences.ts';

type JournalKey = keyof typeof journal;
/** The words of this feature. */
export type JournalWords = TFunction<'journal'>;

/** One stretch of a sentence: plain words, or the name of somebody or something. */
export interface Part {
  readonly text: string;
  readonly name: boolean;
  readonly reference: Reference | null;
}
export interface Sentence {
  readonly parts: readonly Part[];
  /** `alarm` must not be overlooked, `refusal` is told in red, the rest is calm. */
  readonly tone: 'calm' | 'refusal' | 'alarm';
}

/** What is told differently from the plain "kind → sentence". Answers a key and the words that sentence needs. */
export type Telling = (
  line: JournalLine,
  t: JournalWords,
  locale: string,
  mark: Mark,
) => readonly [JournalKey, Record<string, string | number>?];

const plain =
  (key: JournalKey): Telling =>
  () => [key];

/** One sentence for every kind of entry that this version writes. */
export const tellings: Readonly<Record<string, Telling>> = {
  'vault.create': plain('vaultCreate'),
  'session.login': plain('sessionLogin'),
  'session.loginFailed': (line) => [
    line.objects.length > 0
      ? 'sessionLoginFailed'
      : line.actor === null
        ? 'sessionLoginFailedNobody'
        : 'sessionLoginFailedBefore',
    { count: numberOf(line, 'count') ?? Math.max(1, line.count) },
  ],
  'session.lock': plain('sessionLock'),
  'session.lockedOut': (line) => ['sessionLockedOut', { count: numberOf(line, 'count') ?? Math.max(1, line.count) }],
  'login.rules': plain('loginRules'),
  'login.factorOn': plain('loginFactorOn'),
  'login.factorOff': plain('loginFactorOff'),
  'login.factorOffFor': plain('loginFactorOffFor'),
  'login.code': plain('loginCode'),
  'login.pinOn': plain('loginPinOn'),
  'login.pinOff': plain('loginPinOff'),
  ...passwordTellings,
  'staff.certify': (line, t) => ['staffCertify', { role: t(wordOf('role', line.details['role'])) }],
  'staff.name': plain('staffName'),
  'staff.worksFor': (line, t, _, mark) => {
    const manager = personAt(line, 1, t, mark);
    return manager === null ? ['staffWorksForOwner'] : ['staffWorksFor', { manager }];
  },
  ...staffTellings,
  'staff.revoke': (line, t, _, mark) => {
    const count = numberOf(line, 'customers') ?? 0;
    const to = personAt(line, 1, t, mark) ?? mark(t('pool'), null);
    return count === 0 || line.details['to'] === 'nobody' ? ['staffRevoke'] : ['staffRevokeHanded', { count, to }];
  },
  'vault.databaseKey': plain('vaultDatabaseKey'),
  'staff.inviteMake': (line, t) => ['staffInviteMake', { role: t(wordOf('role', line.details['role'])) }],
  'staff.inviteEnd': (line) => [line.details['how'] === 'accepted' ? 'staffInviteUsed' : 'staffInviteEnd'],
  'vault.headerBack': plain('vaultHeaderBack'),
  'account.code': plain('accountCode'),
  'account.codeEnd': plain('accountCodeEnd'),
  'account.join': plain('accountJoin'),
  'account.end': plain('accountEnd'),
  'roots.renew': plain('rootsRenew'),
  'roots.take': plain('rootsTake'),
  'book.create': plain('bookCreate'),
  'policy.set': plain('policySet'),
  'customer.create': plain('customerCreate'),
  'customer.update': (line, t, locale) => {
    const fields = fieldList(line, t, locale);
    return fields === null ? ['customerUpdate'] : ['customerUpdateFields', { fields }];
  },
  'customer.bin': plain('customerBin'),
  'customer.restore': plain('customerRestore'),
  'customer.undo': plain('customerUndo'),
  'customer.reveal': plain('customerReveal'),
  'customer.revealRestricted': (line, t) => [
    'customerRevealRestricted',
    { field: t(wordOf('field', line.details['field'])) },
  ],
  'customer.move': (line, t, _, mark) => ['customerMove', { to: personAt(line, 0, t, mark) ?? mark(t('pool'), null) }],
  'note.add': (line, t) => ['noteAdd', { note: t(wordOf('note', line.details['noteKind'])) }],
  'note.update': plain('noteUpdate'),
  'note.remove': plain('noteRemove'),
  'import.begin': (line) => {
    const rows = numberOf(line, 'rows');
    return rows === null || rows === 0 ? ['importBeginOpen'] : ['importBegin', { rows }];
  },
  'import.rows': (line) => ['importRows', { rows: rowsOf(line) }],
  'import.end': (line) => ['importEnd', { rows: rowsOf(line), problems: numberOf(line, 'problems') ?? 0 }],
  'import.undo': (line) => ['importUndo', { rows: rowsOf(line) }],
  'import.edit': plain('importEdit'),
  'import.mend': plain('importMend'),
  'import.dismiss': plain('importDismiss'),
  'export.request': (line, t) => ['exportRequest', { rows: rowsOf(line), columns: columnsOf(line, t) }],
  'export.withdraw': plain('exportWithdraw'),
  'export.preview': plain('exportPreview'),
  'export.approve': (line, t) => ['exportApprove', { rows: rowsOf(line), columns: columnsOf(line, t) }],
  'export.deny': plain('exportDeny'),
  'export.done': (line) => ['exportDone', { rows: rowsOf(line) }],
  'export.expire': plain('exportExpire'),
  'export.refused': plain('exportRefused'),
  'preview.start': plain('previewStart'),
  'draft.save': plain('draftSave'),
  refused: (line, t) => ['refused', { what: t(tried(line)), count: numberOf(line, 'count') ?? 1 }],
  'terms.publish': (line) => ['termsPublish', { version: numberOf(line, 'version') ?? 1 }],
  'terms.sign': (line) => ['termsSign', { version: numberOf(line, 'version') ?? 1 }],
  'journal.verify': plain('journalVerify'),
  'journal.export': plain('journalExport'),
  'journal.checkpoint': plain('journalCheckpoint'),
  'clock.behind': (line) => ['clockBehind', { days: numberOf(line, 'days') ?? 0 }],
  'clock.ahead': (line) => ['clockAhead', { days: numberOf(line, 'days') ?? 0 }],
  'clock.set': (line) => ['clockSet', { days: numberOf(line, 'days') ?? 0 }],
  'quarantine.end': (line) => [
    'quarantineEnd',
    { entries: numberOf(line, 'entries') ?? 0, rows: numberOf(line, 'rows') ?? 0 },
  ],
  'quarantine.raise': (line, t) => [
    'quarantineRaise',
    { why: t(wordFor('reason', line.details['code'], 'reasonOther')) },
  ],
};

/** Private-use characters that no name holds; they carry the names through the message format. */
const open = '\uE000';
const middle = '\uE001';
const close = '\uE002';

/**
 * The sentence that tells one entry of the journal. An unknown kind gets a plain one, so that an entry which a newer
 * version wrote is never passed over. `me` is addressed as "you" on the page of one's own activity.
 */
export function sentenceOf(line: JournalLine, t: JournalWords, locale: string, me: string | null = null): Sentence {
  const references: (Reference | null)[] = [];
  const mark: Mark = (text, reference) => {
    references.push(reference);
    return `${open}${references.length - 1}${middle}${text}${close}`;
  };
  const telling = Object.hasOwn(tellings, line.kind) ? tellings[line.kind] : undefined;
  const [key, extra]: ReturnType<Telling> = telling
    ? telling(line, t, locale, mark)
    : [line.objects.length > 0 ? 'unknownKindObject' : 'unknownKind', { kind: line.kind }];
  const words = {
    ...extra,
    actor: actorOf(line, t, me, mark),
    object: objectsOf(line, t, locale, mark),
  };
  // The values fit the key: each telling names both together.
  const told = String(t(key, words as never));
  const reason = line.kind === 'customer.reveal' ? line.details['reason'] : undefined;
  const text =
    reason === undefined
      ? told
      : String(t('withReason', { sentence: told, reason: t(wordFor('reason', reason, 'reasonCheck')) }));
  const tone =
    line.kind === 'quarantine.raise' || line.kind === 'password.dispute'
      ? 'alarm'
      : /^(refused|session\.lockedOut|export\.refused|session\.loginFailed)$/.test(line.kind)
        ? 'refusal'
        : 'calm';
  return { parts: partsOf(text, references), tone };
}

function actorOf(line: JournalLine, t: JournalWords, me: string | null, mark: Mark): string {
  if (line.actor === null) return mark(t('coffer'), null);
  if (line.actor.user === me) return mark(t('you'), null);
  return mark(line.actor.name, { kind: 'person', id: line.actor.user });
}

function rowsOf(line: JournalLine): number {
  return numberOf(line, 'rows') ?? line.count;
}

function columnsOf(line: JournalLine, t: JournalWords): string {
  return t('columnsCount', { count: numberOf(line, 'columns') ?? 0 });
}

function partsOf(text: string, references: readonly (Reference | null)[]): Part[] {
  const parts: Part[] = [];
  for (const stretch of text.split(open)) {
    const [index, rest] = stretch.includes(middle) ? stretch.split(middle, 2) : [undefined, stretch];
    if (index === undefined) {
      if (stretch !== '') parts.push({ text: stretch, name: false, reference: null });
      continue;
    }
    const [name = '', after = ''] = (rest ?? '').split(close, 2);
    parts.push({ text: name, name: true, reference: references[Number(index)] ?? null });
    if (after !== '') parts.push({ text: after, name: false, reference: null });
  }
  return parts;
}
