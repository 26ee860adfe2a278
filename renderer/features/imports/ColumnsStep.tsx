import { Badge, Checkbox, Select, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportDelimiter, ImportEncoding } from '#shared/contract/imports.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import type { ImportFlow } from './useImportFlow.ts';
import type { Choices, OpenFile } from './importWizard.ts';
import { doubtful, type FoundColumn } from './mapping.ts';
import { delimiterWords, encodingWords, targetGroups, targetWords } from './words.ts';

interface ColumnsStepProps {
  readonly file: OpenFile;
  readonly choices: Choices;
  readonly busy: boolean;
  readonly onReread: ImportFlow['reread'];
  readonly onTarget: (column: number, target: ImportTarget) => void;
}

const encodings = Object.keys(encodingWords) as ImportEncoding[];
const delimiters = Object.keys(delimiterWords) as ImportDelimiter[];

/** What each column of the file becomes. */
export function ColumnsStep({ file, choices, busy, onReread, onTarget }: ColumnsStepProps) {
  const { t } = useTranslation('imports');
  const { encoding, delimiter, hasHeader, columns } = file;
  const settings = { encoding, delimiter, hasHeader };
  const unsure = doubtful(columns).length;
  const leftOut = columns.filter(({ guess }) => guess === 'ignore').length;
  return (
    <div className="import-step">
      <Title order={2}>{t('columnsTitle')}</Title>
      <Text c="dimmed">
        {unsure > 0
          ? t('columnsUnsure', { count: unsure })
          : leftOut > 0
            ? t('columnsLeftOut', { count: leftOut })
            : t('columnsAllSure')}
      </Text>
      <div className="import-settings">
        <Select
          className="import-encoding"
          label={t('encoding')}
          value={encoding}
          disabled={busy}
          data={encodings.map((value) => ({ value, label: t(encodingWords[value]) }))}
          onChange={(value) => value && onReread({ ...settings, encoding: value })}
        />
        <Select
          className="import-delimiter"
          label={t('delimiter')}
          value={delimiter}
          disabled={busy}
          data={delimiters.map((value) => ({ value, label: t(delimiterWords[value]) }))}
          onChange={(value) => value && onReread({ ...settings, delimiter: value })}
        />
        <Checkbox
          className="import-header"
          label={t('hasHeader')}
          checked={hasHeader}
          disabled={busy}
          onChange={(event) => onReread({ ...settings, hasHeader: event.currentTarget.checked })}
        />
        <Text size="sm" c="dimmed" className="import-settings-hint">
          {t('readable')}
        </Text>
      </div>
      <table className="import-table" aria-label={t('columnsTable')}>
        <thead>
          <tr>
            <th scope="col">{t('columnInFile')}</th>
            <th scope="col">{t('columnSamples')}</th>
            <th scope="col">{t('columnBecomes')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('columnHint')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, index) => (
            <ColumnRow
              // Columns have no name of their own: two may be headed alike, or not at all.
              key={index}
              column={column}
              index={index}
              target={choices.mapping[index] ?? 'ignore'}
              onTarget={(target) => onTarget(index, target)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ColumnRowProps {
  readonly column: FoundColumn;
  readonly index: number;
  readonly target: ImportTarget;
  readonly onTarget: (target: ImportTarget) => void;
}

function ColumnRow({ column, index, target, onTarget }: ColumnRowProps) {
  const { t } = useTranslation('imports');
  const header = column.header.trim() === '' ? t('columnNumber', { number: index + 1 }) : column.header;
  const samples = column.samples.filter((sample) => sample.trim() !== '');
  return (
    <tr data-left-out={target === 'ignore' || undefined}>
      <th scope="row">{header}</th>
      <td className="import-samples">
        {samples.length > 0 ? samples.join(' · ') : <span className="import-quiet">{t('noSamples')}</span>}
      </td>
      <td className="import-target">
        <Select
          size="xs"
          aria-label={t('columnBecomesLabel', { header })}
          value={target}
          maxDropdownHeight={320}
          searchable
          data={targetGroups.map(({ group, targets }) => ({
            group: t(group),
            items: targets.map((value) => ({ value, label: t(targetWords[value]) })),
          }))}
          onChange={(value) => value && onTarget(value as ImportTarget)}
        />
      </td>
      <td className="import-hint">
        <Hint column={column} empty={samples.length === 0} target={target} />
      </td>
    </tr>
  );
}

function Hint({
  column,
  empty,
  target,
}: {
  readonly column: FoundColumn;
  readonly empty: boolean;
  readonly target: ImportTarget;
}) {
  const { t } = useTranslation('imports');
  if (target !== column.guess) return <span className="import-quiet">{t('chosen')}</span>;
  if (target === 'ignore') return <span className="import-quiet">{t('notKnown')}</span>;
  if (column.sure) {
    return (
      <span className="import-sure">
        <IconCheck size={14} aria-hidden /> {t('sure')}
      </span>
    );
  }
  if (empty) return null;
  return (
    <Badge color="amber" variant="light" leftSection={<IconAlertTriangle size={12} aria-hidden />}>
      {t('unsure')}
    </Badge>
  );
}
