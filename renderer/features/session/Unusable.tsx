import { Button, Text, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCodeWords } from '../../api/errorWords.ts';
import './session.css';

interface UnusableProps {
  /** Why, as a code of the closed union. */
  readonly code: string | null;
  /** null where trying again cannot help. */
  readonly onRetry: (() => void) | null;
}

/** The vault cannot be opened: why, and what to do. */
export function Unusable({ code, onRetry }: UnusableProps) {
  const { t } = useTranslation(['session', 'common']);
  const words = useCodeWords();
  return (
    <main className="gate">
      <div className="gate-card" role="alert">
        <div className="gate-head">
          <IconAlertCircle size={22} aria-hidden />
          <Title order={1}>{t('unusable')}</Title>
        </div>
        <Text>{words(code)}</Text>
        {onRetry && (
          <div className="gate-actions">
            <Button onClick={onRetry}>{t('common:retry')}</Button>
          </div>
        )}
      </div>
    </main>
  );
}
