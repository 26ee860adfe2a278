import { Button, Text } from '@mantine/core';
import { IconHistory, IconSearchOff, IconUserSearch } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useReadPages } from '../../api/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { everything, filterInput, isFiltered } from './journalFilter.ts';
import { JournalFilters } from './JournalFilters.tsx';
import { JournalLines } from './JournalLines.tsx';
import { useJournalPlace } from './journalPlace.ts';
import type { Reference } from './objects.ts';

/** Everything in order, newest first, by whatever is filtered. */
export function TimelineView() {
  const { t } = useTranslation('journal');
  const words = useErrorWords();
  const filter = useJournalPlace((place) => place.filter);
  const pages = useReadPages('journal.list', { filter: filterInput(filter), limit: 100 }, { keepPrevious: true });
  const lines = useMemo(() => pages.data?.pages.flatMap((page) => page.lines) ?? [], [pages.data]);
  const actors = useMemo(
    () => [...new Map(lines.flatMap(({ actor }) => (actor ? [[actor.user, actor] as const] : []))).values()],
    [lines],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const onReachEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const onName = useCallback(
    (reference: Reference, name: string) =>
      useJournalPlace.setState(({ filter: before }) => ({
        filter:
          reference.kind === 'person'
            ? { ...before, person: { user: reference.id, name } }
            : { ...before, customer: { id: reference.id, name } },
      })),
    [],
  );
  const setFilter = (next: typeof filter) => useJournalPlace.setState({ filter: next });
  const filtered = isFiltered(filter);
  return (
    <>
      <div className="journal-head">
        <ErrorNotice>{pages.error ? words(pages.error) : null}</ErrorNotice>
        <JournalFilters filter={filter} actors={actors} onFilter={setFilter} />
        {filter.customer && (
          <Button
            size="compact-sm"
            variant="subtle"
            className="journal-way"
            leftSection={<IconUserSearch size={16} aria-hidden />}
            onClick={() => useJournalPlace.setState({ view: 'customer', customer: filter.customer })}
          >
            {t('seenTable', { name: filter.customer.name })}
          </Button>
        )}
      </div>
      {pages.data && lines.length === 0 && (
        <EmptyState
          icon={filtered ? <IconSearchOff size={36} stroke={1.4} /> : <IconHistory size={36} stroke={1.4} />}
          title={t(filtered ? 'nothingFound' : 'emptyTitle')}
          actions={filtered ? <Button onClick={() => setFilter(everything)}>{t('clearFilters')}</Button> : undefined}
        >
          <Text>{t(filtered ? 'nothingFoundText' : 'emptyText')}</Text>
        </EmptyState>
      )}
      {lines.length > 0 && (
        <JournalLines
          lines={lines}
          loading={isFetchingNextPage}
          atEnd={!hasNextPage && !filtered}
          onReachEnd={onReachEnd}
          onName={onName}
        />
      )}
    </>
  );
}
