import { useTranslation } from 'react-i18next';
import { relativeWords } from './relativeWords.ts';

// Making a formatter costs far more than using one, and a list shows dozens of moments at every step of scrolling.
const exactFormats = new Map<string, Intl.DateTimeFormat>();

function exactFormat(language: string): Intl.DateTimeFormat {
  const known = exactFormats.get(language);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' });
  exactFormats.set(language, made);
  return made;
}

/** The exact moment in the person's language and time zone. */
export function exactWords(at: number, language: string): string {
  return exactFormat(language).format(at);
}

interface WhenProps {
  /** Milliseconds since 1970; null shows "never". */
  readonly at: number | null;
  /** A date with time instead of "3 days ago". */
  readonly exact?: boolean;
}

/** A moment, relative, with the exact one on hover. */
export function When({ at, exact = false }: WhenProps) {
  const { t, i18n } = useTranslation();
  if (at === null) return <span>{t('never')}</span>;
  const full = exactWords(at, i18n.language);
  const short = exact
    ? new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
    : (relativeWords(at, Date.now(), i18n.language) ?? t('justNow'));
  return (
    <time dateTime={new Date(at).toISOString()} title={full} className="num">
      {short}
    </time>
  );
}
