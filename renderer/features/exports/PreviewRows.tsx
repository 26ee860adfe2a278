import { Text, Title } from '@mantine/core';
import { useEffect, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { exportColumns, type ExportColumn } from '#shared/domain/fields.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { queryClient, useReadPages } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { VirtualTable } from '../../ui/VirtualTable.tsx';
import { columnList, showsProtected, type Treatments } from './columns.ts';

interface PreviewRowsProps {
  readonly id: string;
  /** As the approver has narrowed them. */
  readonly columns: Treatments;
  readonly narrowed: boolean;
}

interface Row {
  readonly key: string;
  readonly cells: readonly string[];
}

/** The least width of a column, in pixels, and its share of what is left, by what it holds. */
function roomFor(column: ExportColumn | undefined): readonly [least: number, share: number] {
  switch (column) {
    case 'addresses':
    case 'notes':
      return [200, 2.2];
    case 'taxId':
      return [172, 1.2];
    case 'name':
    case 'bankAccount':
    case 'emails':
    case 'phones':
      return [146, 1.4];
    default:
      return [110, 1];
  }
}

function trackOf([least, share] = roomFor(undefined)): string {
  return `minmax(${least}px, ${share}fr)`;
}

/** Of the row numbers and the paddings beside the cells. */
const besides = 84;

/** The finished rows, cell by cell as they will stand in the file. */
export function PreviewRows({ id, columns, narrowed }: PreviewRowsProps) {
  const { t } = useTranslation('exports');
  const words = useErrorWords();
  const [active, setActive] = useState<string | null>(null);
  const pages = useReadPages(
    'exports.preview',
    { id, columns: narrowed ? columnList(columns) : null, limit: 200 },
    { first: 0, keepPrevious: true },
  );
  // The rows go with the screen: they are nobody's to keep, and another look is another entry of the journal.
  useEffect(() => () => queryClient.removeQueries({ queryKey: ['exports.preview'] }), []);
  const open = showsProtected(columns);
  useEffect(() => {
    if (!open) return undefined;
    void call('host.setProtected', { on: true }).catch(() => undefined);
    return () => void call('host.setProtected', { on: false }).catch(() => undefined);
  }, [open]);
  const inFile = exportColumns.filter((column) => columns[column] !== 'dropped');
  const rooms = inFile.map(roomFor);
  const least = rooms.reduce((sum, [width]) => sum + width, besides);
  const header = pages.data?.pages[0]?.header ?? [];
  const total = pages.data?.pages[0]?.total ?? null;
  const rows: Row[] = (pages.data?.pages ?? [])
    .flatMap((page) => page.rows)
    .map((cells, index) => ({ key: String(index + 1), cells }));
  return (
    <section className="export-preview" aria-label={t('previewTitle')}>
      <Title order={3}>{t('previewTitle')}</Title>
      <Text size="sm" c="dimmed">
        {t('previewText')}
      </Text>
      <ErrorNotice onRetry={() => void pages.refetch()}>{pages.error ? words(pages.error) : null}</ErrorNotice>
      {pages.data && (
        <div className="export-preview-rows" style={{ '--export-width': least } as CSSProperties}>
          <VirtualTable
            label={t('previewTable')}
            rows={rows}
            rowKey={({ key }) => key}
            rowName={({ key }) => `${t('previewRow')} ${key}`}
            total={total}
            rowHeight={32}
            activeKey={active}
            onActive={({ key }) => setActive(key)}
            onOpen={() => undefined}
            onReachEnd={() => {
              if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
            }}
            columns={[
              {
                id: '#',
                header: t('previewRow'),
                track: '60px',
                align: 'end',
                cell: ({ key }) => <span className="export-quiet">{key}</span>,
              },
              ...header.map((name, index) => ({
                id: `${index}`,
                header: name,
                track: trackOf(rooms[index]),
                cell: ({ cells }: Row) => <span title={cells[index] ?? ''}>{cells[index] ?? ''}</span>,
              })),
            ]}
          />
        </div>
      )}
    </section>
  );
}
