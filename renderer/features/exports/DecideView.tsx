import { Button, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { exportColumns, type ExportColumn } from '#shared/domain/fields.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useCofferEvent } from '../../api/events.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ImeSafeInput } from '../../ui/ImeSafeInput.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { ColumnChoice } from './ColumnTable.tsx';
import { columnList, givesAnything, narrowed, narrowerChoices, treatmentsOf, type Treatments } from './columns.ts';
import { PreviewRows } from './PreviewRows.tsx';
import { Columns, RequestDocument } from './RequestDocument.tsx';

interface DecideViewProps {
  readonly request: ExportRequest;
  readonly onDecided: (request: ExportRequest) => void;
}

/** One request before whoever decides on it: the document, the rows as they will leave, approve or deny. */
export function DecideView({ request, onDecided }: DecideViewProps) {
  const asked = treatmentsOf(request.columns);
  const [given, setGiven] = useState<Treatments>(asked);
  const less = narrowed(asked, given);
  const inFile = exportColumns.filter((column) => asked[column] !== 'dropped');
  return (
    <div className="export-decide">
      <div className="export-decide-doc">
        <RequestDocument
          {...request}
          requester={request.requester.name}
          columns={given}
          columnsControl={
            <NarrowColumns
              asked={asked}
              given={given}
              inFile={inFile}
              less={less}
              onColumn={(column, treatment) => setGiven({ ...given, [column]: treatment })}
              onRestore={() => setGiven(asked)}
            />
          }
        >
          <PreviewRows id={request.id} columns={given} narrowed={less.length > 0} />
        </RequestDocument>
      </div>
      <DecisionBar request={request} given={given} less={less.length} onDecided={onDecided} />
    </div>
  );
}

interface NarrowColumnsProps {
  readonly asked: Treatments;
  readonly given: Treatments;
  readonly inFile: readonly ExportColumn[];
  readonly less: readonly ExportColumn[];
  readonly onColumn: (column: ExportColumn, treatment: Treatments[ExportColumn]) => void;
  readonly onRestore: () => void;
}

function NarrowColumns({ asked, given, inFile, less, onColumn, onRestore }: NarrowColumnsProps) {
  const { t } = useTranslation('exports');
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <>
        <Columns columns={given} />
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)} title={t('decideNarrow')}>
            {t('decideNarrowOpen')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <div className="export-narrow-head">
        <Text size="sm" c="dimmed" component="span" role="status">
          {less.length > 0 ? t('decideNarrowed', { count: less.length }) : t('decideNarrow')}
        </Text>
        {less.length > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={onRestore}>
            {t('restore')}
          </Button>
        )}
      </div>
      <div className="export-narrow">
        {inFile.map((column) => (
          <ColumnChoice
            key={column}
            column={column}
            value={given[column]}
            asked={asked[column]}
            choices={narrowerChoices(column, asked[column])}
            onChange={(treatment) => onColumn(column, treatment)}
          />
        ))}
      </div>
    </>
  );
}

interface DecisionBarProps {
  readonly request: ExportRequest;
  readonly given: Treatments;
  /** How many columns are narrower than asked. */
  readonly less: number;
  readonly onDecided: (request: ExportRequest) => void;
}

function DecisionBar({ request, given, less, onDecided }: DecisionBarProps) {
  const { t } = useTranslation('exports');
  const words = useErrorWords();
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [made, setMade] = useState<{ readonly rows: number; readonly total: number } | null>(null);
  const decide = useChange('exports.decide', {
    onDone: onDecided,
    onRefused: () => {
      setPassword('');
      setMade(null);
    },
  });
  const refused = decide.isError;
  useEffect(() => {
    // Ready for the next try at once; disabled while it was being decided, the field had lost the focus.
    if (refused) field.current?.focus();
  }, [refused]);
  useCofferEvent('exports.progress', ({ id, rows, total }) => {
    if (id === request.id) setMade({ rows, total });
  });
  const busy = decide.isPending;
  const approving = busy && decide.variables.decision.kind === 'approve';
  const approve = () => {
    if (busy || password === '' || !givesAnything(given)) return;
    decide.mutate({ id: request.id, decision: { kind: 'approve', columns: columnList(given), password } });
  };
  const deny = () => {
    if (busy || reason.trim() === '') return;
    decide.mutate({ id: request.id, decision: { kind: 'deny', reason } });
  };
  return (
    <section className="export-decision" aria-label={t('decideTitle')}>
      <ErrorNotice>{decide.error ? words(decide.error) : givesAnything(given) ? null : t('columnsNone')}</ErrorNotice>
      <Title order={3} className="visually-hidden">
        {t('decideTitle')}
      </Title>
      <div className="export-decision-ways">
        <div className="export-decision-way">
          <PasswordField ref={field} value={password} disabled={busy} onText={setPassword} onEnter={approve} />
          <Button onClick={approve} loading={approving} disabled={busy || password === '' || !givesAnything(given)}>
            {less > 0 ? t('approveNarrowed') : t('approve')}
          </Button>
        </div>
        <div className="export-decision-way">
          <ImeSafeInput
            label={t('reason')}
            placeholder={t('reasonHint', { name: request.requester.name })}
            value={reason}
            disabled={busy}
            onText={setReason}
            onEnter={deny}
          />
          <Button
            color="red"
            variant="outline"
            onClick={deny}
            loading={busy && !approving}
            disabled={busy || reason.trim() === ''}
          >
            {t('deny')}
          </Button>
        </div>
      </div>
      {approving && (
        <Text size="sm" c="dimmed" role="status">
          {t('approving')} {made && t('makingRows', { done: made.rows, total: made.total })}
        </Text>
      )}
    </section>
  );
}
