import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer, CustomerRow, Selection } from '#shared/contract/customers.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useCan, useMe, useReadOnly } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isMac } from '../../ui/KeyHint.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { CustomerGrid } from './CustomerGrid.tsx';
import type { CustomerActions } from './CustomerHead.tsx';
import { CustomerPane } from './CustomerPane.tsx';
import { FilterBar } from './FilterBar.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { NewCustomer } from './NewCustomer.tsx';
import { NoCustomers } from './NoCustomers.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { chosenCount, mostChosen, selectionOf } from './chosen.ts';
import { useCustomerRoute } from './customerRoute.ts';
import { customersPager, useCustomersPager } from './customersPager.ts';
import { type ListQuery, activeFilters, sortedBy, withoutFilters } from './listQuery.ts';
import { idsBetween, indexOf, isWhole, lineCount, rowAt, totalOf } from './ends.ts';
import { usePlace } from './place.ts';
import { useCustomerActions } from './useCustomerActions.ts';
import { useKeys } from './useKeys.ts';
import { useSlow } from './useSlow.ts';
import { holderId } from './whose.ts';
import './customerPane.css';
import './customers.css';
import './dialogs.css';
import './fields.css';
import './notes.css';

type Firm = { readonly id: string; readonly name: string };
type Dialog =
  | { readonly kind: 'new'; readonly firm: Firm | null }
  | {
      readonly kind: 'handOver';
      readonly selection: Selection;
      readonly count: number | null;
      readonly current: string | null;
    };

const { setActive, choose, setScrollTop: scrolled } = usePlace.getState();

