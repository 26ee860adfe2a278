import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { call } from '../api/call.ts';
import type { Locale } from '../locales/resources.ts';

type Scheme = Output<'host.state'>['colourScheme'];

interface Appearance {
  readonly setLocale: (locale: Locale) => void;
  readonly setScheme: (scheme: Scheme) => void;
}

/** Changes language and colours at once and has the host keep them. */
export function useAppearance(): Appearance {
  const { i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  return {
    setLocale: (locale) => {
      void i18n.changeLanguage(locale);
      void call('host.setAppearance', { locale });
    },
    setScheme: (colourScheme) => {
      setColorScheme(colourScheme);
      void call('host.setAppearance', { colourScheme });
    },
  };
}
