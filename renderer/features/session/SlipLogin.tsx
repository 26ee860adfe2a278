import { Anchor, Button, Text, TextInput, Title } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { readSlipCode } from '#shared/domain/slipCode.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { CodeField } from './CodeField.tsx';
import { NewPasswordFields } from './NewPasswordFields.tsx';
import { minimumFor, type NewPassword } from './strength.ts';
import { useCountdown } from './useCountdown.ts';

interface SlipLoginProps {
  readonly user: string;
  readonly name: string;
  readonly onOpen: (me: Output<'passwords.useSlip'>) => void;
  readonly onBack: () => void;
}

const empty: NewPassword = { password: '', repeat: '' };

/** On the login screen: the code of a recovery slip, and the password that takes the forgotten one's place. */
export function SlipLogin({ user, name, onOpen, onBack }: SlipLoginProps) {
  const { t } = useTranslation(['passwords', 'session']);
  const words = useErrorWords();
  const [code, setCode] = useState('');
  const [next, setNext] = useState(empty);
  const [ready, setReady] = useState(false);
  const [factor, setFactor] = useState<string | null>(null);
  const [wait, setWait] = useCountdown(0);
  const use = useChange('passwords.useSlip', {
    onDone: (me) => {
      showDone(t('slipUsed'));
      onOpen(me);
    },
    onRefused: ({ code: refused, params }) => {
      setWait(params.seconds ?? 0);
      if (refused === 'codeNeeded' || refused === 'codeWrong') setFactor('');
    },
  });
  const whole = code.trim() !== '' && ready && wait === 0 && factor !== '';
  const submit = () => {
    if (whole && !use.isPending)
      use.mutate({ user, code, next: next.password, ...(factor === null ? {} : { factor }) });
  };
  const refused = use.error !== null && use.error.code !== 'codeNeeded' ? words(use.error) : null;
  return (
    <form
      className="gate-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="gate-head">
        <IconLifebuoy size={22} aria-hidden />
        <Title order={1}>{t('slipTitle')}</Title>
      </div>
      <Text>
        {name}. {t('slipLead')}
      </Text>
      <TextInput
        label={t('slipCode')}
        description={t('slipCodeHint')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={code.length >= 28 && readSlipCode(code) === null && t('slipUnread')}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        classNames={{ input: 'slip-code-field' }}
      />
      <NewPasswordFields
        label={t('session:nextPassword')}
        value={next}
        onChange={setNext}
        onReady={setReady}
        minimum={minimumFor('salesperson')}
        known={[name]}
        onEnter={submit}
      />
      {factor !== null && <CodeField value={factor} onText={setFactor} autoFocus />}
      <ErrorNotice>{refused}</ErrorNotice>
      <Button type="submit" fullWidth loading={use.isPending} disabled={!whole}>
        {wait > 0 ? t('session:wait', { seconds: wait }) : t('slipUse')}
      </Button>
      <Anchor component="button" type="button" size="sm" onClick={onBack}>
        {t('slipBack')}
      </Anchor>
    </form>
  );
}
