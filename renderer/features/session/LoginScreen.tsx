import { Anchor, Button, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import type { Refused } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { refresh, useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { firstChosen, neighbour } from './people.ts';
import { CodeField } from './CodeField.tsx';
import { Faces } from './Faces.tsx';
import { SlipLogin } from './SlipLogin.tsx';
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

/** The locked screen: who are you, and your password; for a while a PIN does, and some are asked for a code besides. */
export function LoginScreen({ people, lastUser, waitSeconds, facesFirst = false, onOpen, foot }: LoginScreenProps) {
  const { t } = useTranslation(['session', 'logins', 'passwords']);
  const words = useErrorWords();
  const [user, setUser] = useState(() => firstChosen(people, lastUser));
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [byPassword, setByPassword] = useState(false);
  const [bySlip, setBySlip] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const [wait, setWait] = useCountdown(waitSeconds);
  const pin = !byPassword && people.some((person) => person.user === user && person.pin);
  const refusedWith = ({ code: refusal, params }: Refused) => {
    // What can be done about that stands on a screen of its own.
    if (refusal === 'headerDamaged') void refresh(['session']);
    setWait(params.seconds ?? 0);
    setPassword('');
    field.current?.focus();
  };
  const login = useChange('session.login', {
    onDone: (me) => onOpen(me),
    onRefused: (error) => {
      setCode('');
      // The password was right: it stays while the code is asked for.
      if (error.code === 'codeNeeded' || error.code === 'codeWrong') {
        setAsksCode(true);
        setWait(error.params.seconds ?? 0);
      } else refusedWith(error);
    },
  });
  const back = useChange('session.loginPin', {
    onDone: (me) => onOpen(me),
    onRefused: (error) => {
      if (error.code !== 'pinWrong' || error.params.count === 0) setByPassword(true);
      refusedWith(error);
    },
  });
  const faces = facesFirst && people.length > 1;
  useEffect(() => {
    if (!faces) field.current?.focus();
  }, [faces]);

  const forgetTyped = () => {
    setPassword('');
    setCode('');
    setAsksCode(false);
    login.reset();
    back.reset();
  };
  const choose = (chosen: string, decided: boolean) => {
    setUser(chosen);
    setByPassword(false);
    forgetTyped();
    if (decided) field.current?.focus();
  };
  const waiting = wait > 0;
  const busy = login.isPending || back.isPending;
  const submit = () => {
    if (user === null || password === '' || waiting || busy || (asksCode && code === '')) return;
    if (pin) back.mutate({ user, pin: password });
    else login.mutate({ user, password, ...(asksCode ? { code } : {}) });
  };
  const error = [back.error, login.error].find(
    (one) => one !== null && one.code !== 'waitAfterWrong' && one.code !== 'codeNeeded',
  );
  // The button counts; a sentence that counted along would be read out every second.
  const refused = waiting ? t('tooManyWrong') : error ? words(error) : null;
  const chosen = people.find((person) => person.user === user);
  if (bySlip && chosen !== undefined)
    return (
      <main className="gate">
        <div className="gate-card gate-login">
          <SlipLogin user={chosen.user} name={chosen.name} onOpen={onOpen} onBack={() => setBySlip(false)} />
        </div>
        {foot}
      </main>
    );
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
            if (next === null || busy) return;
            event.preventDefault();
            choose(next, true);
          }}
        >
          <PasswordField
            ref={field}
            value={password}
            onText={setPassword}
            onEnter={submit}
            disabled={user === null}
            {...(pin ? { label: t('logins:pinField'), inputMode: 'numeric' as const } : {})}
          />
          {asksCode && <CodeField value={code} onText={setCode} autoFocus />}
          <ErrorNotice>{refused}</ErrorNotice>
          <Button type="submit" fullWidth loading={busy} disabled={user === null || waiting}>
            {waiting ? t('wait', { seconds: wait }) : t('logIn')}
          </Button>
          {pin && (
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => {
                setByPassword(true);
                forgetTyped();
                field.current?.focus();
              }}
            >
              {t('logins:withPassword')}
            </Anchor>
          )}
          {chosen !== undefined && (
            <Anchor component="button" type="button" size="sm" onClick={() => setBySlip(true)}>
              {t('passwords:forgot')}
            </Anchor>
          )}
        </form>
        <Text size="sm" c="dimmed" role="status" className="visually-hidden">
          {busy ? t('loggingIn') : ''}
        </Text>
      </div>
      {foot}
    </main>
  );
}
