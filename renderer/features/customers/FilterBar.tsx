import { ActionIcon, Button, CloseButton, Menu, Pill, Tooltip } from '@mantine/core';
import {
  IconArrowsSort,
  IconBuilding,
  IconChevronDown,
  IconSearch,
  IconTag,
  IconTrash,
  IconTrashOff,
  IconUser,
} from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilter } from '#shared/contract/customers.ts';
import { useRead } from '../../api/queries.ts';
import { ImeSafeInput } from '../../ui/ImeSafeInput.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { type ListQuery, type SortKey, activeFilters, filteredBy, sortedBy, withoutFilters } from './listQuery.ts';
import { useWhoseNames } from './whose.ts';

/** Milliseconds between the last letter and the search. */
const pause = 120;

interface FilterBarProps {
  readonly query: ListQuery;
  readonly onQuery: (query: ListQuery) => void;
  /** From the search field down into the list. */
  readonly onDown: () => void;
  readonly searchRef: Ref<HTMLInputElement>;
}

/** Search, filters and order of the list; what is in force is named and can be taken away one by one. */
export const FilterBar = memo(function FilterBar({ query, onQuery, onDown, searchRef }: FilterBarProps) {
  const { t } = useTranslation('customers');
  const { filter } = query;
  const active = activeFilters(filter);
  const nameOf = useFilterName();
  const tags = useRead('customers.tags', {});
  const whose = useWhoseNames();
  const binned = filter.binned === true;

  return (
    <div className="customer-filters" role="search">
      <div className="customer-filter-line">
        <SearchField query={query} onQuery={onQuery} onDown={onDown} searchRef={searchRef} />
        <FilterMenu
          label={t('filterTag')}
          icon={<IconTag size={15} stroke={1.6} aria-hidden />}
          find={t('findTag')}
          empty={t('tagNone')}
          value={filter.tag ?? null}
          options={(tags.data?.tags ?? []).map(({ tag, count }) => ({ value: tag, label: tag, count }))}
          onPick={(tag) => onQuery(filteredBy(query, { tag: tag ?? undefined }))}
        />
        <FilterMenu
          label={t('filterWhose')}
          icon={<IconUser size={15} stroke={1.6} aria-hidden />}
          find={t('findPerson')}
          empty={t('emptyTitle')}
          value={filter.responsible ?? null}
          options={whose.options}
          onPick={(responsible) => onQuery(filteredBy(query, { responsible: responsible ?? undefined }))}
        />
        <FilterMenu
          label={t('filterKind')}
          icon={<IconBuilding size={15} stroke={1.6} aria-hidden />}
          find={null}
          empty=""
          value={filter.kind ?? null}
          options={[
            { value: 'firm', label: t('firms') },
            { value: 'person', label: t('people') },
          ]}
          onPick={(kind) =>
            onQuery(filteredBy(query, { kind: kind === 'firm' || kind === 'person' ? kind : undefined }))
          }
        />
        {!binned && <SortMenu query={query} onQuery={onQuery} />}
        <Tooltip label={binned ? t('leaveBin') : t('showBin')}>
          <ActionIcon
            variant={binned ? 'light' : 'subtle'}
            color={binned ? 'teal' : 'gray'}
            size={30}
            aria-label={binned ? t('leaveBin') : t('showBin')}
            aria-pressed={binned}
            // Another place, not another filter: what was looked for among the customers is not looked for here.
            onClick={() => onQuery({ ...query, filter: binned ? {} : { binned: true } })}
          >
            {binned ? <IconTrashOff size={16} stroke={1.6} /> : <IconTrash size={16} stroke={1.6} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {active.length > 0 && (
        <div className="customer-filter-chips">
          {active.map((name) => (
            <Pill key={name} size="md" className="customer-filter-chip">
              {nameOf(filter, name)}
              <CloseButton
                size={18}
                iconSize={12}
                aria-label={t('clearFilter', { filter: nameOf(filter, name) })}
                onClick={() => onQuery(filteredBy(query, { [name]: undefined }))}
              />
            </Pill>
          ))}
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onQuery(withoutFilters(query))}>
            {t('clearFilters')}
          </Button>
        </div>
      )}
    </div>
  );
});

