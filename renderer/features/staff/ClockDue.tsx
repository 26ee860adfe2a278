import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Due } from '#shared/contract/access.ts';
import { useChange } from '../../api/queries.ts';
import { exactWords } from '../../ui/When.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

interface ClockDueProps {
  readonly due: Extract<Due, { kind: 'clock' }>;
  readonly onDone: () => void;
}

/** The journal is dated far ahead: whose entry it was, what the clock says, and the owner's word that the clock is right. */
export function ClockDue({ due, onDone }: ClockDueProps) {
  const { t, i18n } = useTranslation('staff');
  const [open, setOpen] = useState(false);
  const set = useChange('staff.setClock', {
    onDone: () => {
      setOpen(false);
      showDone(t('clockSet'));
      onDone();
    },
  });
  const [since, now] = [due.since, due.now].map((at) => exactWords(at, i18n.language));
  return (
    <>
      {t('due_clock', { name: due.name, since })}{' '}
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {t('clockLook')}
      </Button>
      <PasswordDialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('clockTitle')}
        action={t('clockPut')}
        pending={set.isPending}
        error={set.error}
        onPassword={(password) => set.mutate({ password })}
      >
        <Text>{t('clockNow', { now })}</Text>
        <Text>{t('clockHint', { since })}</Text>
      </PasswordDialog>
    </>
  );
}
