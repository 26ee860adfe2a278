import { Button, Text } from '@mantine/core';
import { IconHistory, IconSearchOff, IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useReadPages } from '../../api/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { everything, filterInput, isFiltered } from './journalFilter.ts';
import { JournalFilters } from './JournalFilters.tsx';
import { JournalLines } from './JournalLines.tsx';
import { useJournalPlace } from './journalPlace.ts';
import type { Reference } from './objects.ts';
import { VerifyResult } from './VerifyResult.tsx';
import './journal.css';

/** Everything that was done in this vault, told in sentences, and the check that nothing of it was changed. */
export function JournalPage() {
  const { t } = useTranslation('journal');
  const words = useErrorWords();
  const { filter, verified } = useJournalPlace();
  const pages = useReadPages('journal.list', { filter: filterInput(filter), limit: 100 }, { keepPrevious: true });
  const verify = useChange('journal.verify', { onDone: (result) => useJournalPlace.setState({ verified: result }) });
  const lines = useMemo(() => pages.data?.pages.flatMap((page) => page.lines) ?? [], [pages.data]);
  const actors = useMemo(() => {
    const seen = new Map(lines.flatMap(({ actor }) => (actor ? [[actor.user, actor.name] as const] : [])));
    return [...seen].map(([user, name]) => ({ user, name }));
  }, [lines]);
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
  return (
    <>
      <PageHeader
        title={t('title')}
        aside={t('lead')}
        actions={
          <Button
            variant="default"
            leftSection={<IconShieldCheck size={16} aria-hidden />}
            loading={verify.isPending}
            title={t('verifyHint')}
            onClick={() => verify.mutate({})}
          >
            {t('verify')}
          </Button>
        }
      />
      <div className="journal-head">
        <div role="status" className="visually-hidden">
          {verify.isPending ? t('verifying') : ''}
        </div>
        <ErrorNotice>{verify.error ? words(verify.error) : pages.error ? words(pages.error) : null}</ErrorNotice>
        {verified && <VerifyResult result={verified} />}
        <JournalFilters filter={filter} actors={actors} onFilter={setFilter} />
      </div>
      {pages.data && lines.length === 0 && (
        <EmptyState
          icon={isFiltered(filter) ? <IconSearchOff size={36} stroke={1.4} /> : <IconHistory size={36} stroke={1.4} />}
          title={t(isFiltered(filter) ? 'nothingFound' : 'emptyTitle')}
          actions={
            isFiltered(filter) ? <Button onClick={() => setFilter(everything)}>{t('clearFilters')}</Button> : undefined
          }
        >
          <Text>{t(isFiltered(filter) ? 'nothingFoundText' : 'emptyText')}</Text>
        </EmptyState>
      )}
      {lines.length > 0 && (
        <JournalLines
          lines={lines}
          loading={isFetchingNextPage}
          atEnd={!hasNextPage && !isFiltered(filter)}
          onReachEnd={onReachEnd}
          onName={onName}
        />
      )}
    </>
  );
}
