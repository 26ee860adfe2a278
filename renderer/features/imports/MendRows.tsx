import { Button, Text } from '@mantine/core';
import { IconArrowLeft, IconChecks } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useReadPages } from '../../api/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { MendRow } from './MendRow.tsx';

interface MendRowsProps {
  readonly import: string;
  readonly name: string;
  readonly onBack: () => void;
}

const page = 30;

/** The rows of one list that were set aside, each mended or left out inside Coffer. */
export function MendRows({ import: id, name, onBack }: MendRowsProps) {
  const { t } = useTranslation('imports');
  const words = useErrorWords();
  const pages = useReadPages('imports.problems', { import: id, limit: page }, { first: 0 });
  const [settled, setSettled] = useState<ReadonlySet<number>>(new Set());
  const [said, setSaid] = useState('');
  const first = pages.data?.pages[0];
  const all = pages.data?.pages.flatMap(({ rows }) => rows) ?? [];
  const rows = all.filter(({ line }) => !settled.has(line));
  // The figure is the vault's; what was settled since it was asked is taken off at once.
  const left = first ? Math.max(0, first.left - (all.length - rows.length)) : null;
  const settle = useCallback(
    (line: number, taken: boolean) => {
      setSettled((before) => new Set(before).add(line));
      setSaid(taken ? t('mendTaken', { line }) : t('mendDismissed', { line }));
    },
    [t],
  );
  return (
    <>
      <PageHeader
        title={t('mendTitle')}
        aside={`${t('mendFrom', { name })}${left === null ? '' : ` · ${t('mendLeft', { count: left })}`}`}
        actions={
          <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
            {t('allImports')}
          </Button>
        }
      />
      <div className="import-mend">
        <div role="status" className="visually-hidden">
          {said}
        </div>
        <ErrorNotice>{pages.error ? words(pages.error) : null}</ErrorNotice>
        {first && (
          <ol className="import-mend-list" aria-label={t('mendTable')}>
            {rows.map((row) => (
              <MendRow
                key={row.line}
                import={id}
                headers={first.headers}
                mapping={first.mapping}
                row={row}
                onSettled={settle}
              />
            ))}
          </ol>
        )}
        {pages.hasNextPage && (
          <div>
            <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('mendMore')}
            </Button>
          </div>
        )}
        {first && rows.length === 0 && !pages.hasNextPage && (
          <EmptyState
            icon={<IconChecks size={32} stroke={1.5} />}
            title={t('mendEmptyTitle')}
            actions={<Button onClick={onBack}>{t('allImports')}</Button>}
          >
            <Text>{t('mendEmptyText')}</Text>
          </EmptyState>
        )}
      </div>
    </>
  );
}
