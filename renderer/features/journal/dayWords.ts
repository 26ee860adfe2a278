import { useTranslation } from 'react-i18next';
import { daysAgo } from './days.ts';

/** How a local day is called: today, yesterday, and always its date. */
export function useDayWords(): (day: number) => string {
  const { t, i18n } = useTranslation('journal');
  return (day) => {
    const ago = daysAgo(day, Date.now());
    const full = new Intl.DateTimeFormat(i18n.language, {
      weekday: 'long',
      year: 'numeric',
      month: 'long',
      day: 'numeric',
    }).format(day);
    return ago === 0 ? `${t('today')} · ${full}` : ago === 1 ? `${t('yesterday')} · ${full}` : full;
  };
}
