import type { accountsContract } from '#shared/contract/accounts.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { makeSlipCode } from '#shared/domain/slipCode.ts';
import { VaultError } from '#shared/errors.ts';
import type { Handlers } from '../handlers.ts';
import { keyOfCode } from '../invites/code.ts';
import { dropInvite, writeInvite } from '../invites/files.ts';
import { accountCodeLasts } from '../journal/accounts.ts';
import { randomBytes } from '../keys/crypto.ts';
import { changeHeader, headerPath, openName, readHeader } from '../keys/header.ts';
import type { Context } from '../process.ts';
import { readDevice, readOwnSecret, wipeDevice, wipeOwnSecret } from '../session/device.ts';
import { type Retyped, retype, wipeRetyped } from '../session/password.ts';
import { commit } from '../store/commit.ts';
import { isShared } from '../store/sharedFolder.ts';
import { catchUpChain } from '../view/catchUp.ts';
import { accountSlot } from './accountSlot.ts';
import { codeIdOf, codePair, sealCode } from './codeFile.ts';
import { joinAccount } from './join.ts';
import { dropEndedAccounts } from './tidy.ts';

export const accounts = {
  'accounts.list': list,
  'accounts.makeCode': makeCode,
  'accounts.endCode': endCode,
  'accounts.end': end,
  'accounts.join': joinAccount,
} satisfies Handlers<typeof accountsContract>;

async function list({ process, vault }: Context): Promise<Output<'accounts.list'>> {
  if (vault.quarantine === null) await catchUpChain(vault);
  const { accounts: known } = vault.chain.authority;
  const device = await readDevice(process, vault.id);
  const { accounts: places } = readHeader(headerPath(process.folder));
  const nameOf = (of: Id): string | null => {
    const place = places.find((each) => each.device === of);
    const name = place === undefined ? '' : openName(device.secret, vault.id, { user: of, name: place.name });
    return name === '' ? null : name;
  };
  const someone = (user: Id | null) =>
    user === null ? null : { user, name: vault.content.personName.get(user) ?? '' };
  const lines = [...known.all.values()].map(({ device: of, since, by, ended }) => ({
    device: of,
    name: nameOf(of),
    since,
    by: someone(by),
    here: of === vault.device,
    ended,
  }));
  wipeDevice(device);
  const codes = known
    .open(vault.clock.now())
    .map(({ code, made, until, by }) => ({ code, made, until, by: someone(by) }));
  return { accounts: lines, codes, shared: isShared(process.folder) };
}

/** Makes a code and what it opens: the file first, and the entry that makes it count; a file without one lets nobody in. */
async function makeCode(
  context: Context,
  { password }: Parsed<'accounts.makeCode'>,
): Promise<Output<'accounts.makeCode'>> {
  const { process, vault } = context;
  if (!isShared(process.folder)) throw new VaultError('folderNotShared');
  return withOwner(context, password, async ({ device, root }) => {
    await placeOwnAccount(context, device.secret);
    const until = vault.clock.now() + accountCodeLasts;
    const text = makeSlipCode(randomBytes(32));
    const key = keyOfCode(vault.id, text);
    const pair = codePair(key);
    const code = codeIdOf(key, vault.id);
    try {
      writeInvite(process.folder, code, 'computer', sealCode(key, vault.id, { secret: device.secret.bytes, until }));
      commit(vault, {
        kind: 'account.code',
        objects: [code],
        details: { until },
        items: [{ t: 'accountCode', code, public: pair.publicKey, until }],
        root,
      });
    } catch (error) {
      dropInvite(process.folder, code, 'computer');
      throw error;
    } finally {
      pair.secret.wipe();
      key.wipe();
    }
    return { code, text, until };
  });
}

/** A vault of before there were accounts has no places: the first gets one before a second one can. */
async function placeOwnAccount({ process, vault }: Context, secret: Retyped['device']['secret']): Promise<void> {
  if (readHeader(headerPath(process.folder)).accounts.length > 0) return;
  const own = await readOwnSecret(process.host, vault.id);
  const place = accountSlot(own, vault.id, secret);
  wipeOwnSecret(own);
  changeHeader(process.folder, (header) => (header.accounts.length > 0 ? null : { ...header, accounts: [place] }));
}

function endCode({ process, vault }: Context, { code }: Parsed<'accounts.endCode'>): Output<'accounts.endCode'> {
  const known = vault.chain.authority.accounts.codes.get(code);
  if (known === undefined || known.over !== null) throw new VaultError('inviteUnknown');
  commit(vault, { kind: 'account.codeEnd', objects: [code], items: [{ t: 'accountCodeEnd', code }] });
  dropInvite(process.folder, code, 'computer');
  return { done: true };
}

/** The entry first: from then on nobody follows what is written there. Then its place in the header goes, for its keys. */
function end(context: Context, { device: ended, password }: Parsed<'accounts.end'>): Promise<Output<'accounts.end'>> {
  const { process, vault } = context;
  const known = vault.chain.authority.accounts;
  if (!known.stands(ended)) throw new VaultError('notFound');
  if (ended === vault.device) throw new VaultError('accountHere');
  return withOwner(context, password, async ({ root }) => {
    commit(vault, { kind: 'account.end', objects: [ended], items: [{ t: 'accountEnd', device: ended }], root });
    dropEndedAccounts(process, vault);
    return { done: true };
  });
}

async function withOwner<T>(
  context: Context,
  password: string,
  work: (held: Retyped & { readonly root: NonNullable<Retyped['root']> }) => Promise<T>,
): Promise<T> {
  const retyped = await retype(context, password);
  try {
    if (retyped.root === null) throw new VaultError('notAllowed');
    return await work({ ...retyped, root: retyped.root });
  } finally {
    wipeRetyped(retyped);
  }
}
