import { Text, Textarea, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExportTreatment } from '#shared/contract/exports.ts';
import type { ExportColumn } from '#shared/domain/fields.ts';
import { ImeSafeInput } from '../../ui/ImeSafeInput.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import type { ColumnGroup, Treatments } from './columns.ts';

interface ColumnsStepProps {
  readonly columns: Treatments;
  readonly onColumn: (column: ExportColumn, treatment: ExportTreatment) => void;
  readonly onGroup: (group: ColumnGroup, treatment: ExportTreatment) => void;
}

/** Which columns stand in the file, and how. */
export function ColumnsStep(props: ColumnsStepProps) {
  const { t } = useTranslation('exports');
  return (
    <div className="export-step">
      <Title order={2}>{t('columnsTitle')}</Title>
      <Text c="dimmed">{t('columnsText')}</Text>
      <ColumnTable {...props} />
    </div>
  );
}

interface PurposeStepProps {
  readonly purpose: string;
  readonly recipient: string;
  readonly missing: readonly ('purpose' | 'recipient')[];
  readonly onText: (field: 'purpose' | 'recipient', text: string) => void;
  readonly onEnter: () => void;
}

/** What the file is for, and who gets it. */
export function PurposeStep({ purpose, recipient, missing, onText, onEnter }: PurposeStepProps) {
  const { t } = useTranslation('exports');
  return (
    <div className="export-step export-step-narrow">
      <Title order={2}>{t('purposeTitle')}</Title>
      <Textarea
        label={t('purpose')}
        description={t('purposeHint')}
        placeholder={t('purposeExample')}
        value={purpose}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        required
        data-autofocus
        error={missing.includes('purpose') && t('required')}
        onChange={(event) => onText('purpose', event.currentTarget.value)}
      />
      <ImeSafeInput
        label={t('recipient')}
        description={t('recipientHint')}
        placeholder={t('recipientExample')}
        value={recipient}
        maxLength={300}
        required
        error={missing.includes('recipient') && t('required')}
        onText={(text) => onText('recipient', text)}
        onEnter={onEnter}
      />
    </div>
  );
}
