import { Group, Select, type SelectProps } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Monogram } from './Monogram.tsx';

/** The value that stands for the pool. */
export const poolValue = 'pool';

interface PersonSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'renderOption'> {
  readonly label: string;
  readonly people: readonly { readonly user: string; readonly name: string }[];
  /** A user id, `pool`, or null for none chosen. */
  readonly value: string | null;
  readonly onPerson: (value: string | null) => void;
  /** Offers the pool as well. */
  readonly withPool?: boolean;
}

/** Chooses one person (or the pool), by name or monogram. */
export function PersonSelect({ people, value, onPerson, withPool = false, ...rest }: PersonSelectProps) {
  const { t } = useTranslation();
  const data = people.map(({ user, name }) => ({ value: user, label: name }));
  if (withPool) data.push({ value: poolValue, label: t('pool') });
  const chosen = people.find((person) => person.user === value);
  const sign = (id: string | null, name: string) =>
    id === poolValue ? <IconUsersGroup size={18} aria-hidden /> : <Monogram name={name} />;
  return (
    <Select
      searchable={people.length > 7}
      placeholder={t('choosePerson')}
      {...rest}
      data={data}
      value={value}
      onChange={onPerson}
      leftSection={value === null ? null : sign(value, chosen?.name ?? '')}
      renderOption={({ option }) => (
        <Group gap="xs" wrap="nowrap">
          {sign(option.value, option.label)}
          <span>{option.label}</span>
        </Group>
      )}
    />
  );
}
