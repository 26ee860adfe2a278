import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface ErrorNoticeProps {
  /** The sentence, from `useErrorWords`; null shows nothing but keeps the live region. */
  readonly children: string | null;
  readonly onRetry?: () => void;
}

/** A refusal, where the action was taken: what happened and what to do. Read out when it appears. */
export function ErrorNotice({ children, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      {children !== null && (
        <div className="error-notice">
          <IconAlertCircle size={18} aria-hidden />
          <div className="error-notice-words">{children}</div>
          {onRetry && (
            <Button variant="default" size="compact-sm" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
