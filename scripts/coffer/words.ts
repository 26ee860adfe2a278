import type { Refusal } from '#shared/protocol.ts';

/** Why a vault cannot be opened, said once more for a terminal; what is not here is told by its code. */
const refusals: Readonly<Record<string, string>> = {
  vaultMissing: 'There is no vault in this folder.',
  vaultDamaged: 'The vault file is damaged. Change nothing in the folder; put back the newest copy of it.',
  vaultNewer: 'A newer version of Coffer has written this vault.',
  headerDamaged:
    'The key file of the vault is damaged. Start Coffer, which offers the one before it, or put back the newest copy.',
  slotRefused: 'This login is not the current one of that person. Somebody may have put an old file back.',
  kdfOutOfBounds: 'The login settings in the key file are not safe, so they were not used.',
  keychainMissing: 'This computer’s keychain cannot be reached.',
  keychainEmpty: 'The keychain of this computer account does not hold the key of this vault.',
  keychainFailed: 'The keychain did not answer as it should.',
  wrongPassword: 'That is not the right password.',
  diskReadOnly: 'The disk cannot be written to.',
  diskFull: 'The disk is full.',
  busy: 'The vault is busy. Try again in a moment.',
  checkpointUnreadable: 'This is not a checkpoint: give its file, or its number and code in quotes.',
  notAllowed: 'The role of this person does not include this.',
  fileUnreadable: 'The file cannot be read.',
  fileEmpty: 'The file is empty.',
  fileBinary: 'The file is not a text table.',
  fileTooLarge: 'The file is too large.',
  tooManyColumns: 'The file has too many columns.',
  quarantined: 'The vault is read-only until the owner has looked into the alarm.',
};

/** A refusal as a sentence. */
export function refusalWords(refusal: Refusal): string {
  if (refusal.code === 'waitAfterWrong')
    return `Too many wrong passwords. Wait ${refusal.params?.['seconds'] ?? 'some'} seconds.`;
  const words = refusals[refusal.code] ?? `It was refused (${refusal.code}).`;
  return refusal.reference === undefined ? words : `${words} Reference ${refusal.reference}.`;
}

const reasons: Readonly<Record<string, string>> = {
  unreadable: 'it cannot be read',
  otherVault: 'it belongs to another vault',
  misplaced: 'it is not where it says it is',
  gap: 'an entry before it is missing',
  chainBroken: 'it does not follow from the entry before',
  hashWrong: 'it was changed',
  timeRunsBack: 'its time is before that of the entry in front',
  authorityHidden: 'an entry about rights was hidden from it',
  rootSignatureInvalid: 'it is not signed by the owner’s key',
  rootSignatureMissing: 'it is not signed by the owner’s key',
  signatureInvalid: 'it is not signed by whom it names',
  deviceUnknown: 'it was written by a computer that the owner never named',
  otherRoot: 'it names another owner’s key than this login does',
  writeNotAllowed: 'who wrote it had no right to',
  moveNotAllowed: 'who wrote it had no right to move that customer',
  rowElsewhere: 'it writes into a record of somebody else',
  rowChanged: 'a row that it wrote was changed afterwards',
  rowUnsound: 'a row that it wrote has not the form it should have',
  rowMissing: 'a row that it wrote is missing',
  rowExtra: 'a row claims to be of it that it did not write',
  journalTruncated: 'entries that were there before have been cut off',
  viewAhead: 'entries that were there before have been cut off',
  notTheEntrySeen: 'another entry stood there before',
  journalBroken: 'it does not follow from the entry before',
  headerForged: 'the key file was changed outside Coffer',
  notAuthorised: 'who wrote it had no right to',
  fileChanged: 'what follows was changed, or the signature of the file is not that of a person of this office',
  shutOut: 'who wrote it was shut out',
  frozen: 'who wrote it was shut out',
};

/** Why an entry is bad, as the end of a sentence. */
export function reasonWords(reason: string): string {
  return reasons[reason] ?? reason;
}
