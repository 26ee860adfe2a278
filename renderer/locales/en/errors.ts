import type { ErrorCode } from '#shared/errors.ts';

/** A sentence for every refusal: what happened, and what to do. */
export const errors = {
  internalWithReference:
    'Coffer came upon something it does not know. Nothing was changed. Try again; if it stays so, pass on the reference {reference}.',
  unknownCall: 'This window and the vault are of different versions. Close Coffer and start it again.',
  invalidInput: 'Coffer cannot take this in as it is. Check what you typed and try again.',
  tooLarge: 'That is too much at once. Choose less and try again.',
  notAllowed: 'Your role does not include this. Ask the owner if you need it.',
  notLoggedIn: 'Your session has ended. Log in again.',
  alreadyLoggedIn: 'Somebody is already logged in here. Lock the screen first.',
  busy: 'Coffer is still busy with the step before. Wait a moment and try again.',
  internal: 'Coffer came upon something it does not know. Nothing was changed. Try again.',
  vaultExists: 'There is already a vault in this folder. Log in to it.',
  vaultMissing: 'There is no vault in this folder. Check that the drive is connected, or put the folder back.',
  vaultDamaged: 'The vault file is damaged. Do not change anything in the folder; put back the newest copy of it.',
  vaultNewer: 'A newer version of Coffer has written this vault. Install that version here.',
  headerDamaged: 'The key file of the vault is damaged. Put back the newest copy of the vault folder.',
  headerForged:
    'The key file of the vault has been changed outside Coffer. Put back the newest copy, and ask who had access to this computer.',
  headerWhole: 'The key file of the vault can be read: nothing has to be put back.',
  slotRefused:
    'Your login in this vault is not the current one. Somebody may have put an old file back, or you were stopped and the keys of the office are new. Ask the owner.',
  kdfOutOfBounds:
    'The login settings in the key file are not safe, so Coffer did not use them. Put back the newest copy of the vault folder.',
  keychainMissing:
    'This computer’s keychain cannot be reached. Log in to your desktop session so that the keychain is unlocked, then try again.',
  keychainEmpty:
    'The keychain of this account of the computer does not hold Coffer’s key. Use the account in which the vault was set up, or enter a code from an owner.',
  keychainFailed: 'The keychain did not keep what Coffer stored in it. Unlock the keychain and try again.',
  accountEnded:
    'This account of the computer does not open the vault any more. An owner can give you a new code for it.',
  accountHere: 'You are sitting at this account. Log in at another one to take it away.',
  accountOpen: 'This account opens the vault already. Start Coffer again and log in.',
  folderNotShared: 'The vault lies in a folder that no other account of this computer reaches.',
  folderDenied:
    'This account may not read and write the folder of the vault. Whoever looks after the computer can allow it.',
  folderNoGroup:
    'The other accounts of this computer could not write to that folder. Choose a folder that all of them may write to; whoever looks after the computer can make one.',
  runtimeTooOld: 'This build of Coffer runs on an older runtime that cannot open vaults. Install the released version.',
  diskFull: 'The disk is full, so nothing was changed. Make room and try again.',
  diskReadOnly: 'The disk cannot be written to, so nothing was changed. Check the drive and the rights on the folder.',
  wrongPassword: 'That is not the right password. Check Caps Lock and the input method.',
  wrongPasswordWait: 'The next try is in {seconds, plural, one {# second} other {# seconds}}.',
  waitAfterWrong: 'Too many wrong passwords. Wait {seconds, plural, one {# second} other {# seconds}}, then try again.',
  passwordTooShort: 'The password is too short: use at least {limit, plural, one {# character} other {# characters}}.',
  passwordTooWeak: 'This password is easy to guess. Three or four unrelated words are better.',
  passwordSame: 'This is the old password. Choose a different one.',
  keysAsked:
    'New keys have been asked for with this login already, and come with the next login of an owner. If that was not you, go to an owner at once.',
  passwordReplaced:
    'You have changed your password since. Log in with the new one; the one you typed no longer counts.',
  passwordNotChanged:
    'The change of your password was interrupted, so it did not take effect. Log in with your former password.',
  slipUnreadable: 'This is not how a recovery slip reads. Compare it letter by letter; no try has been used up.',
  slipWrong: 'This slip does not fit. Is it your newest one? Otherwise ask the owner to set your password anew.',
  slipReplaced: 'This slip no longer counts. Use your newest one, or ask the owner to set your password anew.',
  codeNeeded: 'Your login also needs a code. Type the one that your telephone shows.',
  codeWrong: 'This code does not fit, or was used before. Wait for the next one on your telephone.',
  pinWrong: 'This PIN does not fit ({count, plural, =0 {use your password} one {# try left} other {# tries left}}).',
  pinOver: 'The PIN no longer leads back. Use your password.',
  outsideHours: 'You can log in on {days}, from {from} to {until}. If you have to work now, ask the owner.',
  quarantined: 'The vault is read-only until the owner has looked into the alarm. Nothing was changed.',
  previewReadOnly: 'You are looking through somebody else’s eyes, so nothing can be changed. End the preview first.',
  checkStopped: 'The check was stopped. Start it again when there is time.',
  alarmHopeless:
    'This cannot be ended here, because entries that were checked before are damaged. Put back the newest copy of the vault folder that is whole.',
  journalFileUnsaved: 'The file could not be saved there. Choose another folder.',
  checkpointUnreadable:
    'This is not a journal code that was kept. Choose the file that was saved, or type its number and code.',
  notFound: 'This is no longer here. It may have been moved or put in the bin.',
  conflict: 'Somebody changed this in the meantime. Look at the newer version and make your change again.',
  fieldInvalid: 'One field holds something Coffer cannot take in. Correct the marked field.',
  undoImpossible: 'This cannot be undone any more, because it was changed again since.',
  tooMany: 'That is more than is allowed at once ({limit, plural, one {at most #} other {at most #}}). Choose fewer.',
  nameTaken: 'Somebody here already has this name. Choose one that tells them apart.',
  invitationUnknown: 'This invitation is over. Start again with “Add a person”.',
  enrolmentMissing: 'The new person has not set a password yet. Let them finish in their window.',
  inviteUnknown: 'There is no invitation for this code, or not any more. Ask an owner for a new code.',
  inviteUnreadable: 'Something in this code is missing or mistyped. Compare it with the one you were given.',
  inviteExpired: 'This code has run out. Ask an owner for a new one.',
  inviteUsed: 'This code has been used already. If that was not you, tell an owner at once.',
  inviteTouched:
    'Something of this invitation was changed or removed, so it no longer counts. An owner can make a new one.',
  managerInvalid: 'This person cannot lead anybody. Choose a manager.',
  personUnknown: 'This person is not in the office, or has been shut out. Look at the list of people again.',
  freezeInvalid: 'Owners, yourself and whoever is stopped or shut out already cannot be stopped.',
  coverInvalid:
    'This person cannot look after these customers. Choose a salesperson or manager who does not see them anyway.',
  coverDate: 'Choose a day between now and 31 days from now.',
  deputyInvalid:
    'Only a manager can be your deputy, while they are not stopped and nobody else may know their password. Their page says how they stand.',
  deputyDate: 'Choose a last day between now and three months from now.',
  deputyLimits:
    'A deputy does this for salespeople and service only, and not for somebody who is stopped. Everything else waits for the owner.',
  customersLeft: '{count, plural, one {# customer is} other {# customers are}} still theirs. Say first who gets them.',
  roleInvalid: 'This role cannot be given to this person.',
  shutOut: 'This login has been ended. Ask the owner if you think this is a mistake.',
  frozen: 'This login is stopped for the moment. Ask your manager or the owner to let you in again.',
  clockRight: 'The journal is not dated ahead of this computer’s clock. There is nothing to put right.',
  lastOwner: 'The last owner cannot be shut out. Make somebody else an owner first.',
  receiverInvalid: 'This person cannot take customers over. Choose somebody else.',
  fileUnknown: 'The file was not picked in this session. Pick it again.',
  fileUnreadable:
    'The file cannot be read. Close it in other programs, check that it is still there, and pick it again.',
  fileTooLarge: 'The file is too large (at most 1 GB). Split it and take in the parts.',
  fileEmpty: 'The file is empty. Pick another one.',
  fileBinary: 'This is not a text table. Save it as CSV in your spreadsheet program and pick that file.',
  tooManyColumns:
    'The file has more than {limit, plural, one {# column} other {# columns}}. Take out those you do not need.',
  parserStopped:
    'Reading the file took too much memory or time and was stopped. Nothing was taken in. Split the file and try again.',
  importUnknown: 'This import is no longer open. Pick the file again.',
  importRunning: 'An import is already running. Wait for its end or stop it.',
  requestUnknown: 'This request is no longer here.',
  requestDecided: 'This request has already been decided.',
  ownRequest: 'Nobody decides on their own request. Ask somebody else who may approve.',
  cannotReadRows: 'You cannot read all the rows of this request, so you cannot approve it. Ask somebody who can.',
  approverInvalid: 'Your role cannot approve this export. Ask a manager or the owner.',
  approverTooNew:
    'Your account, role or password is newer than this request, so your approval would not count. Ask another manager or the owner, or have it requested again.',
  columnsWider: 'An approval can only narrow the columns. Leave out or mask more, not less.',
  parcelBroken: 'The finished file has been changed since it was approved, so Coffer does not hand it out. Ask again.',
  requestExpired: 'The finished file waited too long and was deleted. Ask again.',
  nothingSelected: 'Nothing is selected. Choose at least one customer.',
  saveFailed: 'The file could not be saved there. The approval is not used up: choose another folder.',
} satisfies Record<ErrorCode | 'internalWithReference' | 'wrongPasswordWait', string>;
