import { Button, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { Faces } from './Faces.tsx';
import { firstChosen, neighbour } from './people.ts';
import { useCountdown } from './useCountdown.ts';
import './session.css';

type Status = Output<'session.status'>;

interface LoginScreenProps {
  readonly people: Status['people'];
  readonly lastUser: string | null;
  readonly waitSeconds: number;
  /** Somebody else may be about to sit down: the keyboard starts on the faces. */
  readonly facesFirst?: boolean;
  readonly onOpen: (me: Output<'session.login'>) => void;
  /** Below the form: language and colours. */
  readonly foot?: ReactNode;
}

/** The locked screen: who are you, and your password. */
export function LoginScreen({ people, lastUser, waitSeconds, facesFirst = false, onOpen, foot }: LoginScreenProps) {
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
  const faces = facesFirst && people.length > 1;
  useEffect(() => {
    if (!faces) field.current?.focus();
  }, [faces]);

  const choose = (chosen: string, decided: boolean) => {
    setUser(chosen);
    setPassword('');
    login.reset();
    if (decided) field.current?.focus();
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
      <div className="gate-card gate-login">
        <div className="gate-head">
          <IconLock size={22} aria-hidden />
          <Title order={1}>{t('whoAreYou')}</Title>
        </div>
        <Faces people={people} user={user} first={faces} onChoose={choose} />
        <form
          className="gate-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
          onKeyDownCapture={(event) => {
            // Up and down mean nothing in a password: they go to the next face, and the typing stays here.
            const vertical = event.key === 'ArrowUp' || event.key === 'ArrowDown';
            const next = vertical && event.target === field.current ? neighbour(people, user, event.key) : null;
            if (next === null || login.isPending) return;
            event.preventDefault();
            choose(next, true);
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