/** Names a filter in force, as "Tag: VIP". */
function useFilterName(): (filter: CustomerFilter, name: 'search' | 'tag' | 'responsible' | 'kind') => string {
  const { t } = useTranslation('customers');
  const { nameOf } = useWhoseNames();
  return (filter, name) => {
    switch (name) {
      case 'search':
        return `“${filter.search ?? ''}”`;
      case 'tag':
        return filter.tag ?? '';
      case 'responsible':
        return nameOf(filter.responsible ?? 'pool');
      case 'kind':
        return filter.kind === 'firm' ? t('firms') : t('people');
    }
  };
}

function SearchField({ query, onQuery, onDown, searchRef }: FilterBarProps) {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const shown = query.filter.search ?? '';
  const [typed, setTyped] = useState(shown);
  const latest = useRef({ query, onQuery });
  useEffect(() => {
    latest.current = { query, onQuery };
  });
  useEffect(() => setTyped(shown), [shown]);
  useEffect(() => {
    if (typed.trim() === shown) return undefined;
    const timer = setTimeout(() => {
      const now = latest.current;
      now.onQuery(filteredBy(now.query, { search: typed.trim() }));
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, shown]);

  const goDown = (event: KeyboardEvent<HTMLElement>) => {
    event.preventDefault();
    onDown();
  };
  return (
    <ImeSafeInput
      ref={searchRef}
      className="customer-search"
      size="sm"
      aria-label={t('searchLabel')}
      placeholder={t('searchPlaceholder')}
      value={typed}
      maxLength={200}
      onText={setTyped}
      leftSection={<IconSearch size={15} stroke={1.6} aria-hidden />}
      rightSection={
        typed === '' ? null : <CloseButton size="sm" aria-label={common('clear')} onClick={() => setTyped('')} />
      }
      onEnter={goDown}
      onEscape={(event) => {
        event.preventDefault();
        if (typed === '') onDown();
        else setTyped('');
      }}
      onKey={(event) => {
        if (event.key === 'ArrowDown') goDown(event);
      }}
    />
  );
}

const sortWords = {
  name: 'colName',
  created: 'colCreated',
  changed: 'colChanged',
  lastContact: 'colLastContact',
} as const satisfies Record<SortKey, string>;
const sortKeys = ['name', 'created', 'changed', 'lastContact'] as const;

function SortMenu({ query, onQuery }: { readonly query: ListQuery; readonly onQuery: (query: ListQuery) => void }) {
  const { t } = useTranslation('customers');
  const label = t('sortedBy', { column: t(sortWords[query.sort]) });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          className="customer-filter-button"
          styles={{ label: { fontWeight: 450 } }}
          aria-label={`${label}, ${query.descending ? t('descending') : t('ascending')}`}
          leftSection={<IconArrowsSort size={15} stroke={1.6} aria-hidden />}
          rightSection={<IconChevronDown size={13} aria-hidden />}
        >
          {t(sortWords[query.sort])}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={query.sort}
          onChange={(value) => {
            const sort = sortKeys.find((key) => key === value);
            if (sort && sort !== query.sort) onQuery(sortedBy(query, sort));
          }}
        >
          {sortKeys.map((sort) => (
            <Menu.RadioItem key={sort} value={sort}>
              {t(sortWords[sort])}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={query.descending}
          onChange={(descending: boolean) => onQuery({ ...query, descending })}
        >
          {t('reverseOrder')}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.RadioGroup
          value={query.collation}
          onChange={(value) => onQuery({ ...query, collation: value === 'stroke' ? 'stroke' : 'pinyin' })}
        >
          <Menu.RadioItem value="pinyin">{t('pinyinOrder')}</Menu.RadioItem>
          <Menu.RadioItem value="stroke">{t('strokeOrder')}</Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
