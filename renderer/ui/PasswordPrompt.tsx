import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './ErrorNotice.tsx';
import { PasswordField } from './PasswordField.tsx';

interface PasswordPromptProps {
  /** What the password is asked for. */
  readonly children?: ReactNode;
  /** What the button does, as a verb. */
  readonly action: string;
  /** Whether everything but the password has been said. */
  readonly ready?: boolean;
  /** Where nothing else is to be chosen, the password is what one came for: it has the focus, and says why it is asked. */
  readonly alone?: boolean;
  readonly onPassword: (password: string) => void;
  readonly pending: boolean;
  readonly refusal: string | null;
  readonly onCancel?: () => void;
}

/** One's own password, typed once more: whoever sits here now, not whoever logged in this morning. */
export function PasswordPrompt({
  children,
  action,
  ready = true,
  alone = true,
  onPassword,
  pending,
  refusal,
  onCancel,
}: PasswordPromptProps) {
  const { t } = useTranslation(['passwords', 'common']);
  const [password, setPassword] = useState('');
  const submit = () => {
    if (!ready || password === '' || pending) return;
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
            alone ? (
              <Text span size="sm" c="dimmed">
                {t('promptHint')}
              </Text>
            ) : undefined
          }
          value={password}
          onText={setPassword}
          onEnter={submit}
          autoFocus={alone}
        />
        <ErrorNotice>{refusal}</ErrorNotice>
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('common:cancel')}
            </Button>
          )}
          <Button type="submit" loading={pending} disabled={!ready || password === ''}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
