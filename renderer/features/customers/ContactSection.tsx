import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconChevronDown, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/contract/customers.ts';
import { clear } from '#shared/domain/visible.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Protected } from '../../ui/Protected.tsx';
import { ShieldWithLegend } from '../../ui/ProtectionLegend.tsx';
import { RevealRing } from '../../ui/RevealRing.tsx';
import { FieldEditor, type EditStart } from './FieldEditor.tsx';
import { Copyable, FieldRow } from './FieldRow.tsx';
import { type ContactEntry, type EditableField, contactEntries, fieldWords, isHidden } from './customerFields.ts';
import type { Patch } from './fieldChange.ts';
import type { OpenContact } from './revealed.ts';
import type { Reason, Reveal } from './useReveal.ts';

/** The longest that contact details stay open, in milliseconds. */
const longest = 10 * 60_000;
const reasons = ['call', 'message', 'visit', 'check'] as const;

interface ContactSectionProps {
  readonly customer: Customer;
  readonly reveal: Reveal;
  readonly editing: EditableField | null;
  readonly canWrite: boolean;
  readonly onEdit: (field: EditableField | null) => void;
  readonly onSaved: (patch: Patch, version: number) => void;
}

/** Phones, e-mails, addresses and messengers: masked until they are opened for a purpose. */
export function ContactSection({ customer, reveal, editing, onEdit, onSaved, ...rest }: ContactSectionProps) {
  const { t } = useTranslation('customers');
  const open = reveal.revealed.contact;
  // Whoever cannot see what is there would write over it blindly.
  const canWrite = rest.canWrite && (customer.contactAccess === 'clear' || customer.contactAccess === 'reveal');
  const entries = contactEntries(customer).map((entry) => (open ? opened(entry, open) : entry));
  const masked = entries.some((entry) => isHidden(entry.lines));
  const empty = entries.filter((entry) => entry.lines.length === 0 && entry.field !== editing);
  if (customer.contactAccess === 'absent') return null;

  return (
    <section className="customer-section" aria-labelledby="contact-heading">
      <div className="section-head">
        <h3 id="contact-heading">{t('contactSection')}</h3>
        <ShieldWithLegend shield="contact" />
        <span className="section-space" />
        {open && (
          <>
            <RevealRing until={open.until} length={longest} onOver={() => undefined} />
            <Tooltip label={t('hide')}>
              <ActionIcon size={26} aria-label={t('hide')} onClick={reveal.hide}>
                <IconEyeOff size={16} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        {!open && masked && reveal.allowed && customer.contactAccess === 'reveal' && (
          <RevealButton busy={reveal.busy} onReveal={reveal.openContact} />
        )}
      </div>
      <div className="visually-hidden" role="status">
        {open ? t('shownUntil') : ''}
      </div>
      <ErrorNotice>{reveal.refusal}</ErrorNotice>
      {customer.contactAccess === 'none' && <p className="section-note">{t('contactNone')}</p>}
      {customer.contactAccess === 'ask' && <p className="section-note">{t('contactAsk')}</p>}
      <dl className="fields">
        {entries.map((entry) =>
          entry.field === editing ? (
            <div key={entry.field} className="field-row field-row-editing">
              <dt>{t(fieldWords[entry.field])}</dt>
              <dd>
                <FieldEditor
                  customer={customer}
                  field={entry.field}
                  start={startOf(entry)}
                  onSaved={onSaved}
                  onClose={() => onEdit(null)}
                />
              </dd>
            </div>
          ) : (
            entry.lines.length > 0 && (
              <FieldRow
                key={entry.field}
                label={t(fieldWords[entry.field])}
                onEdit={canWrite ? () => onEdit(entry.field) : undefined}
              >
                <Lines entry={entry} onReveal={reveal.allowed ? () => reveal.openContact('call') : undefined} />
              </FieldRow>
            )
          ),
        )}
      </dl>
      {canWrite && empty.length > 0 && <AddFields fields={empty.map(({ field }) => field)} onAdd={onEdit} />}
    </section>
  );
}

function opened(entry: ContactEntry, open: OpenContact): ContactEntry {
  switch (entry.field) {
    case 'phones':
    case 'emails':
    case 'addresses':
      return {
        field: entry.field,
        lines: open[entry.field].map(({ label, value }) => ({ label, value: clear(value) })),
      };
    default: {
      const value = open[entry.field];
      return { field: entry.field, lines: value === null ? [] : [{ label: null, value: clear(value) }] };
    }
  }
}

/** What the editor of a field begins with: the values in sight; of hidden ones nothing but that they are there. */
function startOf({ field, lines }: ContactEntry): EditStart {
  const hidden = lines.some(({ value }) => value.kind === 'masked');
  const seen = lines.flatMap(({ label, value }) => (value.kind === 'clear' ? [{ label, text: value.value }] : []));
  switch (field) {
    case 'phones': {
      const phones = seen.map(({ label, text }) => ({
        label: isPhoneLabel(label) ? label : ('other' as const),
        value: text,
      }));
      return { hidden, phones: phones.length > 0 ? phones : [{ label: 'mobile', value: '' }] };
    }
    case 'emails':
    case 'addresses': {
      const places = seen.map(({ label, text }) => ({
        label: isPlaceLabel(label) ? label : ('other' as const),
        value: text,
      }));
      return { hidden, places: places.length > 0 ? places : [{ label: 'work', value: '' }] };
    }
    default:
      return { hidden, text: seen[0]?.text ?? '' };
  }
}

type Label = ContactEntry['lines'][number]['label'];
function isPhoneLabel(label: Label): label is 'mobile' | 'work' | 'home' | 'fax' | 'other' {
  return label !== null && label !== 'billing' && label !== 'delivery';
}
function isPlaceLabel(label: Label): label is 'work' | 'home' | 'billing' | 'delivery' | 'other' {
  return label !== null && label !== 'mobile' && label !== 'fax';
}

function Lines({ entry, onReveal }: { readonly entry: ContactEntry; readonly onReveal: (() => void) | undefined }) {
  const { t } = useTranslation('customers');
  const name = t(fieldWords[entry.field]);
  return (
    <ul className="field-lines">
      {entry.lines.map(({ label, value }, at) => (
        <li key={at}>
          {value.kind === 'clear' ? (
            <Copyable label={name} value={value.value} />
          ) : (
            <Protected value={value} label={name} {...(onReveal ? { onReveal } : {})} />
          )}
          {label && <span className="field-label">{t(`label_${label}`)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Opens the contact details: one click for a call, the small menu for another purpose. */
function RevealButton({ busy, onReveal }: { readonly busy: boolean; readonly onReveal: (reason: Reason) => void }) {
  const { t } = useTranslation('customers');
  return (
    <Button.Group>
      <Button
        variant="light"
        size="compact-sm"
        loading={busy}
        aria-label={t('showContact')}
        aria-keyshortcuts="r"
        leftSection={<IconEye size={15} stroke={1.6} aria-hidden />}
        onClick={() => onReveal('call')}
      >
        {t('show')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="light" size="compact-sm" px={6} aria-label={t('otherReason')}>
            <IconChevronDown size={14} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('showFor')}</Menu.Label>
          {reasons.map((reason) => (
            <Menu.Item key={reason} onClick={() => onReveal(reason)}>
              {t(`reason_${reason}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

interface AddFieldsProps {
  readonly fields: readonly EditableField[];
  readonly onAdd: (field: EditableField) => void;
}

/** Fields with nothing on file, each one click away. */
export function AddFields({ fields, onAdd }: AddFieldsProps) {
  const { t } = useTranslation('customers');
  return (
    <div className="add-fields">
      {fields.map((field) => (
        <Button
          key={field}
          variant="subtle"
          color="gray"
          size="compact-xs"
          styles={{ label: { fontWeight: 450 } }}
          aria-label={t('addEntry', { field: t(fieldWords[field]) })}
          onClick={() => onAdd(field)}
        >
          + {t(fieldWords[field])}
        </Button>
      ))}
    </div>
  );
}
