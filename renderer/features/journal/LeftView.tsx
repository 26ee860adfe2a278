import { ActionIcon, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFileOff } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useReadPages } from '../../api/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { JournalLines } from './JournalLines.tsx';
import { monthSpan, useJournalPlace } from './journalPlace.ts';

/** What left in a month: the files of exports that were saved. */
export function LeftView() {
  const { t, i18n } = useTranslation('journal');
  const words = useErrorWords();
  const monthsAgo = useJournalPlace((place) => place.monthsAgo);
  const span = monthSpan(monthsAgo);
  const pages = useReadPages('journal.list', { filter: { kind: 'export.done', ...span }, limit: 200 });
  const lines = useMemo(() => pages.data?.pages.flatMap((page) => page.lines) ?? [], [pages.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  // The sum is of all of them: a month has few.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const nothingMore = useCallback(() => {}, []);
  const month = new Intl.DateTimeFormat(i18n.language, { year: 'numeric', month: 'long' }).format(span.from);
  const rows = lines.reduce((sum, { count, details }) => sum + (Number(details['rows']) || count), 0);
  const go = (months: number) => useJournalPlace.setState({ monthsAgo: monthsAgo + months });
  return (
    <>
      <div className="journal-head journal-span">
        <ActionIcon aria-label={t('monthBefore')} title={t('monthBefore')} onClick={() => go(1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon
          aria-label={t('monthAfter')}
          title={t('monthAfter')}
          disabled={monthsAgo === 0}
          onClick={() => go(-1)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
        <Text>{t('leftLead', { month })}</Text>
        {lines.length > 0 && !hasNextPage && (
          <Text fw={600} className="num" role="status">
            {t('leftSum', { files: lines.length, rows })}
          </Text>
        )}
        <ErrorNotice>{pages.error ? words(pages.error) : null}</ErrorNotice>
      </div>
      {pages.data && lines.length === 0 && (
        <EmptyState icon={<IconFileOff size={36} stroke={1.4} />} title={t('leftNone', { month })}>
          {t('leftNoneText')}
        </EmptyState>
      )}
      {lines.length > 0 && (
        <JournalLines lines={lines} loading={isFetchingNextPage} atEnd={false} onReachEnd={nothingMore} />
      )}
    </>
  );
}
