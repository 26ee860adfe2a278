import { contextBridge, ipcRenderer } from 'electron';
import type { Reply } from '#shared/protocol.ts';

type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on('coffer:event', (_event, message: { readonly name: string; readonly payload: unknown }) => {
  for (const listener of listeners.get(message.name) ?? []) listener(message.payload);
});

/** All that a page can reach: one way to ask, one way to hear. */
const bridge = {
  call: (name: string, input: unknown): Promise<Reply> =>
    ipcRenderer.invoke('coffer:call', name, input) as Promise<Reply>,
  /** Returns what ends the subscription. */
  on(name: string, listener: Listener): () => void {
    const one = listeners.get(name) ?? new Set();
    listeners.set(name, one.add(listener));
    return () => void one.delete(listener);
  },
};
export type CofferBridge = typeof bridge;

contextBridge.exposeInMainWorld('coffer', bridge);
