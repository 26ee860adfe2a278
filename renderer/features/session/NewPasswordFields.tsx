import { Button, Text } from '@mantine/core';
import { IconDice3 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { StrengthBar } from './StrengthBar.tsx';
import { passwordProblem, threeWords, type NewPassword } from './strength.ts';
import { useStrength } from './useStrength.ts';

interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  /** Tells whether the two fields hold a password that can be taken. */
  readonly onReady: (ready: boolean) => void;
  readonly minimum: number;
  /** Words an attacker would try first: own name, company. */
  readonly known: readonly string[];
  readonly label: string;
  readonly onEnter?: () => void;
  readonly autoFocus?: boolean;
}

/** A new password with its strength, a suggestion of three words, and the same once more. */
export function NewPasswordFields(props: NewPasswordFieldsProps) {
  const { value, onChange, onReady, minimum, known, label, onEnter, autoFocus = false } = props;
  const { t } = useTranslation('session');
  const [suggested, setSuggested] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const { score, words } = useStrength(value.password, known);
  const problem = passwordProblem(value, minimum, score);
  useEffect(() => onReady(problem === null), [onReady, problem]);

  const missing = minimum - [...value.password].length;
  const showsSuggestion = suggested !== null && suggested === value.password;
  const hint = missing > 0 && value.password !== '' ? t('tooShort', { missing }) : t('atLeast', { minimum });
  return (
    <>
      <div>
        <PasswordField
          label={label}
          value={value.password}
          onText={(password) => onChange({ ...value, password })}
          description={`${hint} ${t('noReset')}`}
          data-autofocus={autoFocus || undefined}
          autoFocus={autoFocus}
        />
        <StrengthBar score={value.password === '' ? null : score} />
        {problem === 'tooWeak' && score !== null && (
          <Text size="sm" role="status">
            {t('tooWeak')}
          </Text>
        )}
        <div className="suggest">
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconDice3 size={16} aria-hidden />}
            disabled={words.length === 0}
            onClick={() => {
              const text = threeWords(words, minimum);
              setSuggested(text);
              onChange({ password: text, repeat: text });
            }}
          >
            {suggested === null ? t('suggest') : t('suggestAgain')}
          </Button>
          <Text size="sm" role="status">
            {showsSuggestion && (
              <>
                <strong className="suggest-words">{suggested}</strong> {t('suggestion')}
              </>
            )}
          </Text>
        </div>
      </div>
      <PasswordField
        label={t('repeat')}
        value={value.repeat}
        onText={(repeat) => onChange({ ...value, repeat })}
        onBlur={() => setLeft(true)}
        error={left && problem === 'notSame' && value.repeat !== '' ? t('notSame') : null}
        {...(onEnter ? { onEnter } : {})}
      />
    </>
  );
}
