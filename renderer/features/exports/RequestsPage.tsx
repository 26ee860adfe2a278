import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconArrowLeft, IconFileExport, IconInbox } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { chooseForExport } from '../../api/exportSelection.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useRead } from '../../api/queries.ts';
import { useCan, useMe, useReadOnly } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { DecideView } from './DecideView.tsx';
import { MineView } from './MineView.tsx';
import { RequestDocument } from './RequestDocument.tsx';
import { RequestList } from './RequestList.tsx';
import { treatmentsOf } from './columns.ts';
import { useRequestPlace } from './requestPlace.ts';
import './exports.css';

/** What one asked for, and what waits for one's decision. */
export function RequestsPage() {
  const { t } = useTranslation('exports');
  const words = useErrorWords();
  const navigate = useNavigate();
  const readOnly = useReadOnly();
  const asks = useCan('exports.request');
  const approves = useCan('exports.approve');
  const mine = useRead('exports.mine', {}, { enabled: asks });
  const inbox = useRead('exports.inbox', {}, { enabled: approves });
  const place = useRequestPlace();
  const waiting = inbox.data?.requests.filter(({ canDecide }) => canDecide).length ?? 0;
  const tab = place.tab ?? (approves && (waiting > 0 || !asks) ? 'inbox' : 'mine');
  const read = tab === 'mine' ? mine : inbox;
  const requests = inOrder(read.data?.requests ?? [], tab);
  const open = requests.find(({ id }) => id === place.open) ?? null;
  // What is open belongs to the list that is shown; the first of it where there is room beside the list.
  const beside = open ?? requests[0] ?? null;

  const newExport = (
    <Button
      leftSection={<IconFileExport size={16} aria-hidden />}
      disabled={readOnly}
      onClick={() => {
        chooseForExport(null);
        void navigate({ to: '/exports/new' });
      }}
    >
      {t('newExport')}
    </Button>
  );
  const tabs = asks && approves && (
    <SegmentedControl
      aria-label={t('title')}
      value={tab}
      data={[
        { value: 'inbox', label: waiting > 0 ? t('tabInboxCount', { count: waiting }) : t('tabInbox') },
        { value: 'mine', label: t('tabMine') },
      ]}
      onChange={(next) => useRequestPlace.setState({ tab: next, open: null })}
    />
  );
  return (
    <>
      <PageHeader title={t('title')} aside={tabs} actions={asks && newExport} />
      <ErrorNotice onRetry={() => void read.refetch()}>{read.error ? words(read.error) : null}</ErrorNotice>
      {read.data && requests.length === 0 && (
        <EmptyState
          icon={tab === 'mine' ? <IconFileExport size={36} stroke={1.4} /> : <IconInbox size={36} stroke={1.4} />}
          title={t(tab === 'mine' ? 'mineEmptyTitle' : 'inboxEmptyTitle')}
          actions={tab === 'mine' ? newExport : undefined}
        >
          <Text>{t(tab === 'mine' ? 'mineEmptyText' : 'inboxEmptyText')}</Text>
        </EmptyState>
      )}
      {beside && (
        <div className="export-panes" data-open={open !== null || undefined}>
          <RequestList
            label={t(tab === 'mine' ? 'listMine' : 'listInbox')}
            requests={requests}
            open={beside.id}
            withRequester={tab === 'inbox'}
            onOpen={(id) => useRequestPlace.setState({ open: id })}
          />
          <div className="export-pane">
            <Button
              className="export-back"
              variant="subtle"
              size="compact-sm"
              leftSection={<IconArrowLeft size={14} aria-hidden />}
              onClick={() => useRequestPlace.setState({ open: null })}
            >
              {t('backToList')}
            </Button>
            {tab === 'mine' ? (
              <MineView key={beside.id} request={beside} />
            ) : beside.canDecide ? (
              <DecideView
                key={beside.id}
                request={beside}
                onDecided={(decided) => {
                  useRequestPlace.setState({ open: decided.id });
                  showDone(outcome(decided));
                }}
              />
            ) : (
              <Settled request={beside} />
            )}
          </div>
        </div>
      )}
    </>
  );

  function outcome(decided: ExportRequest): string {
    const name = decided.requester.name;
    if (decided.state === 'denied') return t('decidedDeny', { name });
    return decided.state === 'waiting' ? t('decidedApproveMore') : t('decidedApprove', { name });
  }
}

/** A request of the inbox on which there is nothing (more) to decide. */
function Settled({ request }: { readonly request: ExportRequest }) {
  const { t } = useTranslation('exports');
  const me = useMe();
  return (
    <div className="export-mine">
      {request.state === 'waiting' && (
        <Text c="dimmed">{request.requester.user === me.user ? t('ownRequest') : t('notYours')}</Text>
      )}
      <RequestDocument {...request} requester={request.requester.name} columns={treatmentsOf(request.columns)} />
    </div>
  );
}

/** What needs somebody first, then the newest. */
function inOrder(requests: readonly ExportRequest[], tab: 'mine' | 'inbox'): readonly ExportRequest[] {
  const urgent = (request: ExportRequest) => ((tab === 'inbox' ? request.canDecide : request.canSave) ? 1 : 0);
  return requests.toSorted((a, b) => urgent(b) - urgent(a) || b.requested - a.requested);
}
