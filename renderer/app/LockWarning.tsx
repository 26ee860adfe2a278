import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { useCofferEvent } from '../api/events.ts';

/** Counts down the last half minute before the screen locks; any sign of life stops it. */
export function LockWarning() {
  const { t } = useTranslation('app');
  const [seconds, setSeconds] = useState<number | null>(null);
  useCofferEvent('host.lockWarning', ({ secondsLeft }) => setSeconds(secondsLeft));
  const counting = seconds !== null;
  useEffect(() => {
    if (!counting) return undefined;
    const timer = setInterval(() => setSeconds((left) => (left === null ? null : Math.max(0, left - 1))), 1000);
    return () => clearInterval(timer);
  }, [counting]);
  const stay = () => {
    setSeconds(null);
    void call('host.touch', {});
  };
  return (
    <Modal
      opened={counting}
      onClose={stay}
      withCloseButton={false}
      size="sm"
      title={t('lockSoon', { seconds: seconds ?? 0 })}
    >
      <Text c="dimmed">{t('lockSoonHint')}</Text>
      <Group justify="flex-end" mt="md">
        <Button data-autofocus onClick={stay}>
          {t('lockStay')}
        </Button>
      </Group>
    </Modal>
  );
}
