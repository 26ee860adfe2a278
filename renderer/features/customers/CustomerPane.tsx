import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/contract/customers.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useRead } from '../../api/queries.ts';
import { useCan, useReadOnly } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { When } from '../../ui/When.tsx';
import { ContactPersons } from './ContactPersons.tsx';
import { ContactSection } from './ContactSection.tsx';
import { type CustomerActions, CustomerHead } from './CustomerHead.tsx';
import { DamagedParts } from './DamagedParts.tsx';
import { DetailsSection } from './DetailsSection.tsx';
import { Notes } from './Notes.tsx';
import { RestrictedSection } from './RestrictedSection.tsx';
import type { EditableField } from './customerFields.ts';
import type { Patch } from './fieldChange.ts';
import type { OpenContact } from './revealed.ts';
import { useKeys } from './useKeys.ts';
import { useReveal } from './useReveal.ts';
import { useSlow } from './useSlow.ts';

interface CustomerPaneProps {
  readonly id: string;
  readonly full: boolean;
  /** What this person may do with the customer as a whole. */
  readonly actionsFor: (customer: Customer) => CustomerActions;
  readonly onOpen: (id: string) => void;
  readonly onResize: () => void;
  readonly onClose: () => void;
  readonly onAddPerson: (firm: { readonly id: string; readonly name: string }) => void;
}

/** One customer, beside the list or on the full page. */
export function CustomerPane(props: CustomerPaneProps) {
  const { id, full, onClose } = props;
  const { t } = useTranslation('customers');
  const words = useErrorWords();
  const found = useRead('customers.get', { id });
  const slow = useSlow(found.isPending);
  useKeys(found.data ? {} : { Escape: onClose });

  if (found.error) {
    return (
      <aside className="customer-pane" data-full={full || undefined} aria-label={t('openFailed')}>
        <EmptyState
          title={t('openFailed')}
          actions={
            <Button variant="default" onClick={onClose}>
              {t('backToList')}
            </Button>
          }
        >
          {words(found.error)}
        </EmptyState>
      </aside>
    );
  }
  if (!found.data) {
    return (
      <aside className="customer-pane" data-full={full || undefined} aria-label={t('title')} aria-busy>
        {slow && <div className="pane-waiting" aria-hidden />}
      </aside>
    );
  }
  return <OpenCustomer key={id} {...props} customer={found.data} />;
}

interface OpenCustomerProps extends CustomerPaneProps {
  readonly customer: Customer;
}

const contactFields = ['phones', 'emails', 'addresses', 'wechat', 'line', 'birthday'] as const;

/** The values of a patch that a revealed customer shows. */
function contactOf(patch: Patch): Partial<OpenContact> {
  return Object.fromEntries(contactFields.filter((field) => field in patch).map((field) => [field, patch[field]]));
}

function OpenCustomer({ customer, full, actionsFor, onOpen, onResize, onClose, onAddPerson }: OpenCustomerProps) {
  const { t } = useTranslation('customers');
  const mayWrite = useCan('customers.write');
  const readOnly = useReadOnly();
  const binned = customer.binned !== null;
  const canWrite = customer.canWrite && mayWrite && !readOnly && !binned;
  const canNote = customer.canNote && !readOnly && !binned;
  const [editing, setEditing] = useState<EditableField | null>(null);
  // An editor that began with opened values would keep them on screen.
  const closeContactEditor = () => setEditing((field) => (contactFields.some((one) => one === field) ? null : field));
  const reveal = useReveal(customer.id, closeContactEditor);
  const noteBox = useRef<HTMLTextAreaElement>(null);
  const ownVersion = useRef(customer.version);
  const open = reveal.revealed.contact !== null || Object.keys(reveal.revealed.restricted).length > 0;
  const { hide } = reveal;

  useEffect(() => {
    // Somebody else's change, or an undo: what is open may no longer be what is stored.
    if (customer.version > ownVersion.current && open) hide();
    ownVersion.current = customer.version;
  }, [customer.version, open, hide]);

  const saved = (patch: Patch, version: number) => {
    ownVersion.current = version;
    reveal.written(contactOf(patch));
  };
  useKeys({
    r:
      customer.contactAccess !== 'reveal' || !reveal.allowed
        ? undefined
        : open
          ? hide
          : () => reveal.openContact('call'),
    m: canNote ? () => noteBox.current?.focus() : undefined,
    Escape: open ? hide : onClose,
  });

  const edit = { customer, editing, canWrite, onEdit: setEditing, onSaved: saved };
  const details = (
    <>
      <DamagedParts parts={customer.damaged} />
      <DetailsSection {...edit} onOpen={onOpen} />
      <ContactSection {...edit} reveal={reveal} />
      <RestrictedSection {...edit} reveal={reveal} />
      {customer.kind === 'firm' && (
        <ContactPersons firm={customer} canWrite={canWrite} onOpen={onOpen} onAdd={() => onAddPerson(customer)} />
      )}
    </>
  );
  const notes = (
    <Notes
      customer={customer.id}
      canWrite={canNote}
      always={customer.contactAccess !== 'absent' || customer.canNote}
      boxRef={noteBox}
    />
  );
  const foot = (
    <footer className="customer-foot">
      {t('created')} <When at={customer.created} /> · {t('changed')} <When at={customer.changed} />
    </footer>
  );
  return (
    <aside className="customer-pane" data-full={full || undefined} aria-label={t('record', { name: customer.name })}>
      {/* The list's heading is out of sight with the list. */}
      {full && <h1 className="visually-hidden">{t('title')}</h1>}
      <CustomerHead
        {...edit}
        full={full}
        actions={actionsFor(customer)}
        onOpen={onOpen}
        onResize={onResize}
        onClose={onClose}
      />
      {/* A scrolling area must be reachable by keyboard even where nothing inside takes the focus. */}
      <div className="customer-body" tabIndex={0} role="group" aria-label={customer.name}>
        {binned && <p className="section-note">{t('inBin')}</p>}
        {full ? (
          <div className="customer-columns">
            <div>
              {details}
              {foot}
            </div>
            <div className="customer-notes-column">{notes}</div>
          </div>
        ) : (
          <>
            {details}
            {notes}
            {foot}
          </>
        )}
      </div>
    </aside>
  );
}
