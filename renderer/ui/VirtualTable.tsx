import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { moveFor } from './tableKeys.ts';
import './VirtualTable.css';

/** One column: its track in the grid, its head, its cell. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** A CSS grid track such as `120px` or `minmax(160px, 2fr)`. */
  readonly track: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** Given where the column can order the list. */
  readonly sort?: { readonly direction: 'ascending' | 'descending' | null; readonly onSort: () => void };
}

interface VirtualTableProps<Row> {
  /** What the list holds, for those who hear it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The name a row is called by, for those who hear it. */
  readonly rowName: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** All rows there are, loaded or not; null where not known. */
  readonly total?: number | null;
  readonly rowHeight?: number;
  /** The row the keyboard is on. */
  readonly activeKey: string | null;
  readonly onActive: (row: Row, index: number) => void;
  readonly onOpen: (row: Row) => void;
  /** Called when the last loaded rows come into sight. */
  readonly onReachEnd?: () => void;
  readonly selection?: {
    readonly has: (key: string) => boolean;
    /** `range`: from the row chosen last up to this one. */
    readonly onToggle: (row: Row, index: number, range: boolean) => void;
    readonly all: 'all' | 'some' | 'none';
    readonly onToggleAll: () => void;
  };
  /** Keys that the table does not take itself. */
  readonly onKey?: (event: KeyboardEvent<HTMLElement>) => void;
  readonly ref?: Ref<HTMLDivElement>;
}

/** A list of any length: only what is in sight is drawn; moved by keys as well as by mouse. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, rows, rowKey, rowName, columns, total, rowHeight = 36, activeKey, selection, onReachEnd, ref } = props;
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 40) onReachEnd?.();
  }, [last, rows.length, onReachEnd]);

  const active = activeKey === null ? -1 : rows.findIndex((row) => rowKey(row) === activeKey);
  const page = () => Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / rowHeight) - 2);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return;
    const row = rows[active];
    const move = moveFor(event, active, rows.length, page());
    if (move !== null) {
      event.preventDefault();
      const to = rows[move];
      if (to === undefined) return;
      virtual.scrollToIndex(move);
      props.onActive(to, move);
      if (event.shiftKey && selection) selection.onToggle(to, move, true);
    } else if (event.key === 'Enter' && row !== undefined && event.target === event.currentTarget) {
      event.preventDefault();
      props.onOpen(row);
    } else if (event.key === ' ' && row !== undefined && selection && event.target === event.currentTarget) {
      event.preventDefault();
      selection.onToggle(row, active, event.shiftKey);
    } else {
      props.onKey?.(event);
    }
  };

  const tracks = (selection ? '36px ' : '') + columns.map((column) => column.track).join(' ');
  const atRow = (index: number) => `${prefix}-row-${index}`;
  return (
    <div
      ref={(element) => {
        frame.current = element;
        if (typeof ref === 'function') ref(element);
        else if (ref) ref.current = element;
      }}
      className="virtual-table"
      role="grid"
      aria-label={label}
      aria-rowcount={(total ?? rows.length) + 1}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={drawn.some(({ index }) => index === active) ? atRow(active) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="virtual-table-head">
        <div
          role="row"
          aria-rowindex={1}
          className="virtual-table-row"
          style={{ gridTemplateColumns: tracks, height: rowHeight }}
        >
          {selection && (
            <div role="columnheader" className="virtual-table-cell virtual-table-check">
              <Checkbox
                size="xs"
                aria-label={t('selectAll')}
                checked={selection.all === 'all'}
                indeterminate={selection.all === 'some'}
                onChange={selection.onToggleAll}
              />
            </div>
          )}
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="virtual-table-body" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = rowKey(row);
          const chosen = selection?.has(key) ?? false;
          return (
            <div
              key={key}
              id={atRow(index)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={selection ? chosen : key === activeKey}
              className="virtual-table-row"
              data-active={key === activeKey || undefined}
              data-chosen={chosen || undefined}
              style={{ gridTemplateColumns: tracks, height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={(event) => {
                if (event.shiftKey && selection) selection.onToggle(row, index, true);
                else if ((event.ctrlKey || event.metaKey) && selection) selection.onToggle(row, index, false);
                else {
                  props.onActive(row, index);
                  props.onOpen(row);
                }
              }}
            >
              {selection && (
                <div
                  role="gridcell"
                  className="virtual-table-cell virtual-table-check"
                  onClick={(event) => event.stopPropagation()}
                >
                  <Checkbox
                    size="xs"
                    tabIndex={-1}
                    aria-label={t('selectRow', { name: rowName(row) })}
                    checked={chosen}
                    onClick={(event) => selection.onToggle(row, index, event.shiftKey)}
                    onChange={() => undefined}
                  />
                </div>
              )}
              {columns.map((column) => (
                <div key={column.id} role="gridcell" className="virtual-table-cell" data-align={column.align}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function HeadCell<Row>({ column }: { readonly column: Column<Row> }) {
  const { t } = useTranslation();
  const { sort } = column;
  return (
    <div
      role="columnheader"
      className="virtual-table-cell"
      data-align={column.align}
      aria-sort={sort ? (sort.direction ?? 'none') : undefined}
    >
      {sort ? (
        <button
          type="button"
          className="virtual-table-sort"
          title={t('sortBy', { column: column.header })}
          onClick={sort.onSort}
        >
          <span>{column.header}</span>
          {sort.direction === 'ascending' && <IconChevronUp size={14} aria-hidden />}
          {sort.direction === 'descending' && <IconChevronDown size={14} aria-hidden />}
        </button>
      ) : (
        column.header
      )}
    </div>
  );
}
