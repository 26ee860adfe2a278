import type { Output, Parsed } from '#shared/contract/index.ts';
import { makeSlipCode, readSlipCode } from '#shared/domain/slipCode.ts';
import { VaultError } from '#shared/errors.ts';
import { equal, randomBytes } from '../keys/crypto.ts';
import { changeHeader } from '../keys/header.ts';
import { type Slip, sealSlip } from '../keys/slip.ts';
import type { Context } from '../process.ts';
import { retype, waitingSeed, wipeRetyped } from '../session/password.ts';
import { commit } from '../store/commit.ts';

export function slipState({ vault }: Context): Output<'passwords.slip'> {
  return { ...(vault.chain.authority.person(vault.user)?.slip ?? { no: 0, valid: false }) };
}

/**
 * Makes a recovery slip. The header first holds it beside a former one, the journal then says that it counts, the header
 * then drops the former one.
 */
export async function makeSlip(
  context: Context,
  { password }: Parsed<'passwords.makeSlip'>,
): Promise<Output<'passwords.makeSlip'>> {
  const { process, vault } = context;
  const retyped = await retype(context, password);
  try {
    const no = slipState(context).no + 1;
    const rootPublic = vault.chain.authority.root;
    const random = randomBytes(32);
    const code = makeSlipCode(random);
    random.fill(0);
    const symbols = readSlipCode(code);
    if (symbols === null || rootPublic === null) throw new VaultError('vaultDamaged');
    const next = waitingSeed(context, retyped, password);
    const naming = { vault: vault.id, user: vault.user, no };
    const slip = sealSlip(retyped.device.secret, naming, symbols, { seed: vault.keys.seed, next, rootPublic });
    next?.wipe();
    const { folder } = process;
    const isOther = ({ user, sealed }: Slip): boolean => user === vault.user && !equal(sealed, slip.sealed);
    changeHeader(folder, (header) => ({ ...header, slips: [...header.slips, slip] }));
    try {
      commit(vault, {
        kind: 'password.slip',
        objects: [vault.user],
        items: [{ t: 'slip', user: vault.user, no, valid: true }],
      });
    } catch (error) {
      changeHeader(folder, (header) => ({
        ...header,
        slips: header.slips.filter(({ sealed }) => !equal(sealed, slip.sealed)),
      }));
      throw error;
    }
    changeHeader(folder, (header) => ({ ...header, slips: header.slips.filter((each) => !isOther(each)) }));
    return { code, no };
  } finally {
    wipeRetyped(retyped);
  }
}

/** The slip was lost or seen: it no longer counts, and the header drops it. */
export function voidSlip(context: Context): Output<'passwords.voidSlip'> {
  const { process, vault } = context;
  const { no, valid } = slipState(context);
  if (!valid) throw new VaultError('slipReplaced');
  commit(vault, {
    kind: 'password.slipVoid',
    objects: [vault.user],
    items: [{ t: 'slip', user: vault.user, no, valid: false }],
  });
  changeHeader(process.folder, (header) => ({
    ...header,
    slips: header.slips.filter(({ user }) => user !== vault.user),
  }));
  return { done: true };
}
