import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, Output, VaultCallName } from '#shared/contract/index.ts';
import type { EventName } from '#shared/contract/events.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Asks, Enrolment, Invitation, Refusal, VaultMode, VaultToHost } from '#shared/protocol.ts';
import { createPinStore } from '../../main/host/pinStore.ts';
import { handlers } from '../../main/vault/features.ts';
import { handle } from '../../main/vault/handle.ts';
import { Host } from '../../main/vault/host.ts';
import { VaultProcess } from '../../main/vault/process.ts';
import { endSession } from '../../main/vault/session/end.ts';

/** What one call answered when it was refused. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.code} ${JSON.stringify(refusal.params ?? {})} ${refusal.reference ?? ''}`);
    this.refusal = refusal;
  }
}

/** One vault process with the pipeline in front, as the host would drive it, and everything it said unasked. */
export interface TestProcess {
  readonly process: VaultProcess;
  readonly events: { name: EventName; payload: unknown }[];
  /** Why it said that its session has to end. */
  readonly over: string[];
  call<N extends VaultCallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** The code of the refusal; fails where the call was answered. */
  refused(name: string, input: unknown): Promise<string>;
  raw(name: string, input: unknown): ReturnType<typeof handle>;
  /** `pin`: as a lock by hand, which may leave what a PIN opens again. */
  end(pin?: boolean): Promise<void>;
}

