import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useReducer, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { assertNever } from '#shared/domain/assertNever.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useCofferEvent } from '../../api/events.ts';
import { useChange } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { addPersonReducer, firstAddPerson, type AddPerson, type EmployableRole } from './addPerson.ts';
import { InviteCode } from './InviteCode.tsx';
import { WhoForm } from './WhoForm.tsx';

interface AddPersonDialogProps {
  /** As what somebody is added, to begin with; null: nobody is. */
  readonly role: EmployableRole | null;
  readonly onClose: () => void;
  readonly people: readonly StaffMember[];
}

/** Adds a person at the desk: their own password in their own window, then the owner's signature. */
export function AddPersonDialog({ role, onClose, people }: AddPersonDialogProps) {
  const { t } = useTranslation(['staff', 'common']);
  const [title, setTitle] = useState<string | null>(null);
  return (
    <Modal
      opened={role !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      title={title ?? t('whoTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Steps role={role ?? 'salesperson'} people={people} onTitle={setTitle} onClose={onClose} />
    </Modal>
  );
}

interface StepsProps {
  readonly role: EmployableRole;
  readonly people: readonly StaffMember[];
  readonly onTitle: (title: string) => void;
  readonly onClose: () => void;
}

function Steps({ role, people, onTitle, onClose }: StepsProps) {
  const { t } = useTranslation(['staff', 'invites']);
  const [state, act] = useReducer(addPersonReducer, role, firstAddPerson);
  const { name } = state.newcomer;
  const title =
    state.step === 'who'
      ? t('whoTitle')
      : state.step === 'code'
        ? t('invites:codeTitle', { name })
        : t(state.step === 'waiting' ? 'waitingTitle' : 'certifyTitle', { name });
  useEffect(() => onTitle(title), [onTitle, title]);
  useCofferEvent('staff.enrolled', ({ token }) => act({ kind: 'enrolled', token }));
  useCofferEvent('staff.enrolCancelled', ({ token }) => act({ kind: 'closedWithout', token }));

  // An invitation left behind with the dialog is taken back, unless it has become a person.
  const open = useRef<string | null>(null);
  useEffect(() => {
    open.current = 'token' in state ? state.token : null;
  });
  const certified = useRef(false);
  useEffect(
    () => () => {
      const token = open.current;
      if (token === null || certified.current) return;
      void call('staff.cancelInvite', { token }).catch(() => undefined);
      void call('host.closeNewcomer', { token }).catch(() => undefined);
    },
    [],
  );

  switch (state.step) {
    case 'who':
      return <WhoForm state={state} act={act} people={people} onClose={onClose} />;
    case 'waiting':
      return <Waiting state={state} />;
    case 'certify':
      return (
        <Certify
          state={state}
          onDone={() => {
            certified.current = true;
            showDone(t('added', { name }));
            onClose();
          }}
        />
      );
    case 'code':
      return <InviteCode name={name} code={state.code} until={state.until} onClose={onClose} />;
    default:
      return assertNever(state);
  }
}

function Waiting({ state }: { readonly state: Extract<AddPerson, { step: 'waiting' }> }) {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  const open = useChange('host.openNewcomer');
  return (
    <Stack role="status">
      <Group wrap="nowrap" align="flex-start">
        <Loader size="sm" aria-hidden />
        <Text>{t('waitingHint', { name: state.newcomer.name })}</Text>
      </Group>
      <ErrorNotice>{open.error ? words(open.error) : null}</ErrorNotice>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => open.mutate({ token: state.token })}>
          {t('waitingAgain')}
        </Button>
      </Group>
    </Stack>
  );
}

interface CertifyProps {
  readonly state: Extract<AddPerson, { step: 'certify' }>;
  readonly onDone: () => void;
}

function Certify({ state, onDone }: CertifyProps) {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  const { company } = useMe();
  const [password, setPassword] = useState('');
  const certify = useChange('staff.certify', { onDone, onRefused: () => setPassword('') });
  const { name } = state.newcomer;
  const submit = () => {
    if (password !== '' && !certify.isPending) certify.mutate({ token: state.token, password });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <Text role="status">{t('certifyHint', { name, company })}</Text>
        <PasswordField label={t('yourPassword')} value={password} onText={setPassword} onEnter={submit} autoFocus />
        <ErrorNotice>{certify.error ? words(certify.error) : null}</ErrorNotice>
        <Group justify="flex-end">
          <Button type="submit" loading={certify.isPending} disabled={password === ''}>
            {t('certify', { name })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
