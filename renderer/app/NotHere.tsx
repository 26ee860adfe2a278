import { Button } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { homeFor } from './railEntries.ts';

/** A path that leads nowhere, with the way back. */
export function NotHere() {
  const { t } = useTranslation('app');
  const router = useRouter();
  const home = homeFor(useSession((state) => state.me?.actions) ?? []);
  return (
    <EmptyState
      title={t('notHere')}
      actions={<Button onClick={() => void router.navigate({ to: home })}>{t('goHome')}</Button>}
    />
  );
}

/** A page that broke: the rest of the program still works. */
export function PageCrashed({ reset }: ErrorComponentProps) {
  const { t } = useTranslation(['app', 'common']);
  return (
    <EmptyState title={t('crashed')} actions={<Button onClick={reset}>{t('common:retry')}</Button>}>
      {t('crashedHint')}
    </EmptyState>
  );
}
