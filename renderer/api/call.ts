import type { CallName, Input, Output } from '#shared/contract/index.ts';
import { errorCodes, type ErrorCode, type ErrorParams } from '#shared/errors.ts';
import type { Reply } from '#shared/protocol.ts';
import { stepUp } from './stepUp.ts';

/** What the preload script gives a window: two functions, nothing else. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Reply>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly coffer: Bridge;
  }
}

/** A call that was refused: a code of the closed union, and of a bug the reference under which it was logged. */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly reference: string | null;

  constructor(code: string, params: ErrorParams = {}, reference: string | null = null) {
    super(code);
    this.name = 'Refused';
    this.code = errorCodes.find((known) => known === code) ?? 'internal';
    this.params = params;
    this.reference = reference;
  }
}

/**
 * Makes one call; answers its output or throws `Refused`. Where a step asks for a code of the second factor besides, the
 * person is asked for it and the call made once more.
 */
export async function call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  try {
    return await callOnce(name, input);
  } catch (error) {
    const needed = error instanceof Refused && error.code === 'codeNeeded' && name !== 'session.login';
    if (!needed || !(await stepUp(give))) throw error;
    return callOnce(name, input);
  }
}

async function give(code: string): Promise<Refused | null> {
  try {
    await callOnce('logins.giveCode', { code });
    return null;
  } catch (error) {
    return asRefused(error);
  }
}

async function callOnce<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  let reply: Reply;
  try {
    reply = await window.coffer.call(name, input);
  } catch {
    // The bridge itself failed (the host is going away): the person needs one sentence, not its text.
    throw new Refused('internal');
  }
  if (!reply.ok) throw new Refused(reply.error.code, reply.error.params, reply.error.reference ?? null);
  // The vault checked the value against the schema this type is inferred from.
  return reply.value as Output<N>;
}

/** The refusal in whatever was thrown. */
export function asRefused(error: unknown): Refused {
  return error instanceof Refused ? error : new Refused('internal');
}
