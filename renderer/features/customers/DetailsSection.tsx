import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/contract/customers.ts';
import { Protected } from '../../ui/Protected.tsx';
import { When } from '../../ui/When.tsx';
import { AddFields } from './ContactSection.tsx';
import { FieldEditor, type EditStart } from './FieldEditor.tsx';
import { Copyable, FieldRow } from './FieldRow.tsx';
import { TagLine } from './customerColumns.tsx';
import { type EditableField, fieldWords } from './customerFields.ts';
import type { Patch } from './fieldChange.ts';

interface DetailsSectionProps {
  readonly customer: Customer;
  readonly editing: EditableField | null;
  readonly canWrite: boolean;
  readonly onEdit: (field: EditableField | null) => void;
  readonly onSaved: (patch: Patch, version: number) => void;
  readonly onOpen: (id: string) => void;
}

type DetailField = 'title' | 'company' | 'taxId' | 'tags';

/** The card and work fields: firm, title, tax id, tags, and when it was touched. */
export function DetailsSection({ customer, editing, canWrite, onEdit, onSaved, onOpen }: DetailsSectionProps) {
  const { t } = useTranslation('customers');
  const { title, company, taxId, tags } = customer;
  const person = customer.kind === 'person';
  const fields: readonly DetailField[] = person ? ['title', 'company', 'tags'] : ['taxId', 'tags'];
  const filled: Record<DetailField, boolean> = {
    title: title !== null,
    company: company !== null,
    taxId: taxId !== null && taxId.kind !== 'absent',
    tags: tags.length > 0,
  };
  const start: Record<DetailField, EditStart> = {
    title: { text: title ?? '', hidden: false },
    company: { hidden: false },
    taxId: { text: taxId?.kind === 'clear' ? taxId.value : '', hidden: taxId?.kind === 'masked' },
    tags: { hidden: false },
  };

  function shown(field: DetailField) {
    switch (field) {
      case 'title':
        return title;
      case 'company':
        return (
          company && (
            <Anchor
              component="button"
              type="button"
              size="sm"
              className="customer-link"
              onClick={() => onOpen(company.id)}
            >
              {company.name}
            </Anchor>
          )
        );
      case 'taxId':
        return taxId?.kind === 'clear' ? (
          <Copyable label={t('taxIdField')} value={taxId.value} />
        ) : (
          <Protected value={taxId} label={t('taxIdField')} />
        );
      case 'tags':
        return <TagLine tags={tags} all />;
    }
  }

  const empty = fields.filter((field) => !filled[field] && field !== editing);
  return (
    <section className="customer-section" aria-label={t('detailsSection')}>
      <dl className="fields">
        {fields.map((field) =>
          field === editing ? (
            <div key={field} className="field-row field-row-editing">
              <dt>{t(fieldWords[field])}</dt>
              <dd>
                <FieldEditor
                  customer={customer}
                  field={field}
                  start={start[field]}
                  onSaved={onSaved}
                  onClose={() => onEdit(null)}
                />
              </dd>
            </div>
          ) : (
            filled[field] && (
              <FieldRow key={field} label={t(fieldWords[field])} onEdit={canWrite ? () => onEdit(field) : undefined}>
                {shown(field)}
              </FieldRow>
            )
          ),
        )}
        {customer.lastContact !== null && (
          <FieldRow label={t('lastContact')}>
            <When at={customer.lastContact} />
          </FieldRow>
        )}
      </dl>
      {canWrite && empty.length > 0 && <AddFields fields={empty} onAdd={onEdit} />}
    </section>
  );
}
