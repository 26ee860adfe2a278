/**
 * Every expected refusal. The renderer has a sentence for each in three languages that says what to do next.
 * Parameters come from a closed set and never carry a value of a record.
 */
export const errorCodes = [
  // the border
  'unknownCall',
  'invalidInput',
  'tooLarge',
  'notAllowed',
  'notLoggedIn',
  'alreadyLoggedIn',
  'busy',
  'internal',
  // vault and keys
  'vaultExists',
  'vaultMissing',
  'vaultDamaged',
  'vaultNewer',
  'headerDamaged',
  'headerForged',
  'headerWhole',
  'slotRefused',
  'kdfOutOfBounds',
  'keychainMissing',
  'keychainEmpty',
  'keychainFailed',
  'accountEnded',
  'accountHere',
  'accountOpen',
  'folderNotShared',
  'folderDenied',
  'folderNoGroup',
  'runtimeTooOld',
  'diskFull',
  'diskReadOnly',
  'wrongPassword',
  'waitAfterWrong',
  'passwordTooShort',
  'passwordTooWeak',
  'passwordSame',
  'passwordReplaced',
  'keysAsked',
  'passwordNotChanged',
  'slipUnreadable',
  'slipWrong',
  'slipReplaced',
  'approverTooNew',
  'codeNeeded',
  'codeWrong',
  'pinWrong',
  'pinOver',
  'outsideHours',
  'quarantined',
  'previewReadOnly',
  'checkStopped',
  'alarmHopeless',
  'journalFileUnsaved',
  'checkpointUnreadable',
  // records
  'notFound',
  'conflict',
  'fieldInvalid',
  'undoImpossible',
  'tooMany',
  'nameTaken',
  // people
  'invitationUnknown',
  'inviteUnknown',
  'inviteUnreadable',
  'inviteExpired',
  'inviteUsed',
  'inviteTouched',
  'enrolmentMissing',
  'managerInvalid',
  'personUnknown',
  'freezeInvalid',
  'coverInvalid',
  'coverDate',
  'deputyInvalid',
  'deputyDate',
  'deputyLimits',
  'customersLeft',
  'roleInvalid',
  'shutOut',
  'frozen',
  'lastOwner',
  'clockRight',
  'receiverInvalid',
  // files in and out
  'fileUnknown',
  'fileUnreadable',
  'fileTooLarge',
  'fileEmpty',
  'fileBinary',
  'tooManyColumns',
  'parserStopped',
  'importUnknown',
  'importRunning',
  'requestUnknown',
  'requestDecided',
  'ownRequest',
  'cannotReadRows',
  'approverInvalid',
  'columnsWider',
  'parcelBroken',
  'requestExpired',
  'nothingSelected',
  'saveFailed',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Parameters that a refusal may carry. */
export interface ErrorParams {
  readonly field?: string;
  readonly count?: number;
  readonly limit?: number;
  readonly seconds?: number;
  readonly sequence?: number;
  /** Hours of login: days as bits from Monday, minutes since midnight. */
  readonly days?: number;
  readonly from?: number;
  readonly until?: number;
}

/** An expected refusal: a code of the closed union, never free text. */
export class VaultError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  constructor(code: ErrorCode, params: ErrorParams = {}) {
    super(code);
    this.name = 'VaultError';
    this.code = code;
    this.params = params;
  }
}
