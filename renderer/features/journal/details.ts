import type { TFunction } from 'i18next';
import type { JournalLine } from '#shared/contract/audit.ts';
import type { journal } from '../../locales/en/journal.ts';

type JournalKey = keyof typeof journal;

const words = {
  role: {
    owner: 'roleOwner',
    manager: 'roleManager',
    salesperson: 'roleSalesperson',
    service: 'roleService',
    auditor: 'roleAuditor',
  },
  note: { note: 'noteNote', call: 'noteCall', message: 'noteMessage', visit: 'noteVisit' },
  field: {
    kind: 'fieldKind',
    name: 'fieldName',
    title: 'fieldTitle',
    taxId: 'fieldTaxId',
    company: 'fieldCompany',
    tags: 'fieldTags',
    phones: 'fieldPhones',
    emails: 'fieldEmails',
    addresses: 'fieldAddresses',
    wechat: 'fieldWechat',
    line: 'fieldLine',
    birthday: 'fieldBirthday',
    idNumber: 'fieldIdNumber',
    bankAccount: 'fieldBankAccount',
  },
  freeze: {
    unusual: 'freezeUnusual',
    leaving: 'freezeLeaving',
    passwordKnown: 'freezePasswordKnown',
    other: 'freezeOther',
  },
  reason: {
    call: 'reasonCall',
    message: 'reasonMessage',
    visit: 'reasonVisit',
    check: 'reasonCheck',
    journalBroken: 'reasonJournalBroken',
    journalTruncated: 'reasonJournalTruncated',
    rowChanged: 'reasonRowChanged',
    headerForged: 'reasonHeaderForged',
    viewAhead: 'reasonViewAhead',
    signatureInvalid: 'reasonSignatureInvalid',
    notAuthorised: 'reasonNotAuthorised',
    // The verifier says it more closely than the screen has to.
    unreadable: 'reasonJournalBroken',
    otherVault: 'reasonJournalBroken',
    misplaced: 'reasonJournalBroken',
    gap: 'reasonJournalBroken',
    chainBroken: 'reasonJournalBroken',
    hashWrong: 'reasonJournalBroken',
    timeRunsBack: 'reasonJournalBroken',
    authorityHidden: 'reasonJournalBroken',
    notTheEntrySeen: 'reasonJournalBroken',
    rowMissing: 'reasonRowChanged',
    rowExtra: 'reasonRowChanged',
    rowUnsound: 'reasonRowChanged',
    rootSignatureInvalid: 'reasonSignatureInvalid',
    rootSignatureMissing: 'reasonSignatureInvalid',
    otherRoot: 'reasonSignatureInvalid',
    deviceUnknown: 'reasonNotAuthorised',
    writeNotAllowed: 'reasonNotAuthorised',
    moveNotAllowed: 'reasonNotAuthorised',
    rowElsewhere: 'reasonNotAuthorised',
  },
} as const satisfies Record<string, Record<string, JournalKey>>;

/** The words for what a refused call was after: the first rule that fits the call’s name. */
const attempts: readonly (readonly [string, JournalKey])[] = [
  ['customers.reveal', 'tryReveal'],
  ['customers.handOver', 'tryHandOver'],
  ['customers.get', 'tryReadCustomer'],
  ['customers.', 'tryChangeCustomer'],
  ['notes.list', 'tryReadCustomer'],
  ['notes.', 'tryChangeCustomer'],
  ['changes.', 'tryChangeCustomer'],
  ['staff.preview', 'tryPreview'],
  ['staff.', 'tryStaff'],
  ['imports.', 'tryImport'],
  ['exports.request', 'tryExportAsk'],
  ['exports.estimate', 'tryExportAsk'],
  ['exports.decide', 'tryExportDecide'],
  ['exports.save', 'tryExportSave'],
  ['exports.', 'tryExportRead'],
  ['journal.', 'tryJournal'],
  ['session.', 'trySession'],
  ['logins.', 'trySession'],
];

type Group = keyof typeof words;
type Detail = JournalLine['details'][string] | undefined;

/** The key of the word for a closed value, or `otherwise` for a value this version does not know. */
export function wordFor(group: Group, value: Detail, otherwise: JournalKey): JournalKey {
  const known: Readonly<Record<string, JournalKey>> = words[group];
  return typeof value === 'string' && Object.hasOwn(known, value) ? (known[value] ?? otherwise) : otherwise;
}

const otherwise = {
  role: 'aPerson',
  note: 'noteNote',
  field: 'fieldOther',
  freeze: 'freezeOther',
  reason: 'reasonOther',
} as const satisfies Record<Group, JournalKey>;

/** The key of the word for a closed value, with the group's own word for an unknown one. */
export function wordOf(group: Group, value: Detail): JournalKey {
  return wordFor(group, value, otherwise[group]);
}

/** A number among the details; null where there is none. */
export function numberOf(line: JournalLine, key: string): number | null {
  const value = line.details[key];
  const number = typeof value === 'string' ? Number(value) : value;
  return number !== undefined && Number.isFinite(number) ? number : null;
}

/** "phones and birthday": the changed fields, each named once; null where the entry names none. */
export function fieldList(line: JournalLine, t: TFunction<'journal'>, locale: string): string | null {
  const fields = String(line.details['fields'] ?? '')
    .split(/[\s,]+/)
    .filter((field) => field !== '' && Number.isNaN(Number(field)));
  if (fields.length === 0) return null;
  const names = [...new Set(fields.map((field) => String(t(wordOf('field', field)))))];
  return new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' }).format(names);
}

/** What the person was after when a call was refused. */
export function tried(line: JournalLine): JournalKey {
  const name = String(line.details['call'] ?? '');
  return attempts.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'tryOther';
}
