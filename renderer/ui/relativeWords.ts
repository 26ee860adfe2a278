const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

// Making a formatter costs far more than using one.
const formats = new Map<string, Intl.RelativeTimeFormat>();

function formatOf(language: string): Intl.RelativeTimeFormat {
  const known = formats.get(language);
  if (known) return known;
  const made = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  formats.set(language, made);
  return made;
}

/** Words for how long ago a moment (milliseconds since 1970) was; null for less than a minute. */
export function relativeWords(at: number, now: number, language: string): string | null {
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) {
      return formatOf(language).format(Math.trunc(seconds / length), unit);
    }
  }
  return null;
}
