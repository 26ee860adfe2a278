import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refused } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { NewPasswordFields } from './NewPasswordFields.tsx';
import { minimumFor, type NewPassword } from './strength.ts';

interface NextPasswordFormProps {
  /** What the present password is called here. */
  readonly currentLabel: string;
  /** What the button does. */
  readonly action: string;
  readonly pending: boolean;
  readonly error: Refused | null;
  readonly onPasswords: (passwords: { current: string; next: string }) => void;
  /** Buttons of other ways out, before the one of this form. */
  readonly others: ReactNode;
}

const empty: NewPassword = { password: '', repeat: '' };

/** The present password and the next one, where somebody has to choose one before they go on. */
export function NextPasswordForm(props: NextPasswordFormProps) {
  const { currentLabel, action, pending, error, onPasswords, others } = props;
  const { t } = useTranslation('session');
  const words = useErrorWords();
  const { name, company, role } = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(empty);
  const [ready, setReady] = useState(false);
  const whole = ready && current !== '';
  const submit = () => {
    if (whole && !pending) onPasswords({ current, next: next.password });
  };
  return (
    <form
      className="gate-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PasswordField label={currentLabel} value={current} onText={setCurrent} autoFocus />
      <NewPasswordFields
        label={t('nextPassword')}
        value={next}
        onChange={setNext}
        onReady={setReady}
        minimum={minimumFor(role)}
        known={[name, company]}
        onEnter={submit}
      />
      <ErrorNotice>{error ? words(error) : null}</ErrorNotice>
      <div className="gate-actions">
        {others}
        <Button type="submit" disabled={!whole} loading={pending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
