import type { VaultProcess } from '../process.ts';

/** What this session knows of how its person logged in. */
export interface LoginState {
  /** When the password was last typed; null = not in this session, nor in those that a PIN led back to. */
  since: number | null;
  /** When a code of the second factor was last given. */
  codeAt: number | null;
  /** The password that was typed is shorter than their role asks for: they choose another one first. */
  short: boolean;
  /** The secret of a second factor that is being set up. */
  beginning: Buffer | null;
}

const key = Symbol('login');

export function loginState(process: VaultProcess): LoginState {
  return process.state(key, () => ({ since: null, codeAt: null, short: false, beginning: null }));
}
