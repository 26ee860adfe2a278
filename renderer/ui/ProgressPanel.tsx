import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ProgressPanelProps {
  readonly title: string;
  readonly done: number;
  /** null where the end is not known yet. */
  readonly total: number | null;
  /** What is happening or has happened, in words. */
  readonly message?: string;
  readonly onCancel?: () => void;
  /** Words of the cancel button, such as "Stop and undo". */
  readonly cancelLabel?: string;
  readonly onLeave?: () => void;
}

/** Long work: how far it is, and the ways out of watching it. */
export function ProgressPanel({ title, done, total, message, onCancel, cancelLabel, onLeave }: ProgressPanelProps) {
  const { t } = useTranslation();
  const share = total === null || total === 0 ? null : Math.min(100, (done / total) * 100);
  const figures = total === null ? t('progress', { done }) : t('progressOf', { done, total });
  return (
    <section className="progress-panel" aria-label={title}>
      <div className="progress-panel-head">
        <Text fw={600}>{title}</Text>
        <Text c="dimmed" size="sm" className="num">
          {figures}
        </Text>
      </div>
      <Progress.Root size="sm">
        <Progress.Section value={share ?? 100} animated={share === null} aria-label={title} aria-valuetext={figures} />
      </Progress.Root>
      {(message !== undefined || onCancel || onLeave) && (
        <div className="progress-panel-foot">
          <Text size="sm" c="dimmed" role="status">
            {message}
          </Text>
          {onCancel && (
            <Button variant="default" size="compact-sm" onClick={onCancel}>
              {cancelLabel ?? t('stop')}
            </Button>
          )}
          {onLeave && (
            <Button variant="subtle" size="compact-sm" onClick={onLeave}>
              {t('leave')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
