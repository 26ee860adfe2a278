import type { HostToVault, VaultToHost } from '#shared/protocol.ts';

/** The two ways a process like this one is started: as Electron's utility process, or as a child on Node. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

export interface Port {
  readonly send: (message: VaultToHost) => void;
  readonly onMessage: (listener: (message: HostToVault) => void) => void;
  /** The host is gone: nothing of this session may outlive it. */
  readonly onClosed: (listener: () => void) => void;
}

/** Opens the port to the host; throws where nobody started this process as one. */
export function openPort(): Port {
  const parent: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(parent)) {
    return {
      send: (message) => parent.postMessage(message),
      // The host is the program itself; every call in it is parsed against the contract.
      onMessage: (listener) => parent.on('message', ({ data }) => listener(data as HostToVault)),
      // Electron ends its utility processes itself.
      onClosed: () => undefined,
    };
  }
  if (process.send === undefined) throw new Error('this process is started by its host');
  return {
    // With a callback a host that is gone is no error: the session still comes to its end.
    send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => process.on('message', (message) => listener(message as HostToVault)),
    onClosed: (listener) => process.on('disconnect', listener),
  };
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}
