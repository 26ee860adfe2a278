import { Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useReadPages } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { JournalLines } from './JournalLines.tsx';
import './journal.css';

/** What the journal holds about whoever is at the screen. */
export function ActivityPage() {
  const { t } = useTranslation('journal');
  const words = useErrorWords();
  const me = useMe();
  const pages = useReadPages('journal.mine', { limit: 100 });
  const lines = useMemo(() => pages.data?.pages.flatMap((page) => page.lines) ?? [], [pages.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const onReachEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <>
      <PageHeader title={t('mineTitle')} aside={t('mineLead')} />
      <ErrorNotice>{pages.error ? words(pages.error) : null}</ErrorNotice>
      {pages.data && lines.length === 0 && (
        <EmptyState icon={<IconHistory size={36} stroke={1.4} />} title={t('emptyTitle')}>
          <Text>{t('emptyText')}</Text>
        </EmptyState>
      )}
      {lines.length > 0 && (
        <JournalLines
          lines={lines}
          me={me.previewing?.user ?? me.user}
          loading={isFetchingNextPage}
          atEnd={false}
          onReachEnd={onReachEnd}
        />
      )}
    </>
  );
}
