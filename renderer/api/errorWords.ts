import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefused, Refused } from './call.ts';
import { hoursWords } from './hoursWords.ts';

/** Gives the sentence for whatever was refused: what happened and what to do. */
export function useErrorWords(): (error: unknown) => string {
  const { t, i18n } = useTranslation('errors');
  return useCallback(
    (error) => {
      const { code, params, reference } = asRefused(error);
      if (code === 'internal' && reference !== null) return t('internalWithReference', { reference });
      // A wrong password or code after which the next try has to wait says both.
      if ((code === 'wrongPassword' || code === 'codeWrong') && (params.seconds ?? 0) > 0)
        return `${t(code)} ${t('wrongPasswordWait', { seconds: params.seconds })}`;
      if (code === 'outsideHours') {
        const { days = 127, from = 0, until = 1_440 } = params;
        return t(code, { ...hoursWords({ days, from, until }, i18n.language) });
      }
      return t(code, { count: 0, limit: 0, seconds: 0, sequence: 0, ...params });
    },
    [t, i18n],
  );
}

/** The sentence for a code that arrives without a refusal, as in `session.status`. */
export function useCodeWords(): (code: string | null) => string {
  const words = useErrorWords();
  return useCallback((code) => words(new Refused(code ?? 'internal')), [words]);
}
