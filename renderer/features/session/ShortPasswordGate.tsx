import { Button, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lockNow } from '../../api/beforeLock.ts';
import { useChange } from '../../api/queries.ts';
import { rereadMe, useMe } from '../../api/session.ts';
import { NextPasswordForm } from './NextPasswordForm.tsx';
import { minimumFor } from './strength.ts';
import './session.css';

/** Stands before the work screens for as long as somebody's role asks for a longer password than they have typed. */
export function ShortPasswordGate({ children }: { readonly children: ReactNode }) {
  const { passwordShort } = useMe();
  return passwordShort ? <Longer /> : children;
}

function Longer() {
  const { t } = useTranslation(['passwords', 'session', 'common']);
  const { role } = useMe();
  const change = useChange('session.changePassword', { onDone: () => void rereadMe() });
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="gate-form">
          <div className="gate-head">
            <IconKey size={22} aria-hidden />
            <Title order={1}>{t('shortTitle')}</Title>
          </div>
          <Text>{t('shortLead', { role: t(`common:role_${role}`), minimum: minimumFor(role) })}</Text>
          <NextPasswordForm
            currentLabel={t('session:currentPassword')}
            action={t('shortDo')}
            pending={change.isPending}
            error={change.error}
            onPasswords={(passwords) => change.mutate({ ...passwords, known: false })}
            others={
              <Button variant="default" disabled={change.isPending} onClick={() => void lockNow()}>
                {t('shortLater')}
              </Button>
            }
          />
        </div>
      </div>
    </main>
  );
}
