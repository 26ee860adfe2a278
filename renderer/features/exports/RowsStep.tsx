import { Input, Radio, SegmentedControl, Select, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '#shared/contract/customers.ts';
import { useExportSelection } from '../../api/exportSelection.ts';
import { useRead } from '../../api/queries.ts';
import { filterSelection } from './exportWizard.ts';

interface RowsStepProps {
  readonly selection: Selection;
  /** What was chosen in the list, if anything. */
  readonly chosen: Selection | null;
  readonly onSelection: (selection: Selection) => void;
}

/** Which customers: those chosen in the list, or all that a filter finds. */
export function RowsStep({ selection, chosen, onSelection }: RowsStepProps) {
  const { t } = useTranslation('exports');
  const count = useExportSelection((state) => state.count);
  const chosenCount = chosen?.kind === 'ids' ? chosen.ids.length : count;
  const byChoice = chosen !== null && selection === chosen;
  return (
    <div className="export-step export-step-narrow">
      <Title order={2}>{t('rowsTitle')}</Title>
      {chosen && (
        <Radio.Group
          aria-label={t('rowsTitle')}
          value={byChoice ? 'chosen' : 'filter'}
          onChange={(value) => onSelection(value === 'chosen' ? chosen : { kind: 'filter', filter: {} })}
        >
          <Radio
            value="chosen"
            label={chosenCount === null ? t('rowsChosenAll') : t('rowsChosen', { count: chosenCount })}
          />
          <Radio value="filter" label={t('rowsFilter')} mt="xs" />
        </Radio.Group>
      )}
      {!byChoice && <Filter selection={selection} onSelection={onSelection} />}
    </div>
  );
}

function Filter({ selection, onSelection }: Pick<RowsStepProps, 'selection' | 'onSelection'>) {
  const { t } = useTranslation('exports');
  const kindLabel = useId();
  const holders = useRead('customers.holders', {}).data?.holders ?? [];
  const tags = useRead('customers.tags', {}).data?.tags ?? [];
  const filter = selection.kind === 'filter' ? selection.filter : {};
  const responsible = filter.responsible ?? null;
  const tag = filter.tag ?? null;
  const kind = filter.kind ?? null;
  const set = (patch: Partial<Parameters<typeof filterSelection>[0]>) =>
    onSelection(filterSelection({ responsible, tag, kind, ...patch }));
  const whose = holders
    .filter((holder) => holder.count > 0)
    .map((holder) =>
      holder.responsible.kind === 'pool'
        ? { value: 'pool', label: t('pool') }
        : { value: holder.responsible.user, label: holder.responsible.name },
    );
  return (
    <div className="export-filter">
      {filter.search !== undefined && <Text>{t('rowsSearch', { search: filter.search })}</Text>}
      {whose.length > 1 && (
        <Select
          label={t('rowsWhose')}
          value={responsible ?? ''}
          data={[{ value: '', label: t('rowsWhoseAll') }, ...whose]}
          onChange={(value) => set({ responsible: value === '' ? null : value })}
        />
      )}
      {tags.length > 0 && (
        <Select
          label={t('rowsTag')}
          searchable
          value={tag ?? ''}
          data={[{ value: '', label: t('rowsTagAll') }, ...tags.map((one) => ({ value: one.tag, label: one.tag }))]}
          onChange={(value) => set({ tag: value === '' ? null : value })}
        />
      )}
      <div>
        <Input.Label component="div" size="sm" id={kindLabel}>
          {t('rowsKind')}
        </Input.Label>
        <SegmentedControl
          aria-labelledby={kindLabel}
          value={kind ?? ''}
          data={[
            { value: '', label: t('rowsKindAll') },
            { value: 'firm', label: t('rowsKindFirm') },
            { value: 'person', label: t('rowsKindPerson') },
          ]}
          onChange={(value) => set({ kind: value === '' ? null : value })}
        />
      </div>
    </div>
  );
}
