import { Button, Menu } from '@mantine/core';
import { IconLanguage, IconPalette } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { LocaleItems, SchemeItems } from './AppearanceItems.tsx';
import './GateFoot.css';

interface GateFootProps {
  /** How the session before ended. */
  readonly ended: Output<'host.state'>['ended'];
  /** Somebody was given a code. */
  readonly onInvitation?: () => void;
}

/** Why a session ended where nobody asked it to, and what to do. */
const told = {
  hours: 'endedHours',
  crash: 'endedCrash',
  probing: 'endedProbing',
  renewed: 'endedRenewed',
  shutOut: 'endedShutOut',
  accountEnded: 'endedAccount',
} as const;
type Told = keyof typeof told;
/** What was to be expected: no alarm. */
const calm: readonly Told[] = ['hours', 'renewed'];
function isTold(ended: GateFootProps['ended']): ended is Told {
  return ended !== null && Object.hasOwn(told, ended);
}

/** Below the login form: why the screen locked where that needs saying, language, colours, and what this vault is for. */
export function GateFoot({ ended, onInvitation }: GateFootProps) {
  const { t } = useTranslation(['app', 'invites']);
  const menus = [
    { words: t('language'), icon: <IconLanguage size={14} aria-hidden />, items: <LocaleItems /> },
    { words: t('colours'), icon: <IconPalette size={14} aria-hidden />, items: <SchemeItems /> },
  ];
  return (
    <footer className="gate-foot">
      {isTold(ended) && (
        <span role={calm.includes(ended) ? 'status' : 'alert'} className="gate-foot-told">
          {t(told[ended])}
        </span>
      )}
      {onInvitation && (
        <Button variant="subtle" size="compact-xs" onClick={onInvitation}>
          {t('invites:haveInvitation')}
        </Button>
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
