import { Anchor, CloseButton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { useCan, useMe } from '../../api/session.ts';
import { visitTimes } from './visitTimes.ts';
import './session.css';

/** Seconds that the line stands when there is nothing to look into. */
const stands = 12;

/** After login, for a moment: when one was last here. Uses of one's key since then stay until they have been seen. */
export function LastVisit() {
  const { t, i18n } = useTranslation(['session', 'common']);
  const { previewing } = useMe();
  const mine = useCan('journal.readOwn');
  const visit = useRead('session.lastVisit', {}, { enabled: previewing === null }).data ?? null;
  const [gone, setGone] = useState(false);
  // Whoever points at it or has tabbed to it is reading it.
  const [held, setHeld] = useState(false);
  const used = visit?.since ?? null;
  const there = visit?.last != null;
  useEffect(() => {
    if (!there || used !== null || held) return undefined;
    const timer = setTimeout(() => setGone(true), stands * 1_000);
    return () => clearTimeout(timer);
  }, [there, used, held]);
  if (visit?.last == null || previewing !== null || gone) return null;
  const times = visitTimes(i18n.language, Date.now());
  const { from, until, actions } = visit.last;
  return (
    <div
      className="last-visit"
      role="status"
      data-used={used !== null}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <IconHistory size={16} aria-hidden />
      <span>
        {t('lastVisit', { visit: times.span(from, until), actions })}{' '}
        {used === null
          ? t('notUsedSince')
          : t('usedSince', { count: used.count, first: times.moment(used.first), last: times.moment(used.last) })}
      </span>
      {mine && (
        <Anchor component={Link} to="/activity" size="sm" style={{ whiteSpace: 'nowrap' }}>
          {t('lastVisitMore')}
        </Anchor>
      )}
      <CloseButton size="sm" aria-label={t('common:close')} onClick={() => setGone(true)} />
    </div>
  );
}
