import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { LeaveReport } from './LeaveReport.tsx';
import { LeftFacts } from './LeftFacts.tsx';
import type { PersonProps } from './personActions.ts';
import './leave.css';

/** Of somebody who left: what was done then, and what they did before. */
export function LeftSection({ person }: PersonProps) {
  const { t } = useTranslation('leaving');
  const shown = useCan('staff.manage') && person.state === 'left';
  const outline = useRead('leaving.outline', { user: person.user }, { enabled: shown });
  if (!shown) return null;
  return (
    <>
      <section className="person-section">
        <h2>{t('doneTitle', { name: person.name })}</h2>
        <LeftFacts user={person.user} />
      </section>
      {outline.data && (
        <div className="person-section">
          <LeaveReport name={person.name} weeks={outline.data.weeks} openedInAll={outline.data.openedInAll} />
        </div>
      )}
    </>
  );
}
