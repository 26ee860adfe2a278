import { Button, SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExportTreatment } from '#shared/contract/exports.ts';
import type { ExportColumn } from '#shared/domain/fields.ts';
import { ShieldGlyph } from '../../ui/Protected.tsx';
import { choicesFor, columnGroups, treatments, type ColumnGroup, type Treatments } from './columns.ts';
import { columnWords, groupWords } from './words.ts';

interface ColumnTableProps {
  readonly columns: Treatments;
  readonly onColumn: (column: ExportColumn, treatment: ExportTreatment) => void;
  readonly onGroup: (group: ColumnGroup, treatment: ExportTreatment) => void;
}

/** Every column with how it will stand in the file. */
export function ColumnTable({ columns, onColumn, onGroup }: ColumnTableProps) {
  const { t } = useTranslation('exports');
  return (
    <div className="export-groups">
      {columnGroups.map(({ group, columns: members }) => {
        const shield = group === 'contact' || group === 'restricted' ? group : null;
        const name = t(groupWords[group]);
        const offered = treatments.filter((treatment) =>
          members.some((column) => choicesFor(column).includes(treatment)),
        );
        return (
          <fieldset key={group} className="export-group">
            <legend>
              {shield && <ShieldGlyph shield={shield} />} {name}
            </legend>
            <div className="export-group-all" role="group" aria-label={t('setGroup', { group: name })}>
              <Text size="xs" c="dimmed" component="span" aria-hidden>
                {t('setAll')}
              </Text>
              {offered.map((treatment) => (
                <Button key={treatment} size="compact-xs" variant="subtle" onClick={() => onGroup(group, treatment)}>
                  {t(treatment)}
                </Button>
              ))}
            </div>
            {members.map((column) => (
              <ColumnChoice
                key={column}
                column={column}
                value={columns[column]}
                choices={choicesFor(column)}
                onChange={(treatment) => onColumn(column, treatment)}
              />
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}

interface ColumnChoiceProps {
  readonly column: ExportColumn;
  readonly value: ExportTreatment;
  readonly choices: readonly ExportTreatment[];
  /** What was asked for, where this is less. */
  readonly asked?: ExportTreatment;
  readonly onChange: (treatment: ExportTreatment) => void;
}

/** One column and how it will stand in the file. */
export function ColumnChoice({ column, value, choices, asked, onChange }: ColumnChoiceProps) {
  const { t } = useTranslation('exports');
  const name = t(columnWords[column]);
  return (
    <div className="export-choice" data-dropped={value === 'dropped' || undefined}>
      <span className="export-choice-name">
        {name}
        {asked !== undefined && asked !== value && (
          <span className="export-choice-asked">{t('askedFor', { treatment: t(asked) })}</span>
        )}
      </span>
      <SegmentedControl
        size="xs"
        aria-label={t('columnTreatmentOf', { column: name })}
        value={value}
        data={choices.map((treatment) => ({ value: treatment, label: t(treatment) }))}
        onChange={(next) => onChange(next)}
      />
    </div>
  );
}
