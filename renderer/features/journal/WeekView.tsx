import { IconCalendarWeek } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PersonSelect } from '../../ui/PersonSelect.tsx';
import { showDayOf, useJournalPlace } from './journalPlace.ts';
import { PersonWeek } from './PersonWeek.tsx';

/** What one person saw and did in a week. */
export function WeekView() {
  const { t } = useTranslation('journal');
  const { person, week } = useJournalPlace();
  const people = useRead('staff.list', {}).data?.people ?? [];
  const choose = (user: string | null) => {
    const chosen = people.find((one) => one.user === user);
    useJournalPlace.setState({ person: chosen ? { user: chosen.user, name: chosen.name } : null });
  };
  return (
    <div className="journal-scroll" tabIndex={0} role="region" aria-label={t('tabWeek')}>
      <PersonSelect
        size="xs"
        className="journal-choose"
        label={t('weekChoose')}
        people={people}
        value={person?.user ?? null}
        onPerson={choose}
      />
      {person === null ? (
        <EmptyState icon={<IconCalendarWeek size={36} stroke={1.4} />} title={t('weekChoose')}>
          {t('weekChooseText')}
        </EmptyState>
      ) : (
        <PersonWeek
          key={person.user}
          person={person.user}
          week={week}
          onWeek={(next) => useJournalPlace.setState({ week: next })}
          onDay={(day) => showDayOf(person, day)}
          onCustomer={(customer) => useJournalPlace.setState({ view: 'customer', customer })}
        />
      )}
    </div>
  );
}
