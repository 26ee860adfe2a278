import { useRef, type KeyboardEvent } from 'react';

/** Whether a key belongs to an input method that is still composing (229 is what Chromium reports for its keys). */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

interface ImeSafeKeys {
  readonly onEnter?: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onEscape?: (event: KeyboardEvent<HTMLElement>) => void;
}

interface ImeSafeProps {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onCompositionStart: () => void;
  readonly onCompositionEnd: () => void;
}

/**
 * Keys of a text field that an input method cannot trip: the Enter that picks a candidate never submits, the Escape
 * that drops one never closes. `composing()` tells whether text is half typed.
 */
export function useImeSafe({ onEnter, onEscape }: ImeSafeKeys): ImeSafeProps & { readonly composing: () => boolean } {
  const half = useRef(false);
  return {
    composing: () => half.current,
    onCompositionStart: () => {
      half.current = true;
    },
    onCompositionEnd: () => {
      half.current = false;
    },
    onKeyDown: (event) => {
      if (isComposing(event) || half.current) {
        // Neither a dialog nor a page around the field may take the key for its own.
        if (event.key === 'Enter' || event.key === 'Escape') event.stopPropagation();
        return;
      }
      if (event.key === 'Enter') onEnter?.(event);
      if (event.key === 'Escape') onEscape?.(event);
    },
  };
}
