import { Button, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ImeSafeInput } from '../../ui/ImeSafeInput.tsx';
import { mendCells, type MendCell } from './mendRow.ts';
import { canTakeAnyway, problemWords, targetWords } from './words.ts';

type ProblemRow = Output<'imports.problems'>['rows'][number];

interface MendRowProps {
  readonly import: string;
  readonly headers: readonly string[];
  readonly mapping: readonly ImportTarget[];
  readonly row: ProblemRow;
  readonly onSettled: (line: number, taken: boolean) => void;
}

/** One row that was set aside: what is wrong, its cells to change, and the three ways to settle it. */
export function MendRow({ import: id, headers, mapping, row, onSettled }: MendRowProps) {
  const { t } = useTranslation('imports');
  const words = useErrorWords();
  const { line } = row;
  const [cells, setCells] = useState<readonly string[]>(row.cells);
  const [problems, setProblems] = useState(row.problems);
  const [open, setOpen] = useState(false);
  const mend = useChange('imports.mend', {
    onDone: (output) => (output.problems.length === 0 ? onSettled(line, true) : setProblems(output.problems)),
  });
  const dismiss = useChange('imports.dismiss', { onDone: () => onSettled(line, false) });
  const busy = mend.isPending || dismiss.isPending;
  const refusal = mend.error ?? dismiss.error;
  const take = (anyway: boolean) => {
    if (!busy) mend.mutate({ import: id, line, cells: [...cells], anyway });
  };
  const { first, others, whole } = mendCells(mapping, problems);
  const field = (cell: MendCell) => {
    const header = headers[cell.index]?.trim();
    const column = header === undefined || header === '' ? t('columnNumber', { number: cell.index + 1 }) : header;
    const meaning = t(targetWords[cell.target]);
    return (
      <ImeSafeInput
        key={cell.index}
        size="xs"
        label={
          <>
            {column} {meaning !== column && <span className="import-meaning">{meaning}</span>}
          </>
        }
        aria-label={t('mendCell', { column, line })}
        value={cells[cell.index] ?? ''}
        disabled={busy}
        error={
          cell.problems.length === 0 ? undefined : cell.problems.map(({ code }) => t(problemWords[code])).join(' · ')
        }
        onText={(text) => setCells((before) => replaced(before, cell.index, text))}
        onEnter={() => take(false)}
      />
    );
  };
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li className="import-mend-row">
      <div className="import-mend-head">
        <span className="import-mend-line num">{t('mendLine', { line })}</span>
        <span className="import-mend-whole">{whole.map(({ code }) => t(problemWords[code])).join(' · ')}</span>
        {canTakeAnyway(problems) && (
          <Button size="compact-sm" variant="subtle" color="gray" disabled={busy} onClick={() => take(true)}>
            {t('mendAnyway')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={busy}
          onClick={() => dismiss.mutate({ import: id, line })}
        >
          {t('mendDismiss')}
        </Button>
        <Button size="compact-sm" loading={mend.isPending} onClick={() => take(false)}>
          {t('mendTake')}
        </Button>
      </div>
      <div className="import-mend-cells">{first.map(field)}</div>
      {others.length > 0 && (
        <UnstyledButton className="import-mend-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Chevron size={14} aria-hidden /> {t('mendOtherCells')}
        </UnstyledButton>
      )}
      {open && <div className="import-mend-cells">{others.map(field)}</div>}
      <ErrorNotice>{refusal ? words(refusal) : null}</ErrorNotice>
    </li>
  );
}

/** Cells with one changed; a row that is shorter than its header is filled up. */
function replaced(cells: readonly string[], index: number, text: string): readonly string[] {
  return Array.from({ length: Math.max(cells.length, index + 1) }, (_, at) =>
    at === index ? text : (cells[at] ?? ''),
  );
}
