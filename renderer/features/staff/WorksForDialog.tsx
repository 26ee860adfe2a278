import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { LeaderSelect } from './LeaderSelect.tsx';

interface WorksForDialogProps {
  /** null: closed. */
  readonly person: StaffMember | null;
  readonly people: readonly StaffMember[];
  readonly onClose: () => void;
}

/** Changes whom a person works for, signed with the owner's password. */
export function WorksForDialog({ person, people, onClose }: WorksForDialogProps) {
  const { t } = useTranslation(['staff', 'common']);
  return (
    <Modal
      opened={person !== null}
      onClose={onClose}
      title={t('worksForTitle', { name: person?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {person && <WorksForForm person={person} people={people} onClose={onClose} />}
    </Modal>
  );
}

interface WorksForFormProps extends WorksForDialogProps {
  readonly person: StaffMember;
}

function WorksForForm({ person, people, onClose }: WorksForFormProps) {
  const { t } = useTranslation(['staff', 'common']);
  const words = useErrorWords();
  const [manager, setManager] = useState(person.worksFor?.user ?? null);
  const [password, setPassword] = useState('');
  const managers = people.filter(
    ({ role, user, state }) => role === 'manager' && user !== person.user && state === 'active',
  );
  const change = useChange('staff.setWorksFor', {
    onDone: () => {
      const name = managers.find(({ user }) => user === manager)?.name ?? t('worksForOwner');
      showDone(t('worksForDone', { name: person.name, manager: name }));
      onClose();
    },
    onRefused: () => setPassword(''),
  });
  const same = manager === (person.worksFor?.user ?? null);
  const submit = () => {
    if (!same && password !== '' && !change.isPending) change.mutate({ user: person.user, manager, password });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <LeaderSelect managers={managers} value={manager} onLeader={setManager} />
        <PasswordField label={t('yourPassword')} value={password} onText={setPassword} onEnter={submit} />
        <ErrorNotice>{change.error ? words(change.error) : null}</ErrorNotice>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={same || password === ''} loading={change.isPending}>
            {t('worksForSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
