import { Button, Tabs } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/domain/assertNever.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { CheckPanel } from './CheckPanel.tsx';
import { CheckpointsView } from './CheckpointsView.tsx';
import { journalViews, useJournalPlace, type JournalView } from './journalPlace.ts';
import { LeftView } from './LeftView.tsx';
import { SavedJournal, SaveJournal } from './SaveJournal.tsx';
import { SeenView } from './SeenView.tsx';
import { TimelineView } from './TimelineView.tsx';
import { UnusualView } from './UnusualView.tsx';
import { VerifyResult } from './VerifyResult.tsx';
import { WeekView } from './WeekView.tsx';
import './journal.css';
import './days.css';

const tabWords = {
  timeline: 'tabTimeline',
  unusual: 'tabUnusual',
  week: 'tabWeek',
  customer: 'tabCustomer',
  left: 'tabLeft',
  checkpoints: 'checkpoints:tab',
} as const satisfies Record<JournalView, string>;

/** Everything that was done in this vault, from five sides, and the check that nothing of it was changed. */
export function JournalPage() {
  const { t } = useTranslation(['journal', 'checkpoints']);
  const words = useErrorWords();
  const me = useMe();
  const { view, verified, saved } = useJournalPlace();
  const verify = useChange('journal.verify', { onDone: (result) => useJournalPlace.setState({ verified: result }) });
  return (
    <>
      <PageHeader
        title={t('title')}
        aside={t('lead')}
        actions={
          <>
            {me.quarantine === null && me.previewing === null && <SaveJournal />}
            <Button
              variant="default"
              leftSection={<IconShieldCheck size={16} aria-hidden />}
              loading={verify.isPending}
              title={t('verifyHint')}
              onClick={() => verify.mutate({})}
            >
              {t('verify')}
            </Button>
          </>
        }
      />
      <div role="status" className="visually-hidden">
        {verify.isPending ? t('verifying') : ''}
      </div>
      <CheckPanel />
      {saved && (
        <div className="journal-check">
          <SavedJournal saved={saved} />
        </div>
      )}
      {(verify.error || verified) && (
        <div className="journal-check">
          <ErrorNotice>{verify.error ? words(verify.error) : null}</ErrorNotice>
          {verified && <VerifyResult result={verified} />}
        </div>
      )}
      <Tabs
        className="journal-tabs"
        value={view}
        keepMounted={false}
        onChange={(next) => {
          const chosen = journalViews.find((one) => one === next);
          if (chosen) useJournalPlace.setState({ view: chosen });
        }}
      >
        <Tabs.List aria-label={t('tabs')}>
          {journalViews.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(tabWords[one])}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {journalViews.map((one) => (
          <Tabs.Panel key={one} value={one} className="journal-panel">
            <View view={one} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function View({ view }: { readonly view: JournalView }) {
  switch (view) {
    case 'timeline':
      return <TimelineView />;
    case 'unusual':
      return <UnusualView />;
    case 'week':
      return <WeekView />;
    case 'customer':
      return <SeenView />;
    case 'left':
      return <LeftView />;
    case 'checkpoints':
      return <CheckpointsView />;
    default:
      return assertNever(view);
  }
}
