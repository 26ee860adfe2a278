import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { useImeSafe } from '../../ui/imeSafe.ts';
import type { JournalFilter } from './journalFilter.ts';

interface CustomerFilterProps {
  readonly value: JournalFilter['customer'];
  readonly onCustomer: (customer: JournalFilter['customer']) => void;
}

/** Finds the customer whose entries are wanted, by name, among those this person may read. */
export function CustomerFilter({ value, onCustomer }: CustomerFilterProps) {
  const { t } = useTranslation('journal');
  const [typed, setTyped] = useState('');
  const [whole, setWhole] = useState('');
  const [search] = useDebouncedValue(whole, 150);
  const keys = useImeSafe({});
  const wanted = search.trim() !== '' && search !== value?.name;
  const found = useRead(
    'customers.list',
    { filter: { search }, sort: 'name', descending: false, collation: 'pinyin', after: null, limit: 20 },
    { enabled: wanted, keepPrevious: true },
  );
  const rows = (wanted ? found.data?.rows : undefined) ?? [];
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  if (value) names.set(value.id, value.name);
  return (
    <Select
      size="xs"
      className="journal-filter"
      aria-label={t('filterCustomer')}
      placeholder={t('filterCustomerAll')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filterCustomerAll') }}
      nothingFoundMessage={wanted && !found.isFetching ? t('filterCustomerNone') : t('filterCustomerType')}
      value={value?.id ?? null}
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      // The vault has searched already, by pinyin and 注音 too.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={(text) => {
        setTyped(text);
        if (!keys.composing()) setWhole(text);
      }}
      onCompositionStart={keys.onCompositionStart}
      onCompositionEnd={(event) => {
        keys.onCompositionEnd();
        setWhole(event.currentTarget.value);
      }}
      onKeyDown={keys.onKeyDown}
      onChange={(id) => onCustomer(id === null ? null : { id, name: names.get(id) ?? '' })}
    />
  );
}
