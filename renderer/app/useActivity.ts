import { useEffect } from 'react';
import { call } from '../api/call.ts';

/** At most one report of activity in this many milliseconds. */
const every = 5_000;
const signs = ['pointermove', 'pointerdown', 'keydown', 'input', 'wheel', 'compositionupdate'] as const;

/** Tells the host that somebody is at work, which puts off the idle lock. */
export function useActivity(): void {
  useEffect(() => {
    let reported = 0;
    const touch = () => {
      const now = Date.now();
      if (now - reported < every) return;
      reported = now;
      void call('host.touch', {}).catch(() => undefined);
    };
    for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, []);
}
