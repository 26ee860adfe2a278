import { useEffect, useState } from 'react';

/** Milliseconds that an answer may take before anything says that it is awaited. */
const patience = 150;

/** Whether something has been awaited long enough to say so. */
export function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setSlow(false);
      return undefined;
    }
    const timer = setTimeout(() => setSlow(true), patience);
    return () => clearTimeout(timer);
  }, [waiting]);
  return slow;
}
