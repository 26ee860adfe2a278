import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/contract/customers.ts';
import { Protected } from '../../ui/Protected.tsx';
import { ShieldWithLegend } from '../../ui/ProtectionLegend.tsx';
import { RevealRing } from '../../ui/RevealRing.tsx';
import { AddFields } from './ContactSection.tsx';
import { FieldEditor } from './FieldEditor.tsx';
import { Copyable, FieldRow } from './FieldRow.tsx';
import { type EditableField, fieldWords } from './customerFields.ts';
import type { Patch } from './fieldChange.ts';
import type { Reveal } from './useReveal.ts';

/** How long a restricted value stays open, in milliseconds. */
const moment = 30_000;

interface RestrictedSectionProps {
  readonly customer: Customer;
  readonly reveal: Reveal;
  readonly editing: EditableField | null;
  readonly canWrite: boolean;
  readonly onEdit: (field: EditableField | null) => void;
  readonly onSaved: (patch: Patch, version: number) => void;
}

/** Identity number and bank account: opened one by one, for thirty seconds. */
export function RestrictedSection({ customer, reveal, editing, onEdit, onSaved, ...rest }: RestrictedSectionProps) {
  const { t } = useTranslation('customers');
  const { restrictedAccess } = customer;
  const canWrite = rest.canWrite && (restrictedAccess === 'clear' || restrictedAccess === 'reveal');
  if (restrictedAccess === 'absent') return null;
  const fields =
    customer.kind === 'person' || customer.idNumber !== null
      ? (['idNumber', 'bankAccount'] as const)
      : (['bankAccount'] as const);
  const stored = fields.filter((field) => customer[field] !== null && customer[field].kind !== 'absent');
  const empty = fields.filter((field) => !stored.includes(field) && field !== editing);
  if (stored.length === 0 && !canWrite) return null;

  return (
    <section className="customer-section" aria-labelledby="restricted-heading">
      <div className="section-head">
        <h3 id="restricted-heading">{t('restrictedSection')}</h3>
        <ShieldWithLegend shield="restricted" />
      </div>
      <dl className="fields">
        {fields.map((field) => {
          const value = customer[field];
          const open = reveal.revealed.restricted[field];
          const label = t(fieldWords[field]);
          if (field === editing) {
            // Never begun with an opened value: its thirty seconds would end in the middle of the typing.
            const seen = value?.kind === 'clear' ? value.value : '';
            return (
              <div key={field} className="field-row field-row-editing">
                <dt>{label}</dt>
                <dd>
                  <FieldEditor
                    customer={customer}
                    field={field}
                    start={{ text: seen, hidden: value !== null && seen === '' }}
                    onSaved={onSaved}
                    onClose={() => onEdit(null)}
                  />
                </dd>
              </div>
            );
          }
          if (!stored.includes(field)) return null;
          return (
            <FieldRow key={field} label={label} onEdit={canWrite ? () => onEdit(field) : undefined}>
              {open?.value != null ? (
                <span className="restricted-open">
                  <Copyable label={label} value={open.value} />
                  <RevealRing until={open.until} length={moment} onOver={() => undefined} />
                </span>
              ) : value?.kind === 'clear' ? (
                <Copyable label={label} value={value.value} />
              ) : (
                <Protected
                  value={value}
                  label={label}
                  {...(reveal.allowed ? { onReveal: () => reveal.openRestricted(field) } : {})}
                />
              )}
            </FieldRow>
          );
        })}
      </dl>
      {canWrite && empty.length > 0 && <AddFields fields={empty} onAdd={onEdit} />}
    </section>
  );
}
