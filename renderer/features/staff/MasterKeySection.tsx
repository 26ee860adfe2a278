import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/queries.ts';
import { useCan, useReadOnly } from '../../api/session.ts';
import { showDone } from '../../ui/undoToast.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

/** What the office's master key is, and a new one for it. Owners alone see it. */
export function MasterKeySection() {
  const { t } = useTranslation('invites');
  const readOnly = useReadOnly();
  const may = useCan('office.secure') && !readOnly;
  const [open, setOpen] = useState(false);
  const renew = useChange('roots.renew', {
    onDone: ({ databaseKey }) => {
      setOpen(false);
      showDone(t(databaseKey === 'made' ? 'masterDone' : 'masterWaits'));
    },
  });
  if (!may) return null;
  return (
    <details className="people-left">
      <summary>{t('masterTitle')}</summary>
      <div className="people-notice">
        <Text size="sm">{t('masterHint')}</Text>
        <Button size="compact-md" variant="default" mt={8} onClick={() => setOpen(true)}>
          {t('masterRenew')}
        </Button>
      </div>
      <PasswordDialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('masterDialog')}
        action={t('masterRenew')}
        pending={renew.isPending}
        error={renew.error}
        onPassword={(password) => renew.mutate({ password })}
      >
        <Text>{t('masterWhy')}</Text>
        <Text>{t('masterWhat')}</Text>
        <Text size="sm" c="dimmed">
          {t('masterCannot')}
        </Text>
      </PasswordDialog>
    </details>
  );
}
