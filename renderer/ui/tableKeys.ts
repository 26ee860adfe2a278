interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** To which row a key moves from row `at` (-1 = none) of `count`, with `page` rows a page; null where it moves nowhere. */
export function moveFor(event: Key, at: number, count: number, page: number): number | null {
  if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return null;
  const within = (row: number) => Math.max(0, Math.min(count - 1, row));
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return within(at + 1);
    case 'ArrowUp':
    case 'k':
      return within(at < 0 ? 0 : at - 1);
    case 'PageDown':
      return within(at + page);
    case 'PageUp':
      return within(at - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
