import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Writes a day with its weekday, as the person's language does. */
export function useDayWords(): (at: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', month: 'short', day: 'numeric' });
    return (at) => format.format(at);
  }, [i18n.language]);
}
