import { Tabs, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useReadPages } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { JournalLines } from './JournalLines.tsx';
import { PersonWeek } from './PersonWeek.tsx';
import './journal.css';
import './days.css';

/** What the journal holds about whoever is at the screen: by day with what is usual for them, and all of it. */
export function ActivityPage() {
  const { t } = useTranslation('journal');
  const me = useMe();
  const user = me.previewing?.user ?? me.user;
  const [week, setWeek] = useState<number | null>(null);
  return (
    <>
      <PageHeader title={t('mineTitle')} aside={t('mineLead')} />
      <Tabs className="journal-tabs" defaultValue="days" keepMounted={false}>
        <Tabs.List aria-label={t('mineTitle')}>
          <Tabs.Tab value="days">{t('tabMineDays')}</Tabs.Tab>
          <Tabs.Tab value="all">{t('tabMineAll')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="days" className="journal-panel">
          <div className="journal-scroll" tabIndex={0} role="region" aria-label={t('tabMineDays')}>
            <PersonWeek person={user} week={week} onWeek={setWeek} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="all" className="journal-panel">
          <MyLines user={user} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function MyLines({ user }: { readonly user: string }) {
  const { t } = useTranslation('journal');
  const words = useErrorWords();
  const pages = useReadPages('journal.mine', { limit: 100 });
  const lines = useMemo(() => pages.data?.pages.flatMap((page) => page.lines) ?? [], [pages.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const onReachEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <>
      <ErrorNotice>{pages.error ? words(pages.error) : null}</ErrorNotice>
      {pages.data && lines.length === 0 && (
        <EmptyState icon={<IconHistory size={36} stroke={1.4} />} title={t('emptyTitle')}>
          <Text>{t('emptyText')}</Text>
        </EmptyState>
      )}
      {lines.length > 0 && (
        <JournalLines lines={lines} me={user} loading={isFetchingNextPage} atEnd={false} onReachEnd={onReachEnd} />
      )}
    </>
  );
}
