import { Button, Menu } from '@mantine/core';
import { IconLanguage, IconPalette } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LocaleItems, SchemeItems } from './AppearanceItems.tsx';
import './GateFoot.css';

interface GateFootProps {
  /** The session before was ended because it asked for customers of other people. */
  readonly probing: boolean;
}

/** Below the login form: why the screen locked where that needs saying, language, colours, and what this vault is for. */
export function GateFoot({ probing }: GateFootProps) {
  const { t } = useTranslation('app');
  const menus = [
    { words: t('language'), icon: <IconLanguage size={14} aria-hidden />, items: <LocaleItems /> },
    { words: t('colours'), icon: <IconPalette size={14} aria-hidden />, items: <SchemeItems /> },
  ];
  return (
    <footer className="gate-foot">
      {probing && (
        <span role="alert" className="gate-foot-alert">
          {t('endedProbing')}
        </span>
      )}
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
