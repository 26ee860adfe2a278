import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, Output, VaultCallName } from '#shared/contract/index.ts';
import type {
  AskName,
  Enrolment,
  HostToVault,
  Invitation,
  Reply,
  VaultMode,
  VaultToHost,
  VaultToParser,
} from '#shared/protocol.ts';
import { startParser } from './parser.ts';
import { Refused } from './testVault.ts';

/** What stays of a computer when processes on it die: the folder, its keychain, and what the person chose in dialogs. */
export interface Computer {
  readonly folder: string;
  readonly keychain: Map<string, string>;
  readonly files: Map<string, string>;
  readonly invitations: Map<string, Invitation>;
  readonly enrolments: Map<string, Enrolment>;
  /** The account of the operating system that its processes run in, where that is another one. */
  readonly account?: { readonly uid: number; readonly gid: number };
}
export function aComputer(folder = join(mkdtempSync(join(tmpdir(), 'coffer-kill-')), 'vault')): Computer {
  return { folder, keychain: new Map(), files: new Map(), invitations: new Map(), enrolments: new Map() };
}

/** The answer did not come: the process was ended first. */
export class Died extends Error {}

/** A vault process as the host starts it, which a test may end in the middle of anything. */
export interface ChildVault {
  readonly events: { name: string; payload: unknown }[];
  readonly process: ChildProcess;
  reply(name: string, input: unknown): Promise<Reply>;
  /** The value; `Refused`, or `Died`. */
  call<N extends VaultCallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** SIGKILL at this instant; resolves when it is gone. */
  kill(): Promise<void>;
  /** Ends the session as a lock does. */
  end(): Promise<void>;
}

/** Starts one and waits until it listens. */
export async function startChildVault(computer: Computer, mode: VaultMode = { kind: 'main' }): Promise<ChildVault> {
  const child = fork(process.env['COFFER_CHILD_VAULT'] ?? '', [], {
    serialization: 'json',
    execArgv: [],
    ...computer.account,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();
  const parsers = new Map<string, ReturnType<typeof startParser>>();
  const events: ChildVault['events'] = [];
  let last = 0;
  const post = (message: HostToVault): void => void (child.connected && child.send(message, () => undefined));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Died());
      waiting.clear();
      for (const parser of parsers.values()) parser.stop();
      resolve();
    });
  });
  const answer = (what: AskName, input: Record<string, unknown>): unknown => {
    const text = (name: string): string => String(input[name] ?? '');
    const pathBehind = (): string => {
      const path = computer.files.get(text('token'));
      if (path === undefined) throw new Error('fileUnknown');
      return path;
    };
    switch (what) {
      case 'secret.get':
        return computer.keychain.get(text('account')) ?? null;
      case 'secret.set':
        computer.keychain.set(text('account'), text('value'));
        return null;
      case 'secret.delete':
        computer.keychain.delete(text('account'));
        return null;
      case 'file.take':
        return { path: pathBehind() };
      case 'invitation.offer':
        computer.invitations.set(text('token'), input as unknown as Invitation);
        return null;
      case 'enrolment.give':
        computer.enrolments.set(text('token'), input as unknown as Enrolment);
        return null;
      case 'pin.keep':
      case 'pin.drop':
      case 'pin.take':
        return null;
      case 'pin.there':
        return [];
      case 'enrolment.take': {
        const found = computer.enrolments.get(text('token'));
        if (found === undefined) throw new Error('enrolmentMissing');
        return found;
      }
      case 'parser.start': {
        const parser = `parser-${parsers.size + 1}`;
        parsers.set(
          parser,
          startParser(pathBehind(), (message) => post({ type: 'parser', parser, message })),
        );
        return { parser, name: 'list.csv', bytes: 0 };
      }
      case 'parser.send':
        return parsers.get(text('parser'))?.send(input['message'] as VaultToParser) ?? null;
      case 'parser.stop':
        return parsers.get(text('parser'))?.stop() ?? null;
    }
  };
  await new Promise<void>((ready) => {
    child.on('message', (raw) => {
      const message = raw as VaultToHost;
      if (message.type === 'ready') ready();
      if (message.type === 'event') events.push({ name: message.name, payload: message.payload });
      if (message.type === 'reply') {
        waiting.get(message.id)?.resolve(message.reply);
        waiting.delete(message.id);
      }
      if (message.type !== 'ask') return;
      const { id } = message;
      try {
        post({ type: 'answer', id, ok: true, value: answer(message.what, message.input as Record<string, unknown>) });
      } catch (error) {
        post({ type: 'answer', id, ok: false, code: error instanceof Error ? error.message : 'internal' });
      }
    });
    post({ type: 'start', mode, folder: computer.folder, appVersion: 'test' });
  });
  const reply: ChildVault['reply'] = (name, input) => {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.reject(new Died());
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      post({ type: 'call', id, name, input });
    });
  };
  return {
    events,
    process: child,
    reply,
    async call(name, input) {
      const answered = await reply(name, input);
      if (!answered.ok) throw new Refused(answered.error);
      return answered.value as never;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async end() {
      post({ type: 'end' });
      await gone;
    },
  };
}
