import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refused } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { PasswordPrompt } from '../../ui/PasswordPrompt.tsx';

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
export function PasswordDialog({ opened, onClose, title, error, children, ...prompt }: PasswordDialogProps) {
  const { t } = useTranslation('common');
  const words = useErrorWords();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <PasswordPrompt alone={false} onCancel={onClose} refusal={error ? words(error) : null} {...prompt}>
        {children}
      </PasswordPrompt>
    </Modal>
  );
}
