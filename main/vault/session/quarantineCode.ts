import type { QuarantineCode } from '#shared/contract/session.ts';
import { BrokenEntry } from '../journal/chain.ts';

/**
 * What a subject that cannot be projected means: a row that is not what the journal says, or a payload that is not of our
 * form (whoever may write there sealed it with a program of their own). Null for a fault of the store, which is ours.
 */
export function malformed(error: unknown): BrokenEntry | null {
  if (error instanceof BrokenEntry) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // A constraint is broken, and a number out of range, by what is put in and not by where.
  const content = code === '' || /^(?:SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG)|ERR_)/.test(code);
  return content ? new BrokenEntry('rowUnsound', 0) : null;
}

/** The word for the person, from the chain's reason. */
export function quarantineCode(reason: string): QuarantineCode {
  switch (reason) {
    case 'rowChanged':
    case 'rowMissing':
    case 'rowExtra':
    case 'rowUnsound':
      return 'rowChanged';
    case 'signatureInvalid':
    case 'rootSignatureInvalid':
    case 'rootSignatureMissing':
      return 'signatureInvalid';
    case 'journalTruncated':
    case 'viewAhead':
    case 'headerForged':
      return reason;
    case 'unreadable':
    case 'otherVault':
    case 'misplaced':
    case 'gap':
    case 'chainBroken':
    case 'hashWrong':
    case 'timeRunsBack':
    case 'authorityHidden':
    case 'notTheEntrySeen':
      return 'journalBroken';
    default:
      return 'notAuthorised';
  }
}
