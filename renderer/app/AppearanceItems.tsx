import { Menu, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { localeNames, locales } from '../locales/resources.ts';
import { useAppearance } from './appearance.ts';

const schemes = ['auto', 'light', 'dark'] as const;

/** The three languages, each in its own words, as items of a menu. */
export function LocaleItems() {
  const { i18n } = useTranslation();
  const { setLocale } = useAppearance();
  return (
    <Menu.RadioGroup value={i18n.language}>
      {locales.map((locale) => (
        <Menu.RadioItem key={locale} value={locale} lang={locale} onChange={() => setLocale(locale)}>
          {localeNames[locale]}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** Light, dark or as the system, as items of a menu. */
export function SchemeItems() {
  const { t } = useTranslation('app');
  const { colorScheme } = useMantineColorScheme();
  const { setScheme } = useAppearance();
  return (
    <Menu.RadioGroup value={colorScheme}>
      {schemes.map((scheme) => (
        <Menu.RadioItem key={scheme} value={scheme} onChange={() => setScheme(scheme)}>
          {t(`colours_${scheme}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
