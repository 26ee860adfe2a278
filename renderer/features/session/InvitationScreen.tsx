import { Button, Text, TextInput, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SixWords } from '../../ui/SixWords.tsx';
import { FirstPassword } from './FirstPassword.tsx';
import './session.css';

type Invitation = Output<'invites.open'>;
type Waiting = Pick<Output<'invites.answer'>, 'words' | 'locale'>;

interface InvitationScreenProps {
  readonly onBack: () => void;
  readonly foot: ReactNode;
}

/** For somebody who was given a code: the code, a password of their own, and the page on which they wait for an owner. */
export function InvitationScreen({ onBack, foot }: InvitationScreenProps) {
  const [code, setCode] = useState('');
  const [found, setFound] = useState<Invitation | null>(null);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const opened = (invitation: Invitation) => {
    setFound(invitation);
    if (invitation.words) setWaiting({ words: invitation.words, locale: invitation.locale });
  };
  return (
    <main className="gate">
      <div className="gate-card">
        {waiting ? (
          <Wait {...waiting} onBack={onBack} />
        ) : found ? (
          <Choose invitation={found} code={code} onSet={setWaiting} />
        ) : (
          <Enter code={code} onCode={setCode} onFound={opened} onBack={onBack} />
        )}
      </div>
      {foot}
    </main>
  );
}

interface EnterProps {
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onFound: (invitation: Invitation) => void;
  readonly onBack: () => void;
}

function Enter({ code, onCode, onFound, onBack }: EnterProps) {
  const { t } = useTranslation('invites');
  const words = useErrorWords();
  const open = useChange('invites.open', { onDone: onFound });
  return (
    <form
      className="gate-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== '') open.mutate({ code });
      }}
    >
      <div>
        <Title order={1}>{t('enterTitle')}</Title>
        <Text c="dimmed">{t('enterHint')}</Text>
      </div>
      <TextInput
        label={t('enterCode')}
        value={code}
        maxLength={60}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'num' }}
        onChange={(event) => onCode(event.currentTarget.value)}
      />
      <ErrorNotice>{open.error ? words(open.error) : null}</ErrorNotice>
      <div className="gate-actions">
        <Button variant="default" onClick={onBack}>
          {t('back')}
        </Button>
        <Button type="submit" disabled={code.trim() === ''} loading={open.isPending}>
          {t('next')}
        </Button>
      </div>
    </form>
  );
}

interface ChooseProps {
  readonly invitation: Invitation;
  readonly code: string;
  readonly onSet: (waiting: Waiting) => void;
}

function Choose({ invitation: { name, role, company, minimumLength }, code, onSet }: ChooseProps) {
  const { t } = useTranslation(['invites', 'common']);
  const words = useErrorWords();
  const answer = useChange('invites.answer', { onDone: onSet });
  return (
    <FirstPassword
      greeting={t('hello', { name })}
      lead={t('joins', { company, role: t(`common:role_${role}`) })}
      minimum={minimumLength}
      known={[name, company]}
      label={t('newPassword')}
      action={t('setPassword')}
      pending={answer.isPending}
      refusal={answer.error ? words(answer.error) : null}
      onPassword={(password) => answer.mutate({ code, password })}
    />
  );
}

function Wait({ words, locale, onBack }: Waiting & { readonly onBack: () => void }) {
  const { t } = useTranslation('invites');
  return (
    <div className="gate-form" role="status">
      <Title order={1}>{t('waitTitle')}</Title>
      <Text>{t('waitHint')}</Text>
      <SixWords words={words} locale={locale} />
      <div className="gate-actions">
        <Button autoFocus onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </div>
  );
}
