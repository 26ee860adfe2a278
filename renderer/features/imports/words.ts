import type { ImportDelimiter, ImportEncoding, ImportProblem } from '#shared/contract/imports.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import type { imports } from '../../locales/en/imports.ts';

type ImportKey = keyof typeof imports;

/** What a column becomes, as a key of the words. */
export const targetWords = {
  name: 'targetName',
  title: 'targetTitle',
  taxId: 'targetTaxId',
  company: 'targetCompany',
  responsible: 'targetResponsible',
  tags: 'targetTags',
  phone: 'targetPhone',
  mobile: 'targetMobile',
  fax: 'targetFax',
  email: 'targetEmail',
  address: 'targetAddress',
  wechat: 'targetWechat',
  line: 'targetLine',
  birthday: 'targetBirthday',
  idNumber: 'targetIdNumber',
  bankAccount: 'targetBankAccount',
  notes: 'targetNotes',
  ignore: 'targetIgnore',
} as const satisfies Record<ImportTarget, ImportKey>;

/** Targets in the groups in which the list offers them. */
export const targetGroups = [
  { group: 'groupCard', targets: ['name', 'title', 'taxId', 'company', 'responsible'] },
  { group: 'groupContact', targets: ['phone', 'mobile', 'fax', 'email', 'address', 'wechat', 'line', 'birthday'] },
  { group: 'groupWork', targets: ['tags', 'notes'] },
  { group: 'groupRestricted', targets: ['idNumber', 'bankAccount'] },
  { group: 'groupNone', targets: ['ignore'] },
] as const satisfies readonly { readonly group: ImportKey; readonly targets: readonly ImportTarget[] }[];

export const problemWords = {
  nameMissing: 'problemNameMissing',
  tooLong: 'problemTooLong',
  tooManyColumns: 'problemTooManyColumns',
  taxIdInvalid: 'problemTaxIdInvalid',
  phoneInvalid: 'problemPhoneInvalid',
  emailInvalid: 'problemEmailInvalid',
  dateInvalid: 'problemDateInvalid',
  idNumberInvalid: 'problemIdNumberInvalid',
  responsibleUnknown: 'problemResponsibleUnknown',
  duplicateInFile: 'problemDuplicateInFile',
  duplicateInVault: 'problemDuplicateInVault',
  controlCharacters: 'problemControlCharacters',
} as const satisfies Record<ImportProblem['code'], ImportKey>;

export const encodingWords = {
  'utf-8': 'encodingUtf8',
  'utf-16le': 'encodingUtf16le',
  'utf-16be': 'encodingUtf16be',
  gb18030: 'encodingGb18030',
  big5: 'encodingBig5',
  'windows-1252': 'encodingWindows1252',
} as const satisfies Record<ImportEncoding, ImportKey>;

export const delimiterWords = {
  ',': 'delimiterComma',
  ';': 'delimiterSemicolon',
  '\t': 'delimiterTab',
  '|': 'delimiterBar',
} as const satisfies Record<ImportDelimiter, ImportKey>;

/** Problems of a value that may be right all the same, so that "take in as it is" makes sense. */
const doubtfulCodes: ReadonlySet<ImportProblem['code']> = new Set([
  'taxIdInvalid',
  'phoneInvalid',
  'emailInvalid',
  'dateInvalid',
  'idNumberInvalid',
  'duplicateInFile',
  'duplicateInVault',
]);

/** Whether a row may be taken in with its problems. */
export function canTakeAnyway(problems: readonly ImportProblem[]): boolean {
  return problems.length > 0 && problems.every(({ code }) => doubtfulCodes.has(code));
}
