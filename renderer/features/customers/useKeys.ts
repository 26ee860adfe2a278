import { useEffect, useRef } from 'react';

/** Keys by the letter printed on them, or by the key's name; `mod+` stands for Ctrl or the command key. */
export type Keys = { readonly [key: string]: (() => void) | undefined };

/** Whether a key belongs to a field, a menu or a dialog rather than to the page. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.isComposing || event.defaultPrevented) return true;
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return true;
  return (
    target?.closest(
      'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable], [role="menu"], [role="listbox"]',
    ) != null
  );
}

/** A letter whatever input method is on: 注音 and 拼音 report no letter, so the place of the key counts. Alt works too. */
function nameOf(event: KeyboardEvent): string | null {
  if (event.altKey && !/^(Key[A-Z]|Slash)$/.test(event.code)) return null;
  const byPlace = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  const hidden = event.key === 'Process' || event.key === 'Unidentified' || event.keyCode === 229 || event.altKey;
  if (hidden && byPlace !== undefined) return byPlace;
  if (hidden && event.code === 'Slash') return '/';
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** Keys of a whole page; they leave fields, menus and dialogs alone. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const name = nameOf(event);
      const act = name === null ? undefined : latest.current[event.ctrlKey || event.metaKey ? `mod+${name}` : name];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
