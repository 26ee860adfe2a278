import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';

/** One thing to filter by, and how many customers it finds. */
export interface FilterOption {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

interface FilterMenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Label of the field that narrows the options; null where there are few. */
  readonly find: string | null;
  /** What stands where there are no options. */
  readonly empty: string;
  readonly value: string | null;
  readonly options: readonly FilterOption[];
  /** null: the chosen option again, which takes the filter away. */
  readonly onPick: (value: string | null) => void;
}

/** The most options drawn at once; the field above narrows the rest. */
const most = 100;

/** A filter button with its options below. */
export function FilterMenu({ label, icon, find, empty, value, options, onPick }: FilterMenuProps) {
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch('');
    },
    onDropdownOpen: () => (find === null ? combobox.selectFirstOption() : combobox.focusSearchInput()),
  });
  const wanted = search.trim().toLowerCase();
  const found = options.filter((option) => option.label.toLowerCase().includes(wanted)).slice(0, most);
  return (
    <Combobox
      store={combobox}
      width={240}
      position="bottom-start"
      shadow="md"
      onOptionSubmit={(picked) => {
        onPick(picked === value ? null : picked);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={find === null}>
        <Button
          variant={value === null ? 'subtle' : 'light'}
          color={value === null ? 'gray' : 'teal'}
          size="compact-md"
          className="customer-filter-button"
          styles={{ label: { fontWeight: 450 } }}
          leftSection={icon}
          rightSection={<IconChevronDown size={13} aria-hidden />}
          aria-label={label}
          title={label}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          {label}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {find !== null && (
          <Combobox.Search
            value={search}
            // The field steers the options below, which take no focus of their own.
            role="combobox"
            aria-expanded={combobox.dropdownOpened}
            aria-controls={combobox.listId ?? undefined}
            aria-label={find}
            placeholder={find}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
          />
        )}
        <Combobox.Options mah={280} className="customer-filter-options" aria-label={label}>
          {found.map((option) => (
            <Combobox.Option key={option.value} value={option.value} active={option.value === value}>
              <span className="customer-filter-option">
                {option.value === value ? <IconCheck size={14} aria-hidden /> : <span className="customer-menu-gap" />}
                <span className="customer-filter-option-label">{option.label}</span>
                {option.count !== undefined && (
                  <span className="customer-filter-count num">{option.count.toLocaleString()}</span>
                )}
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{empty}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
