import type { ExportRequest, ExportTreatment } from '#shared/contract/exports.ts';
import type { ExportColumn } from '#shared/domain/fields.ts';
import type { exports } from '../../locales/en/exports.ts';
import type { ColumnGroup } from './columns.ts';

type ExportKey = keyof typeof exports;

/** The name of each column, as a key of the words. */
export const columnWords = {
  name: 'fieldName',
  kind: 'fieldKind',
  title: 'fieldTitle',
  taxId: 'fieldTaxId',
  company: 'fieldCompany',
  responsible: 'fieldResponsible',
  tags: 'fieldTags',
  created: 'fieldCreated',
  lastContact: 'fieldLastContact',
  phones: 'fieldPhones',
  emails: 'fieldEmails',
  addresses: 'fieldAddresses',
  wechat: 'fieldWechat',
  line: 'fieldLine',
  birthday: 'fieldBirthday',
  idNumber: 'fieldIdNumber',
  bankAccount: 'fieldBankAccount',
  notes: 'fieldNotes',
} as const satisfies Record<ExportColumn, ExportKey>;

export const groupWords = {
  card: 'groupCard',
  work: 'groupWork',
  contact: 'groupContact',
  restricted: 'groupRestricted',
} as const satisfies Record<ColumnGroup, ExportKey>;

/** The state of a request, in one word. */
export const stateWords = {
  waiting: 'stateWaiting',
  approved: 'stateApproved',
  denied: 'stateDenied',
  withdrawn: 'stateWithdrawn',
  saved: 'stateSaved',
  expired: 'stateExpired',
  void: 'stateVoid',
} as const satisfies Record<ExportRequest['state'], ExportKey>;

/** The words above the columns with one treatment on the document. */
export const treatmentHeads = {
  clear: 'docClear',
  masked: 'docMasked',
  dropped: 'docDropped',
} as const satisfies Record<ExportTreatment, ExportKey>;
