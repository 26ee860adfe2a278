import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#shared/contract/customers.ts';
import type { CustomerColumn } from './customerColumns.tsx';

/** Height of a line, in pixels. */
export const rowHeight = 36;

type OnRow = (event: MouseEvent, row: CustomerRow, index: number) => void;

interface GridRowProps {
  readonly id: string;
  readonly row: CustomerRow;
  readonly index: number;
  readonly columns: readonly CustomerColumn[];
  /** The columns' widths, as a CSS grid takes them. */
  readonly tracks: string;
  /** Pixels from the top of the list. */
  readonly start: number;
  /** The keyboard is on it. */
  readonly active: boolean;
  /** It is shown beside the list. */
  readonly open: boolean;
  readonly picked: boolean;
  readonly onClick: OnRow;
  readonly onCheck: OnRow;
}

/** One line of the list; drawn again only where something about it changed, so that scrolling stays smooth. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { id, row, index, columns, tracks, start, active, open, picked, onClick, onCheck } = props;
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const words = { phone: t('phonesField'), taxId: t('taxIdField') };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={picked}
      aria-current={open ? 'true' : undefined}
      className="virtual-table-row"
      data-active={active || open || undefined}
      data-chosen={picked || undefined}
      style={{ gridTemplateColumns: tracks, height: rowHeight, transform: `translateY(${start}px)` }}
      onClick={(event) => onClick(event, row, index)}
    >
      <div
        role="gridcell"
        className="virtual-table-cell virtual-table-check"
        onClick={(event) => event.stopPropagation()}
      >
        <input
          type="checkbox"
          className="row-check"
          tabIndex={-1}
          aria-label={common('selectRow', { name: row.name })}
          checked={picked}
          onClick={(event) => onCheck(event, row, index)}
          onChange={() => undefined}
        />
      </div>
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className="virtual-table-cell">
          {column.cell(row, words)}
        </div>
      ))}
    </div>
  );
});

interface WaitingRowProps {
  readonly index: number;
  readonly tracks: string;
  readonly start: number;
}

/** A line whose customer is still being fetched. */
export function WaitingRow({ index, tracks, start }: WaitingRowProps) {
  const { t } = useTranslation();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="virtual-table-row"
      style={{ gridTemplateColumns: tracks, height: rowHeight, transform: `translateY(${start}px)` }}
    >
      <div role="gridcell" className="virtual-table-cell" />
      <div role="gridcell" className="virtual-table-cell">
        <span className="customer-waiting" aria-hidden />
        <span className="visually-hidden">{t('loading')}</span>
      </div>
    </div>
  );
}
