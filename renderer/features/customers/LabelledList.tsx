import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PhoneLabel, PlaceLabel } from '#shared/domain/fields.ts';
import { limits } from '#shared/domain/fields.ts';
import { ImeSafeInput } from '../../ui/ImeSafeInput.tsx';
import type { Labelled } from './customerForm.ts';

interface LabelledListProps<L extends PhoneLabel | PlaceLabel> {
  /** What each entry is, as "Phone". */
  readonly field: string;
  readonly labels: readonly L[];
  readonly entries: readonly Labelled<L>[];
  readonly onEntries: (entries: readonly Labelled<L>[]) => void;
  /** The sentence beside an entry that cannot be saved. */
  readonly objection?: (position: number) => string | null;
  readonly autoFocus?: boolean;
  readonly inputMode?: 'tel' | 'email' | 'text';
}

/** Several phones, e-mails or addresses, each with its label. */
export function LabelledList<L extends PhoneLabel | PlaceLabel>(props: LabelledListProps<L>) {
  const { field, labels, entries, onEntries, objection, autoFocus = false, inputMode = 'text' } = props;
  const { t } = useTranslation('customers');
  const replace = (at: number, patch: Partial<Labelled<L>>) =>
    onEntries(entries.map((entry, position) => (position === at ? { ...entry, ...patch } : entry)));
  const words = (label: PhoneLabel | PlaceLabel) => t(`label_${label}`);
  const [first] = labels;
  return (
    <div className="labelled-list" role="group" aria-label={field}>
      {entries.map((entry, at) => (
        <div key={at} className="labelled-entry">
          <NativeSelect
            size="sm"
            aria-label={t('labelOf', { field: t('entryOf', { field, position: at + 1 }) })}
            value={entry.label}
            data={labels.map((label) => ({ value: label, label: words(label) }))}
            onChange={(event) => {
              const label = labels.find((known) => known === event.currentTarget.value);
              if (label) replace(at, { label });
            }}
          />
          <ImeSafeInput
            aria-label={t('entryOf', { field, position: at + 1 })}
            value={entry.value}
            inputMode={inputMode}
            autoComplete="off"
            maxLength={limits.field}
            error={objection?.(at) ?? null}
            data-autofocus={autoFocus && at === 0 ? true : undefined}
            autoFocus={autoFocus && at === entries.length - 1}
            onText={(value) => replace(at, { value })}
          />
          <ActionIcon
            size={28}
            aria-label={t('removeEntry', { field, position: at + 1 })}
            onClick={() => onEntries(entries.filter((_, position) => position !== at))}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      {entries.length < limits.listed && first !== undefined && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className="labelled-add"
          styles={{ label: { fontWeight: 450 } }}
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => onEntries([...entries, { label: first, value: '' }])}
        >
          {entries.length === 0 ? t('addEntry', { field }) : t('addAnother')}
          {entries.length > 0 && <span className="visually-hidden"> · {field}</span>}
        </Button>
      )}
    </div>
  );
}
