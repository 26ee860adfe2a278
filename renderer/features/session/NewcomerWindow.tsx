import { Button, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { FirstPassword } from './FirstPassword.tsx';
import { Unusable } from './Unusable.tsx';
import './session.css';

/** The newcomer's own window: a greeting, a password only they know, and what happens next. */
export function NewcomerWindow() {
  const invitation = useRead('enrol.invitation', {});
  const [set, setSet] = useState(false);
  if (invitation.error) return <Unusable code={invitation.error.code} onRetry={() => void invitation.refetch()} />;
  if (!invitation.data) return null;
  return (
    <main className="gate">
      <div className="gate-card">
        {set ? (
          <Done again={invitation.data.purpose === 'reset'} />
        ) : (
          <Choose invitation={invitation.data} onSet={() => setSet(true)} />
        )}
      </div>
    </main>
  );
}

interface ChooseProps {
  readonly invitation: Output<'enrol.invitation'>;
  readonly onSet: () => void;
}

function Choose({ invitation: { name, role, purpose, minimumLength }, onSet }: ChooseProps) {
  const { t } = useTranslation(['session', 'common', 'passwords']);
  const words = useErrorWords();
  const enrol = useChange('enrol.setPassword', { onDone: onSet });
  return (
    <FirstPassword
      greeting={t('hello', { name })}
      lead={purpose === 'reset' ? t('passwords:newcomerAgain') : t('newcomerRole', { role: t(`common:role_${role}`) })}
      minimum={minimumLength}
      known={[name]}
      label={t('newPassword')}
      action={t('newcomerSet')}
      pending={enrol.isPending}
      refusal={enrol.error ? words(enrol.error) : null}
      onPassword={(password) => enrol.mutate({ password })}
    >
      {purpose === 'join' && (
        <Text size="sm" c="dimmed">
          {t('newcomerNext')}
        </Text>
      )}
    </FirstPassword>
  );
}

function Done({ again }: { readonly again: boolean }) {
  const { t } = useTranslation(['session', 'passwords']);
  return (
    <div className="gate-form" role="status">
      <IconCircleCheck size={40} aria-hidden className="gate-good" />
      <Title order={1}>{t('newcomerDone')}</Title>
      <Text>{again ? t('passwords:newcomerAgainDone') : t('newcomerDoneHint')}</Text>
      <Button autoFocus onClick={() => void call('host.closeWindow', {})}>
        {t('closeWindow')}
      </Button>
    </div>
  );
}
