import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Due } from '#shared/contract/access.ts';
import { useChange } from '../../api/queries.ts';
import { showDone } from '../../ui/undoToast.tsx';
import { useDayWords } from '../../ui/useDayWords.ts';
import { PasswordDialog } from './PasswordDialog.tsx';

/** A deputy added somebody or set their password anew: an owner decides whether they get what the deputy could not give. */
export function KeysWaitLine({ due }: { readonly due: Extract<Due, { kind: 'keysWait' }> }) {
  const { t } = useTranslation('deputies');
  const dayWords = useDayWords();
  const [open, setOpen] = useState(false);
  const { user, name, by, since, cause } = due;
  const give = useChange('deputies.give', {
    onDone: () => {
      showDone(t('given', { name }));
      setOpen(false);
    },
  });
  return (
    <>
      {t(`waits_${cause}`, { name, by, when: dayWords(since) })}{' '}
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('give')}
      </Button>
      <PasswordDialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('giveTitle', { name })}
        action={t('give')}
        pending={give.isPending}
        error={give.error}
        onPassword={(password) => give.mutate({ user, password })}
      >
        <Text>{t('giveHint', { name })}</Text>
      </PasswordDialog>
    </>
  );
}
