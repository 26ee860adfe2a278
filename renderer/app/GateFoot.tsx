import { Button, Menu } from '@mantine/core';
import { IconLanguage, IconPalette } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LocaleItems, SchemeItems } from './AppearanceItems.tsx';

/** Below the login form: language, colours, and what this vault is for. */
export function GateFoot() {
  const { t } = useTranslation('app');
  const menus = [
    { words: t('language'), icon: <IconLanguage size={14} aria-hidden />, items: <LocaleItems /> },
    { words: t('colours'), icon: <IconPalette size={14} aria-hidden />, items: <SchemeItems /> },
  ];
  return (
    <footer className="gate-foot">
      <span>{t('oneComputer')}</span>
      <span>
        {menus.map(({ words, icon, items }) => (
          <Menu key={words}>
            <Menu.Target>
              <Button variant="subtle" color="gray" size="compact-xs" leftSection={icon}>
                {words}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>{items}</Menu.Dropdown>
          </Menu>
        ))}
      </span>
    </footer>
  );
}
