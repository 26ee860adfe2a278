import type { Output, Parsed } from '#shared/contract/index.ts';
import type { rootsContract } from '#shared/contract/roots.ts';
import { VaultError } from '#shared/errors.ts';
import type { Handlers } from '../handlers.ts';
import type { Context } from '../process.ts';
import { retype, wipeRetyped } from '../session/password.ts';
import { followWithDatabaseKey, withNextRoot } from './renew.ts';

export const roots = { 'roots.renew': renew } satisfies Handlers<typeof rootsContract>;

async function renew(context: Context, { password }: Parsed<'roots.renew'>): Promise<Output<'roots.renew'>> {
  const { process, vault } = context;
  const retyped = await retype(context, password);
  try {
    if (retyped.root === null) throw new VaultError('notAllowed');
    const by = { root: retyped.root, password };
    const made = await withNextRoot(process, vault, by, (next) => followWithDatabaseKey(process, vault, next));
    return { databaseKey: made };
  } finally {
    wipeRetyped(retyped);
  }
}
