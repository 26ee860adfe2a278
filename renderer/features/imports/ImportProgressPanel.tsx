import { Button, Text } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCodeWords, useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ProgressPanel } from '../../ui/ProgressPanel.tsx';
import { followImport, type Progress } from './importProgress.ts';

interface ImportProgressPanelProps {
  readonly progress: Progress;
  /** Of the list, where the events do not carry it. */
  readonly name: string;
  readonly onMend: () => void;
  readonly onCustomers: () => void;
  readonly onLeave?: () => void;
}

/** The import that runs, or how it ended. */
export function ImportProgressPanel({ progress, name, onMend, onCustomers, onLeave }: ImportProgressPanelProps) {
  const { t } = useTranslation('imports');
  const words = useErrorWords();
  const codeWords = useCodeWords();
  const cancel = useChange('imports.cancel');
  const { state, rows, total, imported, problems } = progress;
  if (state === 'running') {
    return (
      <>
        <ProgressPanel
          title={t('runningTitle', { name })}
          done={rows}
          total={total}
          message={cancel.isPending ? t('cancelling') : t('runningLeave')}
          cancelLabel={t('cancelImport')}
          {...(cancel.isPending ? {} : { onCancel: () => cancel.mutate({ import: progress.import }) })}
          {...(onLeave ? { onLeave } : {})}
        />
        <ErrorNotice>{cancel.error ? words(cancel.error) : null}</ErrorNotice>
      </>
    );
  }
  const close = () => followImport(null);
  // Whoever went where the message leads has read it.
  const leave = (go: () => void) => () => {
    close();
    go();
  };
  const done = state === 'done';
  const Sign = done ? IconCircleCheck : state === 'failed' ? IconAlertCircle : IconInfoCircle;
  const told =
    state === 'failed'
      ? t('resultFailed', { reason: codeWords(progress.code) })
      : done
        ? t('resultTitle', { count: imported })
        : t('resultCancelled');
  return (
    <section className="import-result" data-state={state} role={state === 'failed' ? 'alert' : 'status'}>
      <Sign size={22} className="import-result-sign" aria-hidden />
      <div className="import-result-words">
        <Text fw={600}>{told}</Text>
        {done && (
          <Text size="sm" c="dimmed">
            {problems > 0 ? t('resultProblems', { count: problems }) : t('resultNoProblems')}
          </Text>
        )}
      </div>
      {done && problems > 0 && (
        <Button variant="default" onClick={leave(onMend)}>
          {t('mendRows', { count: problems })}
        </Button>
      )}
      {done && <Button onClick={leave(onCustomers)}>{t('showCustomers')}</Button>}
      <Button variant="subtle" color="gray" onClick={close} aria-label={t('resultDismiss')}>
        {t('leave')}
      </Button>
    </section>
  );
}
