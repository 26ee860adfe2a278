import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useCan, useReadOnly } from '../../api/session.ts';
import { PasswordPrompt } from '../../ui/PasswordPrompt.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { exactWords } from '../../ui/When.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';

type Stopped = Output<'staff.stopped'>['people'][number];

/** At an owner's login: who was stopped since they were here last, one after the other, and what is to become of it. */
export function StoppedDialog() {
  const readOnly = useReadOnly();
  const manages = useCan('staff.manage') && !readOnly;
  const { data } = useRead('staff.stopped', {}, { enabled: manages });
  // As it was at the login: what happens later in the session stands in the list of what waits.
  const [left, setLeft] = useState<readonly Stopped[] | null>(null);
  useEffect(() => {
    if (data) setLeft((before) => before ?? data.people);
  }, [data]);
  const person = manages ? left?.[0] : undefined;
  if (person === undefined) return null;
  return <Question key={person.user} person={person} onNext={() => setLeft(left?.slice(1) ?? [])} />;
}

interface QuestionProps {
  readonly person: Stopped;
  readonly onNext: () => void;
}

function Question({ person, onNext }: QuestionProps) {
  const { t, i18n } = useTranslation(['staff', 'common']);
  const words = useErrorWords();
  const [step, setStep] = useState<'ask' | 'thaw' | 'leave'>('ask');
  const { name, by, reason, user } = person;
  const thaw = useChange('staff.thaw', {
    onDone: ({ waits }) => {
      showDone(t(waits ? 'thawedWaits' : 'thawedNow', { name }));
      onNext();
    },
  });
  if (step === 'leave') return <Leaving user={user} onClose={onNext} />;
  const when = exactWords(person.at, i18n.language);
  return (
    <Modal
      opened
      onClose={onNext}
      closeOnClickOutside={false}
      title={t(step === 'thaw' ? 'thawTitle' : 'stoppedTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {step === 'thaw' ? (
        <PasswordPrompt
          action={t('thaw')}
          pending={thaw.isPending}
          refusal={thaw.error ? words(thaw.error) : null}
          onPassword={(password) => thaw.mutate({ user, password })}
          onCancel={() => setStep('ask')}
        >
          <Text>{t('thawHint', { name })}</Text>
        </PasswordPrompt>
      ) : (
        <Stack>
          <Text>{by === null ? t('stoppedSelf', { name, when }) : t('stoppedBy', { name, by, when })}</Text>
          {by !== null && <Text>{t('stoppedWhy', { why: t(`freeze_${reason}`) })}</Text>}
          <Text>{t('stoppedHint', { name })}</Text>
          <Group justify="flex-end">
            <Button variant="subtle" mr="auto" onClick={onNext}>
              {t('stoppedLater')}
            </Button>
            <Button variant="default" onClick={() => setStep('leave')}>
              {t('stoppedLeave')}
            </Button>
            <Button onClick={() => setStep('thaw')} data-autofocus>
              {t('thaw')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function Leaving({ user, onClose }: { readonly user: string; readonly onClose: () => void }) {
  const people = useRead('staff.list', {}).data?.people ?? [];
  const person = people.find((one) => one.user === user);
  return person === undefined ? null : <LeaveDialog person={person} people={people} onClose={onClose} />;
}
