import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { lockNow } from '../api/beforeLock.ts';
import { isMac } from '../ui/KeyHint.tsx';
import { undoLatest } from '../ui/undoToast.tsx';
import { shellKey } from './shellKey.ts';
import { showSurface } from './shellState.ts';

/** Whether the element takes typed text, so that letters and undo belong to it. */
function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), textarea, [contenteditable=true]') !== null
  );
}

/** The keys that work on every page. */
export function useShellKeys(): void {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const key = shellKey(event, { mac: isMac, typing: takesText(event.target) });
      if (key === null) return;
      if (key === 'undo' && !undoLatest()) return;
      event.preventDefault();
      if (key === 'lock') void lockNow();
      if (key === 'keys') showSurface('keys');
      if (key === 'back') router.history.back();
      if (key === 'forward') router.history.forward();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [router]);
}
