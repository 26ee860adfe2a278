import { Anchor, List, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCofferEvent } from '../../api/events.ts';
import { queryClient, useChange, useRead } from '../../api/queries.ts';
import { useCan, useMe } from '../../api/session.ts';
import { ProgressPanel } from '../../ui/ProgressPanel.tsx';
import { When, exactWords } from '../../ui/When.tsx';
import { AlarmDialog } from './AlarmDialog.tsx';

/** How far a check of the whole journal is, when the last one was, and the alarms that were ended. */
export function CheckPanel() {
  const { t, i18n } = useTranslation('alarm');
  const { quarantine } = useMe();
  const mayEnd = useCan('journal.endAlarm');
  const [looking, setLooking] = useState(false);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const state = useRead('journal.checkState', {});
  const stop = useChange('journal.checkStop');
  useCofferEvent('journal.progress', ({ done, total, running }) => {
    setProgress(running ? { done, total } : null);
    if (!running) void queryClient.invalidateQueries({ queryKey: ['journal.checkState'] });
  });
  const running = progress ?? state.data?.running ?? null;
  const last = state.data?.last ?? null;
  const endings = last?.verdict?.endings ?? [];
  return (
    <div className="journal-check">
      {running !== null && !looking && (
        <ProgressPanel title={t('checkRunning')} {...running} onCancel={() => stop.mutate({})} />
      )}
      {running === null && (
        <Text size="sm" c="dimmed">
          {last === null ? (
            t('checkNever')
          ) : (
            <>
              {t('checkLast')} <When at={last.at} /> · {t(last.whole ? 'checkWhole' : 'checkBroken')}
            </>
          )}
          {mayEnd && quarantine === null && (
            <>
              {' · '}
              <Anchor component="button" size="sm" onClick={() => setLooking(true)}>
                {t('seenByOthers')}
              </Anchor>
            </>
          )}
        </Text>
      )}
      {endings.length > 0 && (
        <List size="sm" aria-label={t('endedAlarms')}>
          {endings.map(({ sequence, at, entries, rows, kept }) => (
            <List.Item key={sequence}>
              {t('endedAlarm', { at: exactWords(at, i18n.language), entries, rows, sequence })}{' '}
              {!kept && t('endedGone')}
            </List.Item>
          ))}
        </List>
      )}
      <AlarmDialog opened={looking} onClose={() => setLooking(false)} />
    </div>
  );
}
