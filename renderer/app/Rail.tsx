import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lockNow } from '../api/beforeLock.ts';
import { useRead } from '../api/queries.ts';
import { useCan, useMe } from '../api/session.ts';
import { isMac } from '../ui/KeyHint.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { entriesFor, type RailEntry } from './railEntries.ts';
import { toggleRail, useShell } from './shellState.ts';
import './Rail.css';

/** The left rail: where this person can go, who they are, and the lock. */
export function Rail() {
  const { t } = useTranslation('app');
  const { actions, company } = useMe();
  const narrow = useShell((state) => state.narrow);
  const entries = entriesFor(actions);
  const office = entries.filter((entry) => entry.group === 'office');
  const collapse = narrow ? t('expand') : t('collapse');
  const Collapse = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const lockWords = `${t('lockSwitch')} (${isMac ? '⌘L' : 'Ctrl+L'})`;
  return (
    <nav className="rail" data-narrow={narrow || undefined} aria-label={t('navigation')}>
      <div className="rail-head">
        {!narrow && (
          <span className="rail-company" title={company}>
            {company}
          </span>
        )}
        <Tooltip label={collapse} position="right">
          <ActionIcon aria-label={collapse} aria-expanded={!narrow} onClick={toggleRail}>
            <Collapse size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ul className="rail-list">
        {entries
          .filter((entry) => entry.group === 'main')
          .map((entry) => (
            <RailLink key={entry.id} entry={entry} narrow={narrow} />
          ))}
      </ul>
      {office.length > 0 && (
        <>
          <div className="rail-group" id="rail-office">
            {narrow ? <hr aria-hidden /> : t('office')}
          </div>
          <ul className="rail-list" aria-labelledby={narrow ? undefined : 'rail-office'}>
            {office.map((entry) => (
              <RailLink key={entry.id} entry={entry} narrow={narrow} />
            ))}
          </ul>
        </>
      )}
      <div className="rail-foot">
        <AccountMenu narrow={narrow} />
        <Tooltip label={lockWords} position="right">
          <ActionIcon aria-label={t('lock')} size="lg" onClick={() => void lockNow()}>
            <IconLock size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
    </nav>
  );
}

function RailLink({ entry, narrow }: { readonly entry: RailEntry; readonly narrow: boolean }) {
  const { t } = useTranslation('app');
  const Glyph = entry.icon;
  const words = t(entry.id);
  return (
    <li>
      <Tooltip label={words} position="right" disabled={!narrow}>
        <Link to={entry.to} className="rail-link" activeProps={{ 'data-here': true, 'aria-current': 'page' }}>
          <Glyph size={18} aria-hidden />
          <span className={narrow ? 'visually-hidden' : 'rail-link-words'}>{words}</span>
          {entry.badge === 'inbox' && <InboxBadge narrow={narrow} />}
          {entry.badge === 'due' && <DueBadge narrow={narrow} />}
        </Link>
      </Tooltip>
    </li>
  );
}

function InboxBadge({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation('app');
  const approver = useCan('exports.approve');
  const inbox = useRead('exports.inbox', {}, { enabled: approver });
  const count = approver ? (inbox.data?.requests.filter((request) => request.canDecide).length ?? 0) : 0;
  return <CountBadge narrow={narrow} count={count} words={t('requestsWaiting', { count })} />;
}

/** What waits for an owner; that there is only one owner is advice and stands on the page. */
function DueBadge({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation('app');
  const manages = useCan('staff.manage');
  const list = useRead('staff.due', {}, { enabled: manages });
  const count = manages ? (list.data?.due.filter(({ kind }) => kind !== 'onlyOwner').length ?? 0) : 0;
  return <CountBadge narrow={narrow} count={count} words={t('dueWaiting', { count })} />;
}

interface CountBadgeProps {
  readonly narrow: boolean;
  readonly count: number;
  readonly words: string;
}

function CountBadge({ narrow, count, words }: CountBadgeProps) {
  if (count === 0) return null;
  return (
    <span className={narrow ? 'rail-badge rail-badge-dot' : 'rail-badge num'}>
      <span aria-hidden>{narrow ? '' : count}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
