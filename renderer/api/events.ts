import { useEffect, useRef } from 'react';
import type { EventName, EventPayload } from '#shared/contract/index.ts';

/** Hears one kind of event from the vault or the host; answers the function that stops it. */
export function onCofferEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
  // The host parsed the payload with the schema this type is inferred from.
  return window.coffer.on(name, (payload) => listener(payload as EventPayload<N>));
}

/** Hears one kind of event for as long as the component is on screen. */
export function useCofferEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => onCofferEvent(name, (payload) => latest.current(payload)), [name]);
}
