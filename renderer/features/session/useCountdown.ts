import { useCallback, useEffect, useState } from 'react';

/** Seconds that run down to 0; starts anew when `seconds` changes. */
export function useCountdown(seconds: number): readonly [number, (seconds: number) => void] {
  const [end, setEnd] = useState(() => Date.now() + seconds * 1000);
  const [now, setNow] = useState(() => Date.now());
  const start = useCallback((from: number) => {
    setNow(Date.now());
    setEnd(Date.now() + from * 1000);
  }, []);
  useEffect(() => start(seconds), [seconds, start]);
  const left = Math.max(0, Math.ceil((end - now) / 1000));
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [left]);
  return [left, start];
}
