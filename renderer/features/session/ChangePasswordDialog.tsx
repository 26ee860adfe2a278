import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { NewPasswordFields } from './NewPasswordFields.tsx';
import { minimumFor, type NewPassword } from './strength.ts';
import './session.css';

interface ChangePasswordDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Changes one's own password. */
export function ChangePasswordDialog({ opened, onClose }: ChangePasswordDialogProps) {
  const { t } = useTranslation(['session', 'common']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('changePassword')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ChangeForm onClose={onClose} />
    </Modal>
  );
}

const empty: NewPassword = { password: '', repeat: '' };

function ChangeForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['session', 'common', 'passwords']);
  const words = useErrorWords();
  const { name, company, role } = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(empty);
  const [ready, setReady] = useState(false);
  const [known, setKnown] = useState<string | null>(null);
  const change = useChange('session.changePassword', {
    onDone: ({ keys }) => {
      showDone(keys === 'asked' ? t('passwords:changedAsked') : t('changed'));
      onClose();
    },
  });
  const whole = ready && current !== '' && known !== null;
  const submit = () => {
    if (whole && !change.isPending) change.mutate({ current, next: next.password, known: known === 'yes' });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <PasswordField label={t('currentPassword')} value={current} onText={setCurrent} data-autofocus />
        <NewPasswordFields
          label={t('nextPassword')}
          value={next}
          onChange={setNext}
          onReady={setReady}
          minimum={minimumFor(role)}
          known={[name, company]}
          onEnter={submit}
        />
        <Radio.Group label={t('passwords:known')} value={known} onChange={setKnown}>
          <Stack gap={6} mt={6}>
            <Radio value="no" label={t('passwords:knownNo')} />
            <Radio value="yes" label={t('passwords:knownYes')} />
          </Stack>
        </Radio.Group>
        {known === 'yes' && (
          <Text size="sm" role="status">
            {role === 'owner' ? t('passwords:knownHintOwner') : t('passwords:knownHintStaff')}
          </Text>
        )}
        <ErrorNotice>{change.error ? words(change.error) : null}</ErrorNotice>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={!whole} loading={change.isPending}>
            {t('change')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
