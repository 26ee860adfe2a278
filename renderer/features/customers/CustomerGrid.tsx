import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type Ref, memo, useEffect, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#shared/contract/customers.ts';
import { moveFor } from '../../ui/tableKeys.ts';
import '../../ui/VirtualTable.css';
import { type Chosen, isChosen } from './chosen.ts';
import { type CustomerColumn, columnsFor } from './customerColumns.tsx';
import { GridRow, WaitingRow, rowHeight } from './GridRow.tsx';
import type { ListQuery, SortKey } from './listQuery.ts';
import { type Ends, lineCount, rowAt } from './ends.ts';
import { useSame } from './useSame.ts';

interface CustomerGridProps {
  readonly pages: Ends;
  readonly query: ListQuery;
  readonly width: number;
  readonly active: number;
  /** The customer shown beside the list. */
  readonly openId: string | null;
  readonly chosen: Chosen;
  /** Where the list was when it was last seen, in pixels. */
  readonly scrollTop: number;
  readonly busy: boolean;
  readonly onLook: (first: number, last: number) => void;
  readonly onScrolled: (scrollTop: number) => void;
  readonly onSort: (sort: SortKey) => void;
  readonly onMove: (index: number, extend: boolean) => void;
  readonly onOpen: (row: CustomerRow, index: number) => void;
  readonly onToggle: (row: CustomerRow, index: number, extend: boolean) => void;
  readonly onToggleAll: () => void;
  readonly ref: Ref<HTMLDivElement>;
}

/** The list of customers: lines for all there are, drawn and fetched only where somebody looks. */
export function CustomerGrid(props: CustomerGridProps) {
  const { pages, width, active, openId, chosen, onLook, ref } = props;
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const frame = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const count = lineCount(pages);
  const columns = useMemo(() => columnsFor(width), [width]);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    // Drawing within the scroll event would hold the scrolling up.
    useFlushSync: false,
    initialOffset: props.scrollTop,
    // The head lies over the first line's height and pushes the lines down by it.
    scrollPaddingEnd: rowHeight,
  });
  const drawn = virtual.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn.at(-1)?.index ?? 0;

  useEffect(() => onLook(first, last), [first, last, onLook, pages]);
  // Right after a login the lines arrive later than the place where the person was.
  const back = useRef(count === 0 ? props.scrollTop : 0);
  useEffect(() => {
    if (count === 0 || back.current === 0) return;
    virtual.scrollToOffset(back.current);
    back.current = 0;
  }, [count, virtual]);
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active);
    // Only a move of the keyboard scrolls; new rows must not.
  }, [active, virtual]);

  const tracks = `36px ${columns.map((column) => column.track).join(' ')}`;
  const atRow = (index: number) => `${prefix}-row-${index}`;
  const page = () => Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / rowHeight) - 2);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const row = rowAt(pages, active);
    const move = moveFor(event, active, count, page());
    if (move !== null) {
      event.preventDefault();
      props.onMove(move, event.shiftKey);
    } else if (event.key === 'Enter' && row) {
      event.preventDefault();
      props.onOpen(row, active);
    } else if (event.key === ' ' && row) {
      event.preventDefault();
      props.onToggle(row, active, event.shiftKey);
    }
  };

  const click = useSame((event: MouseEvent, row: CustomerRow, index: number) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) props.onToggle(row, index, event.shiftKey);
    else props.onOpen(row, index);
  });
  const sort = useSame(props.onSort);
  const check = useSame((event: MouseEvent, row: CustomerRow, index: number) =>
    props.onToggle(row, index, event.shiftKey),
  );

  return (
    <div
      ref={(element) => {
        frame.current = element;
        if (typeof ref === 'function') ref(element);
        else if (ref) ref.current = element;
      }}
      className="virtual-table customer-grid"
      role="grid"
      aria-label={t('listLabel')}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-busy={props.busy}
      aria-activedescendant={drawn.some(({ index }) => index === active) ? atRow(active) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => props.onScrolled(event.currentTarget.scrollTop)}
    >
      <div role="rowgroup" className="virtual-table-head">
        <div
          role="row"
          aria-rowindex={1}
          className="virtual-table-row"
          style={{ gridTemplateColumns: tracks, height: rowHeight }}
        >
          <div role="columnheader" className="virtual-table-cell virtual-table-check">
            <Checkbox
              size="xs"
              aria-label={common('selectAll')}
              checked={chosen.kind === 'all'}
              indeterminate={chosen.kind === 'some'}
              onChange={props.onToggleAll}
            />
          </div>
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} query={props.query} onSort={sort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="virtual-table-body" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const row = rowAt(pages, index);
          if (!row) return <WaitingRow key={index} index={index} tracks={tracks} start={start} />;
          return (
            <GridRow
              key={index}
              id={atRow(index)}
              row={row}
              index={index}
              columns={columns}
              tracks={tracks}
              start={start}
              active={index === active}
              open={row.id === openId}
              picked={isChosen(chosen, row.id)}
              onClick={click}
              onCheck={check}
            />
          );
        })}
      </div>
    </div>
  );
}

interface HeadCellProps {
  readonly column: CustomerColumn;
  readonly query: ListQuery;
  readonly onSort: (sort: SortKey) => void;
}

const headers = {
  name: 'colName',
  responsible: 'colResponsible',
  tags: 'colTags',
  phone: 'colPhone',
  taxId: 'colTaxId',
  lastContact: 'colLastContact',
  changed: 'colChanged',
} as const satisfies Record<CustomerColumn['id'], string>;

const HeadCell = memo(function HeadCell({ column, query, onSort }: HeadCellProps) {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const header = t(headers[column.id]);
  const { sort } = column;
  // The bin is always ordered by what went there last.
  if (!sort || query.filter.binned === true) {
    return (
      <div role="columnheader" className="virtual-table-cell">
        {header}
      </div>
    );
  }
  const direction = query.sort !== sort ? 'none' : query.descending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" className="virtual-table-cell" aria-sort={direction}>
      <button
        type="button"
        className="virtual-table-sort"
        title={common('sortBy', { column: header })}
        onClick={() => onSort(sort)}
      >
        <span>{header}</span>
        {direction === 'ascending' && <IconChevronUp size={14} aria-hidden />}
        {direction === 'descending' && <IconChevronDown size={14} aria-hidden />}
      </button>
    </div>
  );
});
