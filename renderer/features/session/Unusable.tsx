import { Button, List, Text, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCodeWords, useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { exactWords } from '../../ui/When.tsx';
import './session.css';

interface UnusableProps {
  /** Why, as a code of the closed union. */
  readonly code: string | null;
  /** null where trying again cannot help. */
  readonly onRetry: (() => void) | null;
  /** When the key file before a damaged one was written, where that one can be read. */
  readonly previous?: number | null;
}

/** The vault cannot be opened: why, and what to do. */
export function Unusable({ code, onRetry, previous = null }: UnusableProps) {
  const { t } = useTranslation(['session', 'common']);
  const words = useCodeWords();
  return (
    <main className="gate">
      <div className="gate-card" role="alert">
        <div className="gate-head">
          <IconAlertCircle size={22} aria-hidden />
          <Title order={1}>{t('unusable')}</Title>
        </div>
        {previous === null || onRetry === null ? (
          <Text>{words(code)}</Text>
        ) : (
          <Previous at={previous} onRetry={onRetry} />
        )}
        {onRetry && previous === null && (
          <div className="gate-actions">
            <Button onClick={onRetry}>{t('common:retry')}</Button>
          </div>
        )}
      </div>
    </main>
  );
}

/** The key file is damaged: what it would mean to use the one before it. */
function Previous({ at, onRetry }: { readonly at: number; readonly onRetry: () => void }) {
  const { t, i18n } = useTranslation(['session', 'common']);
  const words = useErrorWords();
  const use = useChange('session.putBackHeader', { onDone: onRetry });
  return (
    <>
      <Text>{t('previousDamaged')}</Text>
      <Text>{t('previousLead', { at: exactWords(at, i18n.language) })}</Text>
      <List size="sm" spacing={6}>
        {(['previousData', 'previousIn', 'previousOut', 'previousKept'] as const).map((line) => (
          <List.Item key={line}>{t(line)}</List.Item>
        ))}
      </List>
      <ErrorNotice>{use.error ? words(use.error) : null}</ErrorNotice>
      <div className="gate-actions">
        <Button variant="default" onClick={onRetry}>
          {t('common:retry')}
        </Button>
        <Button loading={use.isPending} onClick={() => use.mutate({})}>
          {t('previousUse')}
        </Button>
      </div>
    </>
  );
}
