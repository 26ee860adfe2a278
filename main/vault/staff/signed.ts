import { VaultError } from '#shared/errors.ts';
import type { SecretKey } from '../keys/crypto.ts';
import type { Context } from '../process.ts';
import { type Retyped, retype, wipeRetyped } from '../session/password.ts';

/** Runs what only an owner's password, typed just now, may sign. Throws `wrongPassword`, and `notAllowed` where it opens no ROOT. */
export async function withRoot<T>(
  context: Context,
  password: string | null,
  work: (root: SecretKey, retyped: Retyped) => T | Promise<T>,
): Promise<T> {
  if (password === null) throw new VaultError('wrongPassword');
  const retyped = await retype(context, password);
  try {
    if (retyped.root === null) throw new VaultError('notAllowed');
    return await work(retyped.root, retyped);
  } finally {
    wipeRetyped(retyped);
  }
}
