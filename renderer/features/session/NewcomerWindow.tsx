import { Button, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { NewPasswordFields } from './NewPasswordFields.tsx';
import type { NewPassword } from './strength.ts';
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

const empty: NewPassword = { password: '', repeat: '' };

interface ChooseProps {
  readonly invitation: Output<'enrol.invitation'>;
  readonly onSet: () => void;
}

function Choose({ invitation: { name, role, purpose, minimumLength }, onSet }: ChooseProps) {
  const { t } = useTranslation(['session', 'common', 'passwords']);
  const words = useErrorWords();
  const [typed, setTyped] = useState(empty);
  const [ready, setReady] = useState(false);
  const enrol = useChange('enrol.setPassword', { onDone: onSet });
  const submit = () => {
    if (ready && !enrol.isPending) enrol.mutate({ password: typed.password });
  };
  return (
    <form
      className="gate-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div>
        <Title order={1}>{t('hello', { name })}</Title>
        <Text c="dimmed">
          {purpose === 'reset' ? t('passwords:newcomerAgain') : t('newcomerRole', { role: t(`common:role_${role}`) })}
        </Text>
      </div>
      <NewPasswordFields
        label={t('newPassword')}
        value={typed}
        onChange={setTyped}
        onReady={setReady}
        minimum={minimumLength}
        known={[name]}
        onEnter={submit}
        autoFocus
      />
      <ErrorNotice>{enrol.error ? words(enrol.error) : null}</ErrorNotice>
      {purpose === 'join' && (
        <Text size="sm" c="dimmed">
          {t('newcomerNext')}
        </Text>
      )}
      <Button type="submit" disabled={!ready} loading={enrol.isPending}>
        {t('newcomerSet')}
      </Button>
    </form>
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
