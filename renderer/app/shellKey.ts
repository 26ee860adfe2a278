interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What a key means on every page; null where the page or the field has it. The palette listens for itself. */
export function shellKey(
  event: Pressed,
  { mac, typing }: { readonly mac: boolean; readonly typing: boolean },
): 'lock' | 'undo' | 'keys' | 'back' | 'forward' | null {
  const mod = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  const letter = event.key.toLowerCase();
  if (mod && !event.altKey && !event.shiftKey) {
    if (letter === 'l') return 'lock';
    if (letter === 'z' && !typing) return 'undo';
    if (mac && event.key === '[') return 'back';
    if (mac && event.key === ']') return 'forward';
    return null;
  }
  if (!mac && event.altKey && !event.ctrlKey && !event.metaKey) {
    if (event.key === 'ArrowLeft') return 'back';
    if (event.key === 'ArrowRight') return 'forward';
    return null;
  }
  // The full-width twin is what Chinese input methods give.
  if (!typing && !mod && !event.altKey && (event.key === '?' || event.key === '？')) return 'keys';
  return null;
}
