import type { VaultCallName } from '#shared/contract/index.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { VaultProcess } from './process.ts';
import { commit } from './store/commit.ts';

const key = Symbol('refusals');
/** A refusal is journaled at once; a burst of the same one at the 10th, 100th, 1,000th time and at the end of the session. */
const steps = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
/** Slips of everyday work, told to the person and to nobody else. */
const everyday: readonly string[] = [
  'invalidInput',
  'conflict',
  'fieldInvalid',
  'busy',
  'undoImpossible',
  'waitAfterWrong',
  'codeNeeded',
  'passwordTooShort',
  'passwordTooWeak',
  'passwordSame',
  'enrolmentMissing',
  'nothingSelected',
  'quarantined',
  'importRunning',
  'internal',
  'alreadyLoggedIn',
] satisfies ErrorCode[];

function counts(process: VaultProcess): Map<string, { count: number; written: number }> {
  return process.state(key, () => new Map<string, { count: number; written: number }>());
}

/** Counts a refusal of a logged-in session and journals it in steps. */
export function countRefusal(process: VaultProcess, call: VaultCallName, code: string): void {
  const { vault } = process;
  if (vault === null || vault.quarantine !== null || everyday.includes(code)) return;
  const all = counts(process);
  const found = all.get(`${call} ${code}`) ?? { count: 0, written: 0 };
  found.count += 1;
  all.set(`${call} ${code}`, found);
  if (steps.includes(found.count)) write(process, call, code, found);
}

/** Journals what the steps have left over. */
export function flushRefusals(process: VaultProcess): void {
  for (const [name, found] of counts(process)) {
    const [call = '', code = ''] = name.split(' ');
    if (found.count > found.written) write(process, call, code, found);
  }
}

function write(process: VaultProcess, call: string, code: string, found: { count: number; written: number }): void {
  const { vault } = process;
  if (vault === null || vault.quarantine !== null) return;
  const count = found.count - found.written;
  found.written = found.count;
  commit(vault, { kind: 'refused', count, details: { call, code, count } });
}
