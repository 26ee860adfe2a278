import { Button } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useSecondOwner } from '../../api/secondOwner.ts';
import { rereadMe, useCan, useReadOnly } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { showRefusal } from '../../ui/undoToast.tsx';
import { AccountsSection } from './AccountsSection.tsx';
import { AddPersonDialog } from './AddPersonDialog.tsx';
import { DeputyLine } from './DeputyLine.tsx';
import type { EmployableRole } from './addPerson.ts';
import { DueList } from './DueList.tsx';
import { InvitationsSection } from './InvitationsSection.tsx';
import { MasterKeySection } from './MasterKeySection.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { WorksForDialog } from './WorksForDialog.tsx';
import './staff.css';

interface PeoplePageProps {
  /** What waits for whoever leads the office, above the list. */
  readonly notice: ReactNode;
}

/** Everybody in the office: role, whom they work for, and what their screens show. */
export function PeoplePage({ notice }: PeoplePageProps) {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  // Whoever comes from the end of the first run wants to add a second owner.
  const [adding, setAdding] = useState<EmployableRole | null>(() => (useSecondOwner.getState().adds ? 'owner' : null));
  useEffect(() => useSecondOwner.setState({ adds: false }), []);
  const [moving, setMoving] = useState<StaffMember | null>(null);
  const readOnly = useReadOnly();
  const manages = useCan('staff.manage') && !readOnly;
  const previews = useCan('staff.preview');
  const list = useRead('staff.list', {});
  const people = list.data?.people ?? [];
  const preview = useChange('staff.previewStart', {
    onDone: () => void rereadMe(),
    onRefused: (error) => showRefusal(words(error)),
  });
  const adds = useCan('staff.add') && !readOnly;
  const me = people.find(({ you }) => you);
  const addButton = adds && (
    <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding('salesperson')}>
      {t('add')}
    </Button>
  );
  const here = people.filter(({ state }) => state !== 'left');
  const left = people.filter(({ state }) => state === 'left');
  const alone = list.data !== undefined && people.length === 1;
  return (
    <>
      <PageHeader
        title={t('people')}
        aside={list.data ? t('count', { count: here.length }) : undefined}
        actions={alone ? undefined : addButton}
      />
      <div className="people-body">
        {notice}
        {me && me.deputy !== null && (
          <div className="people-notice">
            <DeputyLine person={me} />
          </div>
        )}
        <DueList onAddOwner={() => setAdding('owner')} />
        <InvitationsSection />
        {list.error && (
          <div className="people-notice">
            <ErrorNotice onRetry={() => void list.refetch()}>{words(list.error)}</ErrorNotice>
          </div>
        )}
        {people.length > 0 && !alone && (
          <PeopleTable
            people={here}
            label={t('people')}
            onWorksFor={manages ? setMoving : null}
            onPreview={previews ? ({ user }) => preview.mutate({ user }) : null}
          />
        )}
        {left.length > 0 && (
          <details className="people-left">
            <summary>{t('leftCount', { count: left.length })}</summary>
            <PeopleTable people={left} label={t('leftPeople')} onWorksFor={null} onPreview={null} />
          </details>
        )}
        {alone && (
          <EmptyState icon={<IconUsers size={40} stroke={1.5} />} title={t('aloneTitle')} actions={addButton}>
            {t('aloneHint')}
          </EmptyState>
        )}
        <AccountsSection />
        <MasterKeySection />
      </div>
      <AddPersonDialog role={adding} onClose={() => setAdding(null)} people={people} />
      <WorksForDialog person={moving} people={people} onClose={() => setMoving(null)} />
    </>
  );
}
