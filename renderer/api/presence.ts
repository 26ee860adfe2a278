import { useEffect } from 'react';
import { call } from './call.ts';

/** Milliseconds between two signs of life; below every idle time. */
const every = 20_000;

/** Tells the host that somebody is at the screen though they touch nothing: they are on the telephone. */
export function usePresence(there: boolean): void {
  useEffect(() => {
    if (!there) return undefined;
    const tell = () => void call('host.touch', {}).catch(() => undefined);
    tell();
    const timer = setInterval(tell, every);
    return () => clearInterval(timer);
  }, [there]);
}
