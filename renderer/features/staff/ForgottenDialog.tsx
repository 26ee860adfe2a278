import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useCofferEvent } from '../../api/events.ts';
import { useChange } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordPrompt } from '../../ui/PasswordPrompt.tsx';
import { showDone } from '../../ui/undoToast.tsx';

interface ForgottenDialogProps {
  readonly person: StaffMember;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A forgotten password: the person sets another in a window of their own, the owner's password gives them new keys. */
export function ForgottenDialog({ person, opened, onClose }: ForgottenDialogProps) {
  const { t } = useTranslation(['passwords', 'common']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('forgotTitle', { name: person.name })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Steps person={person} onClose={onClose} />
    </Modal>
  );
}

type Step =
  | { readonly at: 'lead'; readonly cancelled: boolean }
  | { readonly at: 'waiting'; readonly token: string }
  | { readonly at: 'certify'; readonly token: string };

function Steps({ person: { user, name }, onClose }: Omit<ForgottenDialogProps, 'opened'>) {
  const { t } = useTranslation(['passwords', 'common', 'deputies']);
  const words = useErrorWords();
  const [step, setStep] = useState<Step>({ at: 'lead', cancelled: false });
  const open = useChange('host.openNewcomer');
  const invite = useChange('passwords.inviteReset', {
    onDone: ({ token }) => {
      setStep({ at: 'waiting', token });
      open.mutate({ token });
    },
  });
  const manages = useCan('staff.manage');
  const done = useRef(false);
  const reset = useChange('passwords.reset', {
    onDone: () => {
      done.current = true;
      showDone(t('forgotDone', { name }));
      onClose();
    },
  });
  useCofferEvent('staff.enrolled', ({ token }) =>
    setStep((now) => (now.at === 'waiting' && now.token === token ? { at: 'certify', token } : now)),
  );
  useCofferEvent('staff.enrolCancelled', ({ token }) =>
    setStep((now) => (now.at === 'waiting' && now.token === token ? { at: 'lead', cancelled: true } : now)),
  );
  useTakenBack(step.at === 'lead' ? null : step.token, done);

  if (step.at === 'certify')
    return (
      <PasswordPrompt
        action={t('forgotDo', { name })}
        onPassword={(password) => reset.mutate({ token: step.token, password })}
        pending={reset.isPending}
        refusal={reset.error ? words(reset.error) : null}
      >
        <Text role="status">{t('forgotCertify', { name })}</Text>
      </PasswordPrompt>
    );
  const error = invite.error ?? open.error;
  return (
    <Stack>
      {step.at === 'waiting' ? (
        <Group wrap="nowrap" align="flex-start" role="status">
          <Loader size="sm" aria-hidden />
          <Text>{t('forgotWaiting', { name })}</Text>
        </Group>
      ) : (
        <Text>{step.cancelled ? t('forgotCancelled', { name }) : t('forgotLead', { name })}</Text>
      )}
      {!manages && <Text c="dimmed">{t('deputies:forgottenHint')}</Text>}
      <ErrorNotice>{error ? words(error) : null}</ErrorNotice>
      <Group justify="flex-end">
        {step.at === 'waiting' ? (
          <Button variant="default" onClick={() => open.mutate({ token: step.token })}>
            {t('forgotAgain')}
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button loading={invite.isPending} onClick={() => invite.mutate({ user })}>
              {t('forgotOpen', { name })}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}

/** An invitation that was left behind with the dialog is taken back, unless it has led to new keys. */
function useTakenBack(token: string | null, done: { readonly current: boolean }): void {
  const open = useRef<string | null>(null);
  useEffect(() => {
    open.current = token;
  });
  useEffect(
    () => () => {
      if (open.current === null || done.current) return;
      void call('passwords.cancelReset', { token: open.current }).catch(() => undefined);
      void call('host.closeNewcomer', { token: open.current }).catch(() => undefined);
    },
    [done],
  );
}
