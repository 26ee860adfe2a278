import { useCallback, useEffect, useRef } from 'react';

/** A handler that stays the same function while doing what the newest one does, so that memoised parts rest. */
export function useSame<A extends readonly unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
