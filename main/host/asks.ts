import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { AskName, Asks, Enrolment, PassedByParser, VaultMode, VaultToParser } from '#shared/protocol.ts';
import type { Launch } from './entryProcess.ts';
import type { FilePurpose, FileTokens } from './fileTokens.ts';
import type { Invitations } from './invitations.ts';
import { startParser, type ParserProcess } from './parserProcess.ts';
import type { PinStore } from './pinStore.ts';
import { KeychainError, type SecretStore } from './secretStore.ts';

/** What one vault process may reach through its host. */
export interface AskContext {
  readonly mode: VaultMode;
  readonly launch: Launch;
  readonly secrets: SecretStore;
  readonly files: FileTokens;
  readonly invitations: Invitations;
  readonly pins: PinStore;
  readonly toVault: (parser: string, message: PassedByParser) => void;
  readonly enrolled: (enrolment: Enrolment) => void;
}

/** Answers the questions of one vault process; `close` ends the parsers it started. */
export interface AskDesk {
  answer(what: string, input: unknown): Promise<{ ok: true; value: unknown } | { ok: false; code: string }>;
  close(): void;
}

/** A question that is refused, with its code. */
class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Who may ask what: a newcomer's process makes keys and hands them over, an approver's has no business with files. */
const allowed: { readonly [M in VaultMode['kind']]: readonly AskName[] } = {
  main: [
    'secret.get',
    'secret.set',
    'secret.delete',
    'file.take',
    'parser.start',
    'parser.send',
    'parser.stop',
    'invitation.offer',
    'enrolment.take',
    'pin.keep',
    'pin.take',
    'pin.drop',
    'pin.there',
  ],
  newcomer: ['secret.get', 'enrolment.give'],
  approval: ['secret.get', 'secret.set'],
};

const text = z.string().max(4096);
const account = z.strictObject({ account: z.string().min(1).max(200) });
const token = z.strictObject({ token: z.string().max(64) });
const parser = z.strictObject({ parser: z.string().max(64) });
const who = z.strictObject({ user: text });
const inputs = {
  'secret.get': account,
  'secret.set': account.extend({ value: text }),
  'secret.delete': account,
  'file.take': token,
  'parser.start': token,
  'parser.send': parser.extend({
    message: z.custom<VaultToParser>((value) => typeof value === 'object' && value !== null),
  }),
  'parser.stop': parser,
  'invitation.offer': z.strictObject({
    token: text,
    vault: text,
    user: text,
    rootPublic: text,
    name: text,
    role: text,
    purpose: z.enum(['join', 'reset']),
    version: z.number().int().positive(),
  }),
  'pin.keep': who.extend({ blob: text, half: text, until: z.number() }),
  'pin.take': who,
  'pin.drop': who,
  'pin.there': z.strictObject({}),
  'enrolment.take': token,
  'enrolment.give': z.strictObject({ token: text, slot: text, signPublic: text, boxPublic: text, proof: text }),
} satisfies { [N in AskName]: z.ZodType<Asks[N]['input']> };

/** Opens the desk for one vault process. */
export function openAskDesk(context: AskContext): AskDesk {
  const parsers = new Map<string, ParserProcess>();
  const handlers: { [N in AskName]: (input: Asks[N]['input']) => Promise<Asks[N]['answer']> | Asks[N]['answer'] } = {
    'secret.get': ({ account }) => context.secrets.get(account),
    'secret.set': async ({ account, value }) => {
      await context.secrets.set(account, value);
      return null;
    },
    'secret.delete': async ({ account }) => {
      await context.secrets.delete(account);
      return null;
    },
    'file.take': ({ token }) => ({ path: pathBehind(token, 'save') }),
    'parser.start': async ({ token }) => {
      const path = pathBehind(token, 'read');
      const { size } = await stat(path).catch(() => refuse('fileUnreadable'));
      const id = randomBytes(12).toString('base64url');
      parsers.set(
        id,
        startParser(context.launch, path, (message) => context.toVault(id, message)),
      );
      return { parser: id, name: basename(path), bytes: size };
    },
    'parser.send': ({ parser, message }) => {
      (parsers.get(parser) ?? refuse('parserStopped')).send(message);
      return null;
    },
    'parser.stop': ({ parser }) => {
      parsers.get(parser)?.stop();
      parsers.delete(parser);
      return null;
    },
    'invitation.offer': (invitation) => {
      context.invitations.offer(invitation);
      return null;
    },
    'pin.keep': ({ user, ...left }) => {
      context.pins.keep(user, left);
      return null;
    },
    'pin.take': ({ user }) => context.pins.take(user),
    'pin.drop': ({ user }) => {
      context.pins.drop(user);
      return null;
    },
    'pin.there': () => context.pins.there(),
    'enrolment.take': ({ token }) => context.invitations.take(token) ?? refuse('enrolmentMissing'),
    'enrolment.give': (enrolment) => {
      if (context.mode.kind !== 'newcomer' || context.mode.invitation.token !== enrolment.token)
        refuse('invitationUnknown');
      context.invitations.give(enrolment);
      context.enrolled(enrolment);
      return null;
    },
  };

  function pathBehind(token: string, purpose: FilePurpose): string {
    return context.files.take(token, purpose) ?? refuse('fileUnknown');
  }

  async function run<N extends AskName>(name: N, input: unknown): Promise<Asks[N]['answer']> {
    const parsed = inputs[name].safeParse(input);
    if (!parsed.success) return refuse('invalidInput');
    return handlers[name](parsed.data as Asks[N]['input']);
  }

  return {
    async answer(what, input) {
      const name = allowed[context.mode.kind].find((one) => one === what);
      if (name === undefined) return { ok: false, code: 'notAllowed' };
      try {
        return { ok: true, value: await run(name, input) };
      } catch (error) {
        if (error instanceof Refused || error instanceof KeychainError) return { ok: false, code: error.code };
        return { ok: false, code: 'internal' };
      }
    },
    close() {
      for (const one of parsers.values()) one.stop();
      parsers.clear();
    },
  };
}

function refuse(code: string): never {
  throw new Refused(code);
}
