import type { BrowserWindow } from 'electron';
import type { CallName, EventPayload } from '#shared/contract/index.ts';
import type { Enrolment, Reply, VaultMode } from '#shared/protocol.ts';
import { type AskDesk, openAskDesk } from './asks.ts';
import type { Launch } from './entryProcess.ts';
import { createFileTokens, type FileTokens } from './fileTokens.ts';
import { createIdleLock } from './idleLock.ts';
import type { Invitations } from './invitations.ts';
import { sendEvent } from './ipc.ts';
import type { PinStore } from './pinStore.ts';
import type { SecretStore } from './secretStore.ts';
import { startAnew } from './window.ts';
import { refusal, startVaultProcess, type VaultProcess } from './vaultProcess.ts';

export type LockReason = EventPayload<'session.ended'>['reason'];

/** One window and the vault process behind it. */
export interface Seat {
  readonly mode: VaultMode;
  readonly window: BrowserWindow;
  readonly files: FileTokens;
  /** How the last session in this window ended; null = none has. */
  ended(): LockReason | null;
  /** Runs `then` once the vault process listens, or at once where there can be none. */
  whenReady(then: () => void): void;
  /** The vault process's public key for the line from the window, and one sealed call on it. */
  greet(): Promise<Uint8Array | Reply>;
  call(name: CallName, from: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | Reply>;
  /** The person at this window is at work. */
  touch(): void;
  /** Ends the session at once. A main window gets a fresh locked process; the others close. */
  lock(reason: LockReason): void;
  /** Whether nobody has a session here. */
  isLocked(): boolean;
  /** Gives this window a fresh locked process, as when the vault is to be looked for elsewhere. */
  startAgain(): void;
  /** Ends the process for good; resolves when it is gone. */
  close(): Promise<void>;
}

/** What all seats share. */
export interface Office {
  readonly launch: Launch | null;
  readonly folder: string;
  readonly version: string;
  readonly secrets: SecretStore;
  readonly invitations: Invitations;
  readonly pins: PinStore;
  /** Something happened at one window that the others must hear of. */
  readonly toOthers: (from: Seat, name: string, payload: unknown) => void;
  /** A main window's session ended: the small windows that belong to it go too. */
  readonly sessionEnded: (reason: LockReason) => void;
}

/** A process that dies this often (milliseconds between) is not started again until somebody calls. */
const tooQuick = 3000;

/** Starts the vault process of a window and keeps the two together. */
export function takeSeat(office: Office, mode: VaultMode, window: BrowserWindow): Seat {
  const files = createFileTokens();
  const ending = new Set<Promise<void>>();
  let current: { readonly vault: VaultProcess; readonly desk: AskDesk; readonly startedAt: number } | null = null;
  let open = false;
  let closed = false;
  let ended: LockReason | null = null;

  const idle = createIdleLock({
    warn: (secondsLeft) => void sendEvent(window, 'host.lockWarning', { secondsLeft }),
    lock: () => seat.lock('idle'),
  });

  function start(launch: Launch): NonNullable<typeof current> {
    const desk = openAskDesk({
      mode,
      launch,
      secrets: office.secrets,
      files,
      invitations: office.invitations,
      pins: office.pins,
      toVault: (parser, message) => vault.post({ type: 'parser', parser, message }),
      enrolled: ({ token }: Enrolment) => office.toOthers(seat, 'staff.enrolled', { token }),
    });
    const vault = startVaultProcess(
      launch,
      { mode, folder: office.folder, appVersion: office.version },
      {
        phase(phase, idleSeconds) {
          if (current?.vault !== vault) return;
          open = phase === 'open';
          idle.arm(open ? idleSeconds : null);
        },
        event(name, payload) {
          if (current?.vault !== vault) return;
          if (sendEvent(window, name, payload) && name === 'data.changed') office.toOthers(seat, name, payload);
        },
        ask(id, what, input) {
          void desk.answer(what, input).then((answer) => vault.post({ type: 'answer', id, ...answer }));
        },
        over(reason) {
          if (current?.vault === vault) seat.lock(reason);
        },
        exit() {
          desk.close();
          if (current?.vault === vault && !closed) died();
        },
      },
    );
    return { vault, desk, startedAt: Date.now() };
  }

  /** Nobody asked the process to end. */
  function died(): void {
    const lived = Date.now() - (current?.startedAt ?? 0);
    current = null;
    endSession('crash');
    if (mode.kind === 'main' && lived > tooQuick && office.launch !== null) current = start(office.launch);
  }

  function endSession(reason: LockReason): void {
    idle.arm(null);
    if (open) {
      ended = reason;
      sendEvent(window, 'session.ended', { reason });
      if (mode.kind === 'main') startAnew(window);
    }
    if (open && mode.kind === 'main') office.sessionEnded(reason);
    open = false;
  }

  async function withVault<T>(work: (vault: VaultProcess) => Promise<T>): Promise<T | Reply> {
    if (office.launch === null) return refusal('runtimeTooOld');
    if (closed) return refusal('notLoggedIn');
    current ??= start(office.launch);
    return work(current.vault);
  }

  const seat: Seat = {
    mode,
    window,
    files,
    ended: () => ended,
    greet: () => withVault((vault) => vault.greet()),
    call: (name, from, sealed) => withVault((vault) => vault.callSealed(name, from, sealed)),
    whenReady(then) {
      void (current?.vault.ready ?? Promise.resolve()).then(then);
    },
    touch: () => idle.touch(),
    isLocked: () => !open,
    startAgain() {
      if (open || closed || office.launch === null) return;
      const old = current?.vault;
      current = start(office.launch);
      const gone = (old?.end() ?? Promise.resolve()).finally(() => ending.delete(gone));
      ending.add(gone);
    },
    lock(reason) {
      if (mode.kind !== 'main') return void (window.isDestroyed() || window.close());
      if (!open || current === null || office.launch === null) return;
      const old = current;
      current = start(office.launch);
      endSession(reason);
      const gone = old.vault.end(reason === 'lock' || reason === 'idle').finally(() => ending.delete(gone));
      ending.add(gone);
    },
    async close() {
      closed = true;
      idle.stop();
      const last = current?.vault.end();
      await Promise.all([last, ...ending]);
    },
  };
  if (office.launch !== null) current = start(office.launch);
  return seat;
}
