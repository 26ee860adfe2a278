import { Button, Group, List, Modal, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useCofferEvent } from '../../api/events.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { exactWords } from '../../ui/When.tsx';
import { type Alarm, foundWords } from './alarmWords.ts';
import './alarm.css';

/** The owner looks into an alarm: what was found, what it means, what ending it does. */
export function AlarmDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['alarm', 'common']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Looking onClose={onClose} />
    </Modal>
  );
}

function Looking({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('alarm');
  const words = useErrorWords();
  const look = useChange('journal.alarm');
  const { mutate } = look;
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    mutate({});
  }, [mutate]);
  if (look.data) return <Found found={look.data} onClose={onClose} onLookAgain={() => mutate({})} />;
  return (
    <Stack>
      <ErrorNotice>{look.error ? words(look.error) : null}</ErrorNotice>
      {look.isPending && <HowFar label={t('looking')} />}
    </Stack>
  );
}

function HowFar({ label }: { readonly label: string }) {
  const [share, setShare] = useState<number | null>(null);
  useCofferEvent('journal.progress', ({ done, total }) => setShare(total === 0 ? null : (done / total) * 100));
  return (
    <div role="status">
      <Text size="sm">{label}</Text>
      <Progress value={share ?? 100} animated={share === null} size="sm" aria-label={label} />
    </div>
  );
}

interface FoundProps {
  readonly found: Alarm;
  readonly onClose: () => void;
  readonly onLookAgain: () => void;
}

function Found({ found, onClose, onLookAgain }: FoundProps) {
  const { t, i18n } = useTranslation(['alarm', 'common']);
  const words = useErrorWords();
  const [password, setPassword] = useState('');
  const end = useChange('journal.endAlarm', {
    onRefused: (error) => {
      if (error.code === 'conflict') onLookAgain();
    },
  });
  const submit = () => {
    if (password !== '' && !end.isPending) end.mutate({ digest: found.digest, password });
  };
  if (end.data) return <Ended />;
  const loses = found.entries > 0 || found.first !== null || found.partCount > 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <List size="sm" spacing={6} className="alarm-found">
          {foundWords(t, found, (at) => exactWords(at, i18n.language)).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        {found.hopeless !== null ? (
          <Text role="alert">{t(`hopeless_${found.hopeless}`)}</Text>
        ) : (
          <>
            <Text size="sm">{t('meaning')}</Text>
            {loses && <Text size="sm">{t('copyFirst')}</Text>}
            <Text size="sm" c="dimmed">
              {t('evidence')}
            </Text>
            <PasswordField label={t('password')} value={password} onText={setPassword} data-autofocus />
            {end.isPending && <HowFar label={t('ending')} />}
          </>
        )}
        <ErrorNotice>{end.error ? words(end.error) : null}</ErrorNotice>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
          {found.hopeless === null && (
            <Button type="submit" color="red" disabled={password === ''} loading={end.isPending}>
              {t('end')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** The session has seen what it has seen: the next login checks everything from the entry on that ended the alarm. */
function Ended() {
  const { t } = useTranslation('alarm');
  const lock = () => void call('host.lock', {});
  return (
    <Stack role="status">
      <Text fw={600}>{t('endedTitle')}</Text>
      <Text size="sm">{t('ended')}</Text>
      <Group justify="flex-end">
        <Button data-autofocus onClick={lock}>
          {t('lockNow')}
        </Button>
      </Group>
    </Stack>
  );
}
