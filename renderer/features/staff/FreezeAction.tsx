import { Button, Menu, Text } from '@mantine/core';
import { IconLockOpen, IconUserPause } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { freezeReasons } from '#shared/contract/access.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useCan, useMe, useReadOnly } from '../../api/session.ts';
import { showDone, showRefusal } from '../../ui/undoToast.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import type { PersonProps } from './personActions.ts';

/** Shuts somebody out at once, with the reason in the same click; or lets them in again. */
export function FreezeAction({ person }: PersonProps) {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  const readOnly = useReadOnly();
  const freeze = useChange('staff.freeze', {
    onDone: () => showDone(t('frozenNow', { name: person.name })),
    onRefused: (error) => showRefusal(words(error)),
  });
  if (!useCan('staff.freeze') || readOnly || person.you) return null;
  if (person.state === 'frozen') return <ThawAction person={person} />;
  if (person.role === 'owner') return null;
  if (person.state === 'left') return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<IconUserPause size={16} aria-hidden />} loading={freeze.isPending}>
          {t('freeze')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text span size="xs" className="person-menu-hint">
            {t('freezeHint', { name: person.name })}
          </Text>
        </Menu.Label>
        {freezeReasons.map((reason) => (
          <Menu.Item key={reason} onClick={() => freeze.mutate({ user: person.user, reason })}>
            {t(`freeze_${reason}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ThawAction({ person }: Pick<PersonProps, 'person'>) {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const owner = me.role === 'owner';
  const thaw = useChange('staff.thaw', {
    onDone: ({ waits }) => {
      setOpen(false);
      showDone(t(waits ? 'thawedWaits' : 'thawedNow', { name: person.name }));
    },
    onRefused: (error) => {
      if (!owner) showRefusal(words(error));
    },
  });
  if (!owner && person.frozenBy?.user !== me.user) return null;
  const letIn = () => (owner ? setOpen(true) : thaw.mutate({ user: person.user, password: null }));
  return (
    <>
      <Button leftSection={<IconLockOpen size={16} aria-hidden />} onClick={letIn} loading={!owner && thaw.isPending}>
        {t('thaw')}
      </Button>
      <PasswordDialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('thawTitle', { name: person.name })}
        action={t('thaw')}
        pending={thaw.isPending}
        error={thaw.error}
        onPassword={(password) => thaw.mutate({ user: person.user, password })}
      >
        <Text>{t('thawHint', { name: person.name })}</Text>
      </PasswordDialog>
    </>
  );
}
