import type { HostToVault, Reply, VaultMode, VaultToHost } from '#shared/protocol.ts';
import type { EntryProcess, Launch } from './entryProcess.ts';

/** What happens in a vault process that its owner must know. */
export interface VaultListener {
  phase(phase: 'locked' | 'open', idleSeconds: number): void;
  event(name: string, payload: unknown): void;
  ask(id: number, what: string, input: unknown): void;
  /** It says itself that its session has to end. */
  over(reason: 'hours' | 'probing' | 'renewed' | 'shutOut' | 'accountEnded'): void;
  /** It is gone; all calls that were under way have been refused. */
  exit(): void;
}

/** One session's process. */
export interface VaultProcess {
  /** It has started and listens. Never settles for one that died before. */
  readonly ready: Promise<void>;
  call(name: string, input: unknown): Promise<Reply>;
  /** The public key with which a window seals its calls, and such a call with its answer: only the two ends open them. */
  greet(): Promise<Uint8Array | Reply>;
  callSealed(name: string, from: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | Reply>;
  post(message: HostToVault): void;
  /** `pin`: it may leave what a PIN opens again. Asks it to stop at its next chunk, and ends it when it does not. Resolves when it is gone. */
  end(pin?: boolean): Promise<void>;
  kill(): void;
}

/** More calls than this under way from one window are a flood, refused without being forwarded. */
const mostCalls = 256;
/** Milliseconds that a job has to reach the end of its chunk and a session to write down what it counted. */
const grace = 2000;

/** Starts a vault process and speaks the protocol with it. */
export function startVaultProcess(
  launch: Launch,
  start: { readonly mode: VaultMode; readonly folder: string; readonly appVersion: string },
  listener: VaultListener,
): VaultProcess {
  const child: EntryProcess = launch('vault');
  const pending = new Map<number, (answer: Uint8Array | Reply) => void>();
  let waiting: HostToVault[] | null = [];
  let last = 0;
  let gone = false;

  let started: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    started = resolve;
  });
  const post = (message: HostToVault) => {
    if (waiting === null) child.post(message);
    else waiting.push(message);
  };
  const exited = new Promise<void>((resolve) => {
    child.onExit(() => {
      gone = true;
      for (const settle of pending.values()) settle(refusal('notLoggedIn'));
      pending.clear();
      resolve();
      listener.exit();
    });
  });
  child.onMessage((raw) => {
    const message = raw as VaultToHost;
    switch (message.type) {
      case 'ready': {
        const kept = waiting ?? [];
        waiting = null;
        for (const one of kept) child.post(one);
        started();
        return;
      }
      case 'reply':
        pending.get(message.id)?.(message.reply);
        pending.delete(message.id);
        return;
      case 'answered':
        pending.get(message.id)?.(Buffer.from(message.bytes, 'base64'));
        pending.delete(message.id);
        return;
      case 'event':
        listener.event(message.name, message.payload);
        return;
      case 'phase':
        listener.phase(message.phase, message.idleSeconds);
        return;
      case 'over':
        listener.over(message.reason);
        return;
      case 'ask':
        listener.ask(message.id, message.what, message.input);
    }
  });
  child.post({ type: 'start', ...start } satisfies HostToVault);

  const asked = (message: (id: number) => HostToVault): Promise<Uint8Array | Reply> => {
    if (gone) return Promise.resolve(refusal('notLoggedIn'));
    if (pending.size >= mostCalls) return Promise.resolve(refusal('busy'));
    const id = ++last;
    return new Promise((resolve) => {
      pending.set(id, resolve);
      post(message(id));
    });
  };

  return {
    ready,
    async call(name, input) {
      const answer = await asked((id) => ({ type: 'call', id, name, input }));
      return answer instanceof Uint8Array ? refusal('internal') : answer;
    },
    greet: () => asked((id) => ({ type: 'greet', id })),
    callSealed: (name, from, sealed) =>
      asked((id) => ({ type: 'sealed', id, name, from: base64(from), sealed: base64(sealed) })),
    post,
    async end(pin = false) {
      if (gone) return;
      child.post({ type: 'end', pin } satisfies HostToVault);
      const timer = setTimeout(() => child.kill(), grace);
      await exited;
      clearTimeout(timer);
    },
    kill: () => child.kill(),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** A refusal as a reply. */
export function refusal(code: string): Reply {
  return { ok: false, error: { code } };
}
