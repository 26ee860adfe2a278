import i18next from 'i18next';
import ICU from 'i18next-icu';
import { initReactI18next } from 'react-i18next';
import { resources, type en, type Locale } from '../locales/resources.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    keySeparator: false;
    resources: typeof en;
  }
}

/** Loads the words; every text goes through ICU messages. */
export async function startWords(locale: Locale): Promise<void> {
  document.documentElement.lang = locale;
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(ICU)
    .use(initReactI18next)
    .init({
      lng: locale,
      fallbackLng: 'en',
      resources,
      defaultNS: 'common',
      keySeparator: false,
      // React escapes.
      interpolation: { escapeValue: false },
    });
}

/** Where the language of the system changes, the words follow at once, unless the person chose one of ours. */
export function followLanguage(current: () => Promise<Locale>): void {
  addEventListener('languagechange', () => void current().then((locale) => i18next.changeLanguage(locale)));
}