/** A folder with a vault, the keychain of its computer (a map here; the real one is tested end to end), and a clock. */
export interface TestOffice {
  readonly folder: string;
  readonly keychain: Map<string, string>;
  readonly clock: { time: number; now: () => number };
  /** How far the host, which keeps what a PIN opens, is behind that clock, in milliseconds. */
  readonly host: { behind: number };
  readonly files: Map<string, string>;
  /** `keychain`: that of another account of the computer. */
  readonly open: (mode?: VaultMode, keychain?: Map<string, string>) => TestProcess;
  /** A session of somebody of the office, by name. */
  readonly as: (name: string) => Promise<TestProcess>;
  readonly people: Map<string, { user: Id; password: string }>;
  readonly hire: (owner: TestProcess, name: string, role: Role, worksFor?: string) => Promise<Id>;
  /** Sets somebody's forgotten password anew, as at the owner's desk. */
  readonly reset: (owner: TestProcess, name: string, password: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const ownerPassword = 'correct horse battery staple';
export const staffPassword = (name: string): string => `${name} keeps a long password`;

/** Parsers are started by the host; tests that need one pass it in. */
export type StartParser = (
  path: string,
  toVault: (message: import('#shared/protocol.ts').PassedByParser) => void,
) => {
  send: (message: import('#shared/protocol.ts').VaultToParser) => void;
  stop: () => void;
};

/** An office as it lay on its computer while nobody was in it. */
export interface KeptOffice {
  readonly folder: string;
  readonly keychain: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, { user: Id; password: string }>;
  readonly time: number;
}

/** Makes an office with an owner called `Owner`; or a copy of one, in which nobody is logged in. */
export async function openTestVault(
  options: { cards?: 'private' | 'shared'; startParser?: StartParser; copyOf?: KeptOffice } = {},
): Promise<TestOffice & { owner: TestProcess }> {
  const kept = options.copyOf;
  const folder = mkdtempSync(join(tmpdir(), 'coffer-test-'));
  if (kept !== undefined) cpSync(kept.folder, folder, { recursive: true });
  const ownKeychain = new Map(kept?.keychain);
  const clock = { time: kept?.time ?? 1_790_000_000_000, now: () => (clock.time += 1) };
  const files = new Map<string, string>();
  const invitations = new Map<string, Invitation>();
  const enrolments = new Map<string, Enrolment>();
  const host = { behind: 0 };
  const pins = createPinStore(() => clock.time - host.behind);
  const people = new Map(kept?.people);
  const started: TestProcess[] = [];

  function open(mode: VaultMode = { kind: 'main' }, keychain = ownKeychain): TestProcess {
    const events: TestProcess['events'] = [];
    const over: string[] = [];
    const parsers = new Map<string, ReturnType<StartParser>>();
    const answer = (message: Extract<VaultToHost, { type: 'ask' }>): unknown => {
      const input = message.input as Record<string, string>;
      switch (message.what) {
        case 'secret.get':
          return keychain.get(input['account'] ?? '') ?? null;
        case 'secret.set':
          keychain.set(input['account'] ?? '', input['value'] ?? '');
          return null;
        case 'secret.delete':
          keychain.delete(input['account'] ?? '');
          return null;
        case 'file.take': {
          const path = files.get(input['token'] ?? '');
          if (path === undefined) throw new Error('fileUnknown');
          files.delete(input['token'] ?? '');
          return { path };
        }
        case 'pin.keep':
          pins.keep(input['user'] ?? '', message.input as Asks['pin.keep']['input']);
          return null;
        case 'pin.take':
          return pins.take(input['user'] ?? '');
        case 'pin.drop':
          pins.drop(input['user'] ?? '');
          return null;
        case 'pin.there':
          return pins.there();
        case 'invitation.offer':
          invitations.set(input['token'] ?? '', message.input as Invitation);
          return null;
        case 'enrolment.give':
          enrolments.set(input['token'] ?? '', message.input as Enrolment);
          return null;
        case 'enrolment.take': {
          const found = enrolments.get(input['token'] ?? '');
          if (found === undefined) throw new Error('enrolmentMissing');
          return found;
        }
        case 'parser.start': {
          const path = files.get(input['token'] ?? '');
          if (path === undefined || options.startParser === undefined) throw new Error('fileUnknown');
          files.delete(input['token'] ?? '');
          const parser = `parser-${parsers.size + 1}`;
          parsers.set(
            parser,
            options.startParser(path, (said) => host.parserSaid(parser, said)),
          );
          return { parser, name: path.split('/').at(-1) ?? '', bytes: 0 };
        }
        case 'parser.send':
          parsers
            .get(input['parser'] ?? '')
            ?.send((message.input as { message: import('#shared/protocol.ts').VaultToParser }).message);
          return null;
        case 'parser.stop':
          parsers.get(input['parser'] ?? '')?.stop();
          return null;
      }
    };
    const host: Host = new Host((message) => {
      if (message.type === 'over') over.push(message.reason);
      if (message.type === 'event') events.push({ name: message.name as EventName, payload: message.payload });
      if (message.type !== 'ask') return;
      setImmediate(() => {
        try {
          host.answered({ type: 'answer', id: message.id, ok: true, value: answer(message) });
        } catch (error) {
          host.answered({
            type: 'answer',
            id: message.id,
            ok: false,
            code: error instanceof Error ? error.message : 'internal',
          });
        }
      });
    });
    const process = new VaultProcess({ mode, folder, host, clock, appVersion: 'test', kdfBudget: 0 });
    const raw: TestProcess['raw'] = (name, input) => handle(process, handlers, name, input);
    const opened: TestProcess = {
      process,
      events,
      over,
      raw,
      call: async (name, input) => {
        const reply = await raw(name, input);
        if (!reply.ok) throw new Refused(reply.error);
        return reply.value as never;
      },
      refused: async (name, input) => {
        const reply = await raw(name, input);
        if (reply.ok) throw new Error(`${name} was answered`);
        return reply.error.code;
      },
      end: (pin) => endSession(process, pin),
    };
    started.push(opened);
    return opened;
  }

  async function as(name: string): Promise<TestProcess> {
    const found = people.get(name);
    if (found === undefined) throw new Error(`nobody called ${name}`);
    const opened = open();
    await opened.call('session.login', found);
    return opened;
  }

  /** Whoever has an owner's part at the desk signs with their own password: an owner, or a deputy. */
  function passwordOf({ process }: TestProcess): string {
    const user = process.vault?.user;
    return [...people.values()].find((person) => person.user === user)?.password ?? ownerPassword;
  }

  async function hire(owner: TestProcess, name: string, role: Role, worksFor?: string): Promise<Id> {
    const manager = worksFor === undefined ? null : (people.get(worksFor)?.user ?? null);
    const { token } = await owner.call('staff.invite', { name, role, worksFor: manager });
    const invitation = invitations.get(token);
    if (invitation === undefined) throw new Error('no invitation');
    const newcomer = open({ kind: 'newcomer', invitation });
    await newcomer.call('enrol.setPassword', { password: staffPassword(name) });
    const { user } = await owner.call('staff.certify', { token, password: passwordOf(owner) });
    people.set(name, { user, password: staffPassword(name) });
    return user;
  }

  async function reset(owner: TestProcess, name: string, password: string): Promise<void> {
    const user = people.get(name)?.user ?? '';
    const { token } = await owner.call('passwords.inviteReset', { user });
    const invitation = invitations.get(token);
    if (invitation === undefined) throw new Error('no invitation');
    const window = open({ kind: 'newcomer', invitation });
    await window.call('enrol.setPassword', { password });
    await owner.call('passwords.reset', { token, password: passwordOf(owner) });
    people.set(name, { user, password });
  }

  const owner = open();
  if (kept === undefined) {
    const me = await owner.call('setup.create', {
      locale: 'en',
      company: 'Formosa Trading',
      name: 'Owner',
      password: ownerPassword,
      size: 'few',
      customers: 'both',
      cards: options.cards ?? 'private',
    });
    people.set('Owner', { user: me.user, password: ownerPassword });
  }
  return {
    folder,
    keychain: ownKeychain,
    clock,
    host,
    files,
    open,
    as,
    hire,
    reset,
    people,
    owner,
    close: async () => {
      for (const each of started) await each.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
