import { Button, Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { Calendars } from '../../ui/DayInput.tsx';
import { CustomerFilter } from './CustomerFilter.tsx';
import { everything, isFiltered, kindGroups, type JournalFilter } from './journalFilter.ts';

interface JournalFiltersProps {
  readonly filter: JournalFilter;
  /** Who is named in what was read so far, for those who may not list the people. */
  readonly actors: readonly { readonly user: string; readonly name: string }[];
  readonly onFilter: (filter: JournalFilter) => void;
}

/** By whom, about whom, what and when. */
export function JournalFilters({ filter, actors, onFilter }: JournalFiltersProps) {
  const { t } = useTranslation(['journal', 'common']);
  const daysId = useId();
  const listsPeople = useCan('staff.read');
  const readsCustomers = useCan('customers.read');
  const staff = useRead('staff.list', {}, { enabled: listsPeople }).data?.people;
  const people = new Map((staff ?? actors).map(({ user, name }) => [user, name]));
  if (filter.person) people.set(filter.person.user, filter.person.name);
  const set = (patch: Partial<JournalFilter>) => onFilter({ ...filter, ...patch });
  return (
    <div className="journal-filters" role="group" aria-label={t('filters')}>
      <Select
        size="xs"
        className="journal-filter"
        aria-label={t('filterPerson')}
        placeholder={t('filterPersonAll')}
        searchable={people.size > 7}
        clearable
        clearButtonProps={{ 'aria-label': t('filterPersonAll') }}
        value={filter.person?.user ?? null}
        data={[...people].map(([value, label]) => ({ value, label }))}
        onChange={(user) => set({ person: user === null ? null : { user, name: people.get(user) ?? '' } })}
      />
      {(readsCustomers || filter.customer) && (
        <CustomerFilter value={filter.customer} onCustomer={(customer) => set({ customer })} />
      )}
      <Select
        size="xs"
        className="journal-filter"
        aria-label={t('filterKind')}
        placeholder={t('groupAll')}
        clearable
        clearButtonProps={{ 'aria-label': t('groupAll') }}
        maxDropdownHeight={360}
        value={filter.kind}
        data={kindGroups.map(([value, words]) => ({ value, label: t(words) }))}
        onChange={(kind) => set({ kind })}
      />
      <Calendars>
        <DatePickerInput
          id={daysId}
          // The calendar is named by the field it belongs to.
          popoverProps={{ id: daysId }}
          ariaLabels={{ previousMonth: t('common:calendarBefore'), nextMonth: t('common:calendarAfter') }}
          type="range"
          hideOutsideDates
          size="xs"
          className="journal-filter-days"
          // What is seen is part of the name that is heard.
          aria-label={`${t('filterDays')}: ${filter.from === null ? t('filterDaysAll') : `${filter.from} – ${filter.to ?? ''}`}`}
          placeholder={t('filterDaysAll')}
          valueFormat="YYYY-MM-DD"
          allowSingleDateInRange
          clearable
          clearButtonProps={{ 'aria-label': t('filterDaysAll') }}
          maxDate={new Intl.DateTimeFormat('sv-SE').format(Date.now())}
          value={[filter.from, filter.to]}
          onChange={([from, to]) => set({ from, to })}
        />
      </Calendars>
      {isFiltered(filter) && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onFilter(everything)}>
          {t('clearFilters')}
        </Button>
      )}
    </div>
  );
}
