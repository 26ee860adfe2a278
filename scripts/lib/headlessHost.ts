import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallName, Input, Output, EventName } from '#shared/contract/index.ts';
import type { Refusal, Reply, VaultMode } from '#shared/protocol.ts';
import { openAskDesk } from '../../main/host/asks.ts';
import { nodeLaunch } from '../../main/host/entryProcess.ts';
import { createFileTokens } from '../../main/host/fileTokens.ts';
import { createInvitations, type Invitations } from '../../main/host/invitations.ts';
import { createPinStore } from '../../main/host/pinStore.ts';
import { createSecretStore } from '../../main/host/secretStore.ts';
import { startVaultProcess } from '../../main/host/vaultProcess.ts';
import { root } from './paths.ts';

/** A call that was refused, with the refusal as the product gives it. */
export class CallRefused extends Error {
  readonly refusal: Refusal;
  constructor(name: string, refusal: Refusal) {
    super(`${name}: ${refusal.code}${refusal.reference === undefined ? '' : ` (${refusal.reference})`}`);
    this.refusal = refusal;
  }
}

/** One vault process without Electron, for commands and measurements. */
export interface HeadlessHost {
  /** The value, or `CallRefused`. */
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** The reply as it came. */
  reply(name: string, input: unknown): Promise<Reply>;
  /** What a native dialog would have given: a token for a file to be read. */
  offerFile(path: string): string;
  /** The same for a file to be written. */
  offerSave(path: string): string;
  onEvent(listener: (name: EventName, payload: unknown) => void): void;
  /** For a newcomer's process beside this one. */
  readonly invitations: Invitations;
  /** Ends the session as a lock does. */
  close(): Promise<void>;
  /** Ends the process in the middle of whatever it does. */
  kill(): void;
}

/**
 * Starts the built vault process (`dist/vault`) on `<profile>/vault`, answering its questions with the real keychain.
 * Build first, and where there is no desktop enter the profile's keychain first (`enterKeychain`).
 */
export function startHeadlessHost(options: {
  readonly profile: string;
  readonly mode?: VaultMode;
  readonly invitations?: Invitations;
  /** Another build of the vault process than `dist/vault`. */
  readonly vaultEntry?: string | undefined;
}): HeadlessHost {
  const mode = options.mode ?? { kind: 'main' };
  const files = createFileTokens();
  const invitations = options.invitations ?? createInvitations();
  const listeners: ((name: EventName, payload: unknown) => void)[] = [];
  const built = (entry: string) => join(root, 'dist', entry, 'index.js');
  const vaultEntry = options.vaultEntry ?? built('vault');
  const launch = nodeLaunch(process.execPath, (entry) => (entry === 'vault' ? vaultEntry : built(entry)));
  if (!existsSync(vaultEntry)) throw new Error('The vault process is not built: npm run build.');

  const desk = openAskDesk({
    mode,
    launch,
    secrets: createSecretStore(),
    files,
    invitations,
    pins: createPinStore(),
    toVault: (parser, message) => vault.post({ type: 'parser', parser, message }),
    enrolled: () => {},
  });
  const vault = startVaultProcess(
    launch,
    { mode, folder: join(options.profile, 'vault'), appVersion: appVersion() },
    {
      phase: () => {},
      event: (name, payload) => {
        for (const listener of listeners) listener(name as EventName, payload);
      },
      ask: (id, what, input) =>
        void desk.answer(what, input).then((answer) => vault.post({ type: 'answer', id, ...answer })),
      over: () => void vault.end(),
      exit: () => desk.close(),
    },
  );
  return {
    async call(name, input) {
      const reply = await vault.call(name, input);
      if (!reply.ok) throw new CallRefused(name, reply.error);
      return reply.value as Output<typeof name>;
    },
    reply: (name, input) => vault.call(name, input),
    offerFile: (path) => files.offer(path, 'read'),
    offerSave: (path) => files.offer(path, 'save'),
    onEvent: (listener) => void listeners.push(listener),
    invitations,
    close: () => vault.end(),
    kill: () => vault.kill(),
  };
}

function appVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}
