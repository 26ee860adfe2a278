import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';

interface Company {
  readonly id: string;
  readonly name: string;
}

interface CompanySelectProps {
  readonly label: string;
  /** The label is read out but not shown. */
  readonly hideLabel?: boolean;
  readonly value: Company | null;
  readonly onCompany: (company: Company | null) => void;
  readonly autoFocus?: boolean;
}

/** Finds a firm by what is typed of its name. */
export function CompanySelect({ label, hideLabel = false, value, onCompany, autoFocus = false }: CompanySelectProps) {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState(value?.name ?? '');
  const [search] = useDebouncedValue(typed === value?.name ? '' : typed.trim(), 120);
  const found = useRead(
    'customers.list',
    {
      filter: { kind: 'firm', ...(search === '' ? {} : { search }) },
      sort: search === '' ? 'changed' : 'name',
      descending: search === '',
      collation: 'pinyin',
      after: null,
      limit: 20,
    },
    { keepPrevious: true },
  );
  const firms: readonly Company[] = found.data?.rows ?? [];
  const known = value && !firms.some(({ id }) => id === value.id) ? [value, ...firms] : firms;
  return (
    <Select
      size="sm"
      {...(hideLabel ? { 'aria-label': label } : { label })}
      placeholder={t('findCompany')}
      searchable
      clearable
      autoFocus={autoFocus}
      nothingFoundMessage={t('nothingFoundTitle')}
      // The vault found them, by initials or part of the name; nothing more to sift here.
      filter={({ options }) => options}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={value?.id ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      clearButtonProps={{ 'aria-label': t('noCompany') }}
      onChange={(id) => onCompany(known.find((firm) => firm.id === id) ?? null)}
    />
  );
}
