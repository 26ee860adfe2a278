import { call } from './call.ts';

const last = new Set<() => Promise<unknown>>();
/** How long half-written texts may take to be saved before the screen locks all the same, in milliseconds. */
const patience = 500;

/** Has something saved before the person locks the screen by hand; answers the function that takes it back. */
export function onBeforeLock(save: () => Promise<unknown>): () => void {
  last.add(save);
  return () => last.delete(save);
}

/** Saves what is half written, then locks. */
export async function lockNow(): Promise<void> {
  const saved = Promise.allSettled([...last].map((save) => save()));
  await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, patience))]);
  await call('host.lock', {});
}