/** The customers: a list that never loses its place, and one of them beside it or in full. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const words = useErrorWords();
  const route = useCustomerRoute();
  const query = usePlace((place) => place.query);
  const chosen = usePlace((place) => place.chosen);
  const active = usePlace((place) => place.active);
  const { pages, shown, loading, failure } = useCustomersPager(query);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { ref: widthRef, width } = useElementSize();
  const readOnly = useReadOnly();
  const mayWrite = useCan('customers.write') && !readOnly;
  const mayHandOver = useCan('customers.handOver') && mayWrite;
  const mayExport = useCan('exports.request');
  const mayReadJournal = useCan('journal.readAll');
  const previewing = useMe().previewing !== null;
  const whole = useCustomerActions();
  const slow = useSlow(shown === null && failure === null);
  const binned = query.filter.binned === true;
  const count = lineCount(pages);
  const total = totalOf(pages);
  const selected = chosenCount(chosen, total);
  const selection = selectionOf(chosen, query.filter);
  const { openId, full } = route;

  const show = useCallback((next: ListQuery) => usePlace.getState().show(next), []);
  const look = useCallback((first: number, last: number) => customersPager.look(first, last), []);
  const countWords = () => {
    if (total === null) return t('countAtLeast', { count: pages.head.loaded });
    return t(binned && activeFilters(query.filter).length === 0 ? 'countBin' : 'count', { count: total });
  };
  const focusList = useCallback(() => list.current?.focus(), []);

  const extendTo = (index: number) => {
    const from = chosen.kind === 'some' ? chosen.anchor : Math.max(0, active);
    const ids = Math.abs(index - from) < mostChosen ? idsBetween(pages, from, index) : null;
    if (ids) choose({ type: 'extend', ids, index: from });
    else showDone(t('tooFar', { keys: isMac ? '⌘A' : 'Ctrl+A' }));
  };
  const move = (index: number, extend: boolean) => {
    if (index < 0 || index >= count) return;
    setActive(index);
    if (extend) extendTo(index);
    const row = rowAt(pages, index);
    if (openId !== null && row) route.peek(row.id, true);
  };
  const open = (row: CustomerRow, index: number) => {
    setActive(index);
    route.peek(row.id, openId !== null);
  };
  const toggle = (row: CustomerRow, index: number, extend: boolean) => {
    setActive(index);
    if (extend) return extendTo(index);
    const whole = isWhole(pages) && count <= mostChosen;
    const shown = chosen.kind === 'all' && whole ? (idsBetween(pages, 0, count - 1) ?? []) : [];
    choose({ type: 'toggle', id: row.id, index, shown, whole });
  };
  const step = (by: number) => {
    focusList();
    move(Math.max(0, Math.min(count - 1, active + by)), false);
  };
  const chooseAll = () => choose({ type: chosen.kind === 'all' ? 'clear' : 'all' });
  const named = () => (chosen.kind === 'some' ? [...chosen.ids] : (idsBetween(pages, 0, count - 1) ?? []));
  const done = async (act: (ids: readonly string[]) => Promise<boolean>) => {
    if (await act(named())) choose({ type: 'clear' });
  };
  const beginNew = (firm: Firm | null) => setDialog({ kind: 'new', firm });
  const close = () => {
    route.close();
    focusList();
  };

  useKeys({
    '/': () => search.current?.focus(),
    'mod+f': () => search.current?.focus(),
    n: mayWrite ? () => beginNew(null) : undefined,
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: full ? undefined : () => step(1),
    ArrowUp: full ? undefined : () => step(-1),
    'mod+a': full || count === 0 ? undefined : () => choose({ type: 'all' }),
    // An open customer takes Escape first.
    Escape: openId === null && chosen.kind !== 'none' ? () => choose({ type: 'clear' }) : undefined,
  });

  // Opened from elsewhere (the palette, a firm's person): the list marks it where it stands.
  useEffect(() => {
    if (openId === null) return;
    if (rowAt(pages, usePlace.getState().active)?.id === openId) return;
    const index = indexOf(pages, openId);
    if (index >= 0) setActive(index);
  }, [openId, pages]);

  const actionsFor = (customer: Customer): CustomerActions => {
    const one: Selection = { kind: 'ids', ids: [customer.id] };
    const here = customer.binned === null;
    const writes = mayWrite && customer.canWrite;
    return {
      onHandOver:
        here && mayHandOver
          ? () => setDialog({ kind: 'handOver', selection: one, count: 1, current: holderId(customer) })
          : undefined,
      onExport: here && mayExport && !previewing ? () => whole.exportThese(one, 1) : undefined,
      onBin: here && writes ? () => void whole.bin([customer.id]).then((gone) => gone && close()) : undefined,
      onWhoSaw: mayReadJournal ? () => whole.tellWhoSaw(customer) : undefined,
      onRestore: !here && writes ? () => void whole.restore([customer.id]) : undefined,
    };
  };

  return (
    <div className="customers" data-open={openId !== null || undefined} data-full={full || undefined}>
      <div className="customers-list" ref={widthRef} hidden={full}>
        <PageHeader
          title={binned ? t('bin') : t('title')}
          aside={shown && <span role="status">{countWords()}</span>}
          actions={
            mayWrite && (
              <Button
                leftSection={<IconPlus size={16} aria-hidden />}
                aria-keyshortcuts="n"
                onClick={() => beginNew(null)}
              >
                {t('newCustomer')}
              </Button>
            )
          }
        />
        {selection === null ? (
          <FilterBar query={query} onQuery={show} onDown={focusList} searchRef={search} />
        ) : (
          <SelectionBar
            count={selected}
            binned={binned}
            mayWrite={mayWrite}
            mayHandOver={mayHandOver}
            mayExport={mayExport && !previewing}
            onHandOver={() => setDialog({ kind: 'handOver', selection, count: selected, current: null })}
            onExport={() => whole.exportThese(selection, selected)}
            onBin={() => void done(whole.bin)}
            onRestore={() => void done(whole.restore)}
            onClear={() => choose({ type: 'clear' })}
          />
        )}
        {failure !== null && (
          <div className="customers-failure">
            <ErrorNotice onRetry={customersPager.retry}>{words(failure)}</ErrorNotice>
          </div>
        )}
        {shown && count === 0 && failure === null ? (
          <NoCustomers
            filter={shown.filter}
            onClear={() => show(withoutFilters(query))}
            onLeaveBin={() => show({ ...query, filter: {} })}
            onNew={() => beginNew(null)}
          />
        ) : (
          <CustomerGrid
            ref={list}
            pages={pages}
            query={query}
            width={width}
            active={active}
            openId={openId}
            chosen={chosen}
            scrollTop={usePlace.getState().scrollTop}
            busy={loading && slow}
            onLook={look}
            onScrolled={scrolled}
            onSort={(sort) => show(sortedBy(query, sort))}
            onMove={move}
            onOpen={open}
            onToggle={toggle}
            onToggleAll={chooseAll}
          />
        )}
      </div>
      {openId !== null && (
        <CustomerPane
          id={openId}
          full={full}
          actionsFor={actionsFor}
          onOpen={full ? route.openFull : route.peek}
          onResize={() => (full ? route.peek(openId) : route.openFull(openId))}
          onClose={close}
          onAddPerson={beginNew}
        />
      )}
      {dialog?.kind === 'new' && (
        <NewCustomer
          firm={dialog.firm}
          onClose={() => setDialog(null)}
          onOpen={(id) => {
            setDialog(null);
            route.peek(id);
          }}
          onMade={(id) => {
            setDialog(null);
            if (!dialog.firm) route.peek(id);
          }}
        />
      )}
      {dialog?.kind === 'handOver' && (
        <HandOverDialog
          selection={dialog.selection}
          count={dialog.count}
          current={dialog.current}
          onClose={() => setDialog(null)}
          onDone={() => {
            setDialog(null);
            choose({ type: 'clear' });
          }}
        />
      )}
    </div>
  );
}
