import { useTranslation } from 'react-i18next';
import { sixWords } from './sixWords/sixWords.ts';
import './codeCard.css';

interface SixWordsProps {
  readonly words: readonly number[];
  /** The language of the invitation, so that both screens say the same. */
  readonly locale: Parameters<typeof sixWords>[1];
}

/** Six words that two people compare, each on their own screen. */
export function SixWords({ words, locale }: SixWordsProps) {
  const { t } = useTranslation('invites');
  return (
    <ol className="six-words" aria-label={t('sixWords')} lang={locale}>
      {sixWords(words, locale).map((word, i) => (
        <li key={i}>{word}</li>
      ))}
    </ol>
  );
}
