import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refused } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

interface PasswordDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What the button does, as a verb. */
  readonly action: string;
  readonly pending: boolean;
  readonly error: Refused | null;
  /** Whether everything but the password has been said. */
  readonly ready?: boolean;
  readonly onPassword: (password: string) => void;
  /** What will happen, and what is still to be chosen. */
  readonly children: ReactNode;
}

/** Something that an owner signs with their password. */
export function PasswordDialog({ opened, onClose, title, ...form }: PasswordDialogProps) {
  const { t } = useTranslation('common');
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <PasswordForm onClose={onClose} {...form} />
    </Modal>
  );
}

type PasswordFormProps = Omit<PasswordDialogProps, 'opened' | 'title'>;

function PasswordForm({ onClose, action, pending, error, ready = true, onPassword, children }: PasswordFormProps) {
  const { t } = useTranslation(['staff', 'common']);
  const words = useErrorWords();
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
        <PasswordField label={t('yourPassword')} value={password} onText={setPassword} onEnter={submit} />
        <ErrorNotice>{error ? words(error) : null}</ErrorNotice>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={!ready || password === ''} loading={pending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
