import { Button, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { type Me, rereadMe, useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { exactWords } from '../../ui/When.tsx';
import { NextPasswordForm } from './NextPasswordForm.tsx';
import './session.css';

/** Stands before the work screens for as long as this person has not said whether they asked for their new password. */
export function ResetGate({ children }: { readonly children: ReactNode }) {
  const { reset } = useMe();
  return reset === null ? children : <Asked reset={reset} />;
}

function Asked({ reset }: { readonly reset: NonNullable<Me['reset']> }) {
  const { t, i18n } = useTranslation('passwords');
  const words = useErrorWords();
  const [theirs, setTheirs] = useState(false);
  const confirm = useChange('passwords.confirm', { onDone: () => void rereadMe() });
  const dispute = useChange('passwords.dispute');
  const no = (
    <Button variant="default" disabled={confirm.isPending || dispute.isPending} onClick={() => dispute.mutate({})}>
      {t('resetNo')}
    </Button>
  );
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="gate-form">
          <div className="gate-head">
            <IconKey size={22} aria-hidden />
            <Title order={1}>{t(theirs ? 'resetOwn' : 'resetTitle')}</Title>
          </div>
          {theirs ? (
            <>
              <Text>{t('resetOwnLead')}</Text>
              <NextPasswordForm
                currentLabel={t('resetCurrent')}
                action={t('resetSay')}
                pending={confirm.isPending}
                error={confirm.error}
                onPasswords={(passwords) => confirm.mutate(passwords)}
                others={no}
              />
            </>
          ) : (
            <>
              <Text>{t('resetWho', { by: reset.by, when: exactWords(reset.at, i18n.language) })}</Text>
              <Text>{t('resetYesHint')}</Text>
              <Text>{t('resetNoHint')}</Text>
              <ErrorNotice>{dispute.error ? words(dispute.error) : null}</ErrorNotice>
              <div className="gate-actions">
                {no}
                <Button disabled={dispute.isPending} onClick={() => setTheirs(true)}>
                  {t('resetYes')}
                </Button>
              </div>
            </>
          )}
        </div>
      </div>
    </main>
  );
}
