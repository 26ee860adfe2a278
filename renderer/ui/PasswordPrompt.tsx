import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './ErrorNotice.tsx';
import { PasswordField } from './PasswordField.tsx';

interface PasswordPromptProps {
  /** What the password is asked for. */
  readonly children?: ReactNode;
  /** What the button does. */
  readonly action: string;
  readonly onPassword: (password: string) => void;
  readonly pending: boolean;
  readonly refusal: string | null;
  readonly onCancel?: () => void;
}

/** One's own password, typed once more: whoever sits here now, not whoever logged in this morning. */
export function PasswordPrompt({ children, action, onPassword, pending, refusal, onCancel }: PasswordPromptProps) {
  const { t } = useTranslation(['passwords', 'common']);
  const [password, setPassword] = useState('');
  const submit = () => {
    if (password === '' || pending) return;
    onPassword(password);
    setPassword('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        {children}
        <PasswordField
          label={t('yourPassword')}
          description={
            <Text span size="sm" c="dimmed">
              {t('promptHint')}
            </Text>
          }
          value={password}
          onText={setPassword}
          onEnter={submit}
          autoFocus
        />
        <ErrorNotice>{refusal}</ErrorNotice>
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('common:cancel')}
            </Button>
          )}
          <Button type="submit" loading={pending} disabled={password === ''}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
