import { contextBridge, ipcRenderer } from 'electron';
import type { Reply } from '#shared/protocol.ts';
import { openLine } from './line.ts';

type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on('coffer:event', (_event, message: { readonly name: string; readonly payload: unknown }) => {
  for (const listener of listeners.get(message.name) ?? []) listener(message.payload);
});

/** What concerns the host alone: windows, dialogs, how things look. */
const inClear = (name: string, input: unknown) => ipcRenderer.invoke('coffer:call', name, input) as Promise<Reply>;
const sealed = openLine({
  greet: () => ipcRenderer.invoke('coffer:greet'),
  send: (name, from, bytes) => ipcRenderer.invoke('coffer:sealed', name, from, bytes),
});

/** All that a page can reach: one way to ask, one way to hear. */
const bridge = {
  call: (name: string, input: unknown): Promise<Reply> =>
    typeof name !== 'string' || name.startsWith('host.') ? inClear(name, input) : sealed(name, input),
  /** Returns what ends the subscription. */
  on(name: string, listener: Listener): () => void {
    const one = listeners.get(name) ?? new Set();
    listeners.set(name, one.add(listener));
    return () => void one.delete(listener);
  },
};
export type CofferBridge = typeof bridge;

contextBridge.exposeInMainWorld('coffer', bridge);
