import { Spotlight, createSpotlightStore } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconSearch, IconUser } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/queries.ts';
import { useCan, useMe } from '../api/session.ts';
import { useImeSafe } from '../ui/imeSafe.ts';
import { paletteActionsFor } from './paletteActions.ts';

const store = createSpotlightStore();
/** How many customers the palette shows. */
const shown = 8;

/** Ctrl/Cmd-K: finds customers and actions. */
export function Palette() {
  const { t } = useTranslation('app');
  const router = useRouter();
  const { actions } = useMe();
  const [query, setQuery] = useState('');
  const [whole, setWhole] = useState('');
  const [searched] = useDebouncedValue(whole.trim(), 120);
  const ime = useImeSafe({});
  const reads = useCan('customers.read');
  const found = useRead(
    'customers.list',
    {
      filter: { search: searched },
      sort: 'lastContact',
      descending: true,
      collation: 'pinyin',
      after: null,
      limit: shown,
    },
    { enabled: reads && searched !== '', keepPrevious: true },
  );
  const rows = searched === '' ? [] : (found.data?.rows ?? []);
  const word = query.trim().toLowerCase();
  const offered = paletteActionsFor(actions).filter(({ words }) => t(words).toLowerCase().includes(word));
  const list = useRef<HTMLDivElement>(null);
  // Enter takes the first line; results that arrive later than the letters would otherwise leave none marked.
  const lines = [...rows.map(({ id }) => id), ...offered.map(({ id }) => id)].join();
  useEffect(() => {
    if (word === '') return;
    const actions = list.current?.querySelectorAll('[data-action]') ?? [];
    actions.forEach((action, index) => {
      if (index === 0) action.setAttribute('data-selected', 'true');
      else action.removeAttribute('data-selected');
    });
    store.setState({ ...store.getState(), selected: 0 });
  }, [lines, word]);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={(text) => {
        setQuery(text);
        if (!ime.composing()) setWhole(text);
      }}
      tagsToIgnore={[]}
      shortcut="mod + K"
      scrollable
      centered={false}
      yOffset="12vh"
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      maxHeight={420}
      attributes={{ content: { 'aria-label': t('paletteHint') } }}
    >
      <div
        onCompositionStart={ime.onCompositionStart}
        onCompositionEnd={() => {
          ime.onCompositionEnd();
          setWhole(store.getState().query);
        }}
      >
        <Spotlight.Search
          placeholder={t('paletteHint')}
          aria-label={t('paletteHint')}
          leftSection={<IconSearch size={18} aria-hidden />}
          onKeyDownCapture={ime.onKeyDown}
        />
      </div>
      <Spotlight.ActionsList ref={list}>
        {rows.length > 0 && (
          <Spotlight.ActionsGroup label={t('paletteCustomers')}>
            {rows.map((row) => (
              <Spotlight.Action
                key={row.id}
                label={row.name}
                {...(row.company ? { description: row.company.name } : {})}
                leftSection={row.kind === 'firm' ? <IconBuilding size={18} /> : <IconUser size={18} />}
                onClick={() => void router.navigate({ to: '/customers/$id', params: { id: row.id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {offered.length > 0 && (
          <Spotlight.ActionsGroup label={t('paletteActions')}>
            {offered.map(({ id, words, icon: Glyph, run }) => (
              <Spotlight.Action
                key={id}
                label={t(words)}
                leftSection={<Glyph size={18} />}
                onClick={() => run(router.navigate)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {rows.length === 0 && offered.length === 0 && <Spotlight.Empty>{t('paletteNothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
