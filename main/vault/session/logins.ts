import type { loginsContract } from '#shared/contract/logins.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import type { Handlers } from '../handlers.ts';
import type { AuthorityItem } from '../journal/items.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { catchUpChain } from '../view/catchUp.ts';
import { beginFactor, confirmFactor, endFactor, giveCode } from './factor.ts';
import { ownLogin } from './ownLogin.ts';
import { retype, wipeRetyped } from './password.ts';
import { dropPin, setPin } from './pin.ts';

export const logins = {
  'logins.own': own,
  'logins.factorBegin': beginFactor,
  'logins.factorConfirm': async (context, input) => {
    await typed(context, input.password);
    return confirmFactor(context, input);
  },
  'logins.factorOff': async (context, { password }) => {
    await typed(context, password);
    endFactor(context);
    return { done: true };
  },
  'logins.giveCode': giveCode,
  'logins.pinOn': async (context, input) => {
    await typed(context, input.password);
    return setPin(context, input);
  },
  'logins.pinOff': dropPin,
  'logins.office': office,
  'logins.setRules': (context, { rules, password }) =>
    signed(context, password, 'login.rules', { t: 'loginRules', rules }),
  'logins.factorOffFor': (context, { user, password }) => {
    if (context.vault.chain.authority.person(user) === undefined) throw new VaultError('notFound');
    return signed(context, password, 'login.factorOffFor', { t: 'factorOff', user });
  },
} satisfies Handlers<typeof loginsContract>;

async function typed(context: Context, password: string): Promise<void> {
  wipeRetyped(await retype(context, password));
}

function own({ vault }: Context): Output<'logins.own'> {
  const { factor, pin } = ownLogin(vault);
  const { rules } = vault.chain.authority.logins;
  return {
    factor: {
      on: factor !== null,
      wanted: factor === null && rules.factor.includes(vault.viewer.role),
      codesLeft: factor?.codes.length ?? 0,
    },
    pin: { on: pin !== null && rules.pin, allowed: rules.pin },
  };
}

async function office({ vault }: Context): Promise<Output<'logins.office'>> {
  await catchUpChain(vault);
  const { authority } = vault.chain;
  return {
    rules: authority.logins.rules,
    people: authority.active().map(({ user, role }) => ({
      user,
      name: vault.content.personName.get(user) ?? '',
      role,
      factor: ownLogin(vault, user).factor !== null,
    })),
  };
}

async function signed(
  context: Context,
  password: Parsed<'logins.setRules'>['password'],
  kind: string,
  item: AuthorityItem & { readonly t: 'loginRules' | 'factorOff' },
): Promise<{ done: true }> {
  const retyped = await retype(context, password);
  try {
    if (retyped.root === null) throw new VaultError('notAllowed');
    commit(context.vault, {
      kind,
      objects: item.t === 'factorOff' ? [item.user] : [],
      items: [item],
      root: retyped.root,
    });
    return { done: true };
  } finally {
    wipeRetyped(retyped);
  }
}
