import { Button, Text, Title, UnstyledButton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Monogram } from '../../ui/Monogram.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { firstChosen, neighbour } from './people.ts';
import { useCountdown } from './useCountdown.ts';
import './session.css';

type Status = Output<'session.status'>;

interface LoginScreenProps {
  readonly people: Status['people'];
  readonly lastUser: string | null;
  readonly waitSeconds: number;
  readonly onOpen: (me: Output<'session.login'>) => void;
  /** Below the form: language and colours. */
  readonly foot?: ReactNode;
}

/** The locked screen: who are you, and your password. */
export function LoginScreen({ people, lastUser, waitSeconds, onOpen, foot }: LoginScreenProps) {
  const { t } = useTranslation('session');
  const words = useErrorWords();
  const [user, setUser] = useState(() => firstChosen(people, lastUser));
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [wait, setWait] = useCountdown(waitSeconds);
  const login = useChange('session.login', {
    onDone: (me) => onOpen(me),
    onRefused: ({ params }) => {
      setWait(params.seconds ?? 0);
      setPassword('');
      field.current?.focus();
    },
  });
  useEffect(() => field.current?.focus(), [user]);

  const choose = (chosen: string) => {
    setUser(chosen);
    setPassword('');
    login.reset();
  };
  const waiting = wait > 0;
  const submit = () => {
    if (user !== null && password !== '' && !waiting && !login.isPending) login.mutate({ user, password });
  };
  // The button counts; a sentence that counted along would be read out every second.
  const refused = waiting
    ? t('tooManyWrong')
    : login.error && login.error.code !== 'waitAfterWrong'
      ? words(login.error)
      : null;
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="gate-head">
          <IconLock size={22} aria-hidden />
          <Title order={1}>{t('whoAreYou')}</Title>
        </div>
        <People people={people} user={user} onChoose={choose} />
        <form
          className="gate-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <PasswordField ref={field} value={password} onText={setPassword} onEnter={submit} disabled={user === null} />
          <ErrorNotice>{refused}</ErrorNotice>
          <Button type="submit" fullWidth loading={login.isPending} disabled={user === null || waiting}>
            {waiting ? t('wait', { seconds: wait }) : t('logIn')}
          </Button>
        </form>
        <Text size="sm" c="dimmed" role="status" className="visually-hidden">
          {login.isPending ? t('loggingIn') : ''}
        </Text>
      </div>
      {foot}
    </main>
  );
}

interface PeopleProps {
  readonly people: Status['people'];
  readonly user: string | null;
  readonly onChoose: (user: string) => void;
}

function People({ people, user, onChoose }: PeopleProps) {
  const { t } = useTranslation('session');
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbour(people, user, event.key);
    if (next === null) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`[data-user="${next}"]`)?.focus();
  };
  return (
    <div ref={list} className="gate-people" role="radiogroup" aria-label={t('whoAreYou')} onKeyDown={onKeyDown}>
      {people.map((person, index) => {
        const chosen = person.user === user;
        return (
          <UnstyledButton
            key={person.user}
            role="radio"
            aria-checked={chosen}
            data-user={person.user}
            tabIndex={chosen || (user === null && index === 0) ? 0 : -1}
            className="gate-person"
            onClick={() => onChoose(person.user)}
          >
            <Monogram name={person.name} size={32} />
            <span className="gate-person-name">{person.name}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
