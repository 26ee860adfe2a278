import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconHelp,
  IconDeviceMobile,
  IconHistory,
  IconKey,
  IconKeyboard,
  IconLanguage,
  IconLifebuoy,
  IconPalette,
  IconSwitchHorizontal,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lockNow } from '../api/beforeLock.ts';
import { useCan, useMe } from '../api/session.ts';
import { Monogram } from '../ui/Monogram.tsx';
import { LocaleItems, SchemeItems } from './AppearanceItems.tsx';
import { showSurface } from './shellState.ts';

/** Who is logged in, and what is theirs: password, activity, language, colours, keys. */
export function AccountMenu({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation(['app', 'common', 'passwords']);
  const me = useMe();
  const navigate = useNavigate();
  const ownJournal = useCan('journal.readOwn');
  const ownSlip = useCan('passwords.slip');
  return (
    <Menu position="top-start" width={232}>
      <Menu.Target>
        <UnstyledButton className="rail-me" {...(narrow ? { 'aria-label': t('account', { name: me.name }) } : {})}>
          <Monogram name={me.name} size={28} />
          {!narrow && (
            <span className="rail-me-words">
              <span className="rail-me-name">{me.name}</span>
              <span className="rail-me-role">{t(`common:role_${me.role}`)}</span>
            </span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSwitchHorizontal size={16} />} onClick={() => void lockNow()}>
          {t('switchPerson')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => showSurface('password')}>
          {t('changePassword')}
        </Menu.Item>
        {ownSlip && me.previewing === null && (
          <Menu.Item leftSection={<IconLifebuoy size={16} />} onClick={() => showSurface('slip')}>
            {t('passwords:ownSlip')}
          </Menu.Item>
        )}
        {me.previewing === null && (
          <Menu.Item leftSection={<IconDeviceMobile size={16} />} onClick={() => showSurface('login')}>
            {t('ownLogin')}
          </Menu.Item>
        )}
        {ownJournal && (
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => void navigate({ to: '/activity' })}>
            {t('myActivity')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => showSurface('keys')}>
          {t('keys')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHelp size={16} />} onClick={() => void navigate({ to: '/help' })}>
          {t('help')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item leftSection={<IconLanguage size={16} />}>{t('language')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            <LocaleItems />
          </Menu.Sub.Dropdown>
        </Menu.Sub>
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item leftSection={<IconPalette size={16} />}>{t('colours')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            <SchemeItems />
          </Menu.Sub.Dropdown>
        </Menu.Sub>
      </Menu.Dropdown>
    </Menu>
  );
}
