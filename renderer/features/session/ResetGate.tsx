import { Button, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { type Me, rereadMe, useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { exactWords } from '../../ui/When.tsx';
import './session.css';

/** Stands before the work screens for as long as this person has not said whether they asked for their new password. */
export function ResetGate({ children }: { readonly children: ReactNode }) {
  const { reset } = useMe();
  return reset === null ? children : <Asked reset={reset} />;
}

function Asked({ reset }: { readonly reset: NonNullable<Me['reset']> }) {
  const { t, i18n } = useTranslation('passwords');
  const words = useErrorWords();
  const confirm = useChange('passwords.confirm', { onDone: () => void rereadMe() });
  const dispute = useChange('passwords.dispute');
  const error = confirm.error ?? dispute.error;
  const busy = confirm.isPending || dispute.isPending;
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="gate-form">
          <div className="gate-head">
            <IconKey size={22} aria-hidden />
            <Title order={1}>{t('resetTitle')}</Title>
          </div>
          <Text>{t('resetWho', { by: reset.by, when: exactWords(reset.at, i18n.language) })}</Text>
          <Text>{t('resetYesHint')}</Text>
          <Text>{t('resetNoHint')}</Text>
          <ErrorNotice>{error ? words(error) : null}</ErrorNotice>
          <div className="gate-actions">
            <Button variant="default" disabled={busy} onClick={() => dispute.mutate({})}>
              {t('resetNo')}
            </Button>
            <Button loading={busy} onClick={() => confirm.mutate({})}>
              {t('resetYes')}
            </Button>
          </div>
        </div>
      </div>
    </main>
  );
}
