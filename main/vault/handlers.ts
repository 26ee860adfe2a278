import type { Output, Parsed, VaultCallName, vaultContract } from '#shared/contract/index.ts';
import type { Context, VaultProcess } from './process.ts';

/** A call before login gets the process, every other one the person's open vault. */
export type Handler<N extends VaultCallName> = (
  context: (typeof vaultContract)[N]['action'] extends 'public' ? VaultProcess : Context,
  input: Parsed<N>,
) => Output<N> | Promise<Output<N>>;

/** The handlers of one feature: one for every call of its contract. */
export type Handlers<C extends Partial<typeof vaultContract>> = { readonly [N in keyof C & VaultCallName]: Handler<N> };
export type AllHandlers = { readonly [N in VaultCallName]: Handler<N> };
