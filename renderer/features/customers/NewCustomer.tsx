import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { PersonSelect } from '../../ui/PersonSelect.tsx';
import { NewCustomerFields } from './NewCustomerFields.tsx';
import { NewCustomerMore } from './NewCustomerMore.tsx';
import { emptyForm, formReducer, objections } from './customerForm.ts';
import { useCreateCustomer } from './useCreateCustomer.ts';
import { useFormDraft } from './useFormDraft.ts';
import { holderId, useWhoseNames } from './whose.ts';

interface NewCustomerProps {
  /** The firm whose contact person is being added; null for any customer. */
  readonly firm: { readonly id: string; readonly name: string } | null;
  readonly onMade: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
}

/** Writes down a new customer: few fields first, more on demand, those alike shown while typing. */
export function NewCustomer({ firm, onMade, onOpen, onClose }: NewCustomerProps) {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const { office } = useMe();
  const firstKind = firm || office.customers === 'people' ? 'person' : 'firm';
  const blank = () => emptyForm(firstKind, firm ? { id: firm.id, name: firm.name } : null);
  const [form, dispatch] = useReducer(formReducer, undefined, blank);
  const [tried, setTried] = useState(false);
  const saving = useCreateCustomer();
  const draft = useFormDraft(firm ? `customer.new:${firm.id}` : 'customer.new', form, dispatch);
  const wrong = objections(form);

  const objection = (field: string): string | null => {
    if (saving.refusedField !== null && (field === saving.refusedField || field === `${saving.refusedField}.0`))
      return t('fieldRefused');
    const found = wrong[field];
    return tried && found ? t(found) : null;
  };
  async function save(): Promise<void> {
    setTried(true);
    const id = await saving.create(form);
    if (id === null) return;
    draft.finish();
    onMade(id);
  }

  return (
    <Modal
      opened
      size={620}
      onClose={onClose}
      title={firm ? t('newContactTitle', { firm: firm.name }) : t('newTitle')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        className="new-customer"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
            event.preventDefault();
            void save();
          }
        }}
      >
        {draft.restored && (
          <div className="draft-notice" role="status">
            <span>{t('draftRestored')}</span>
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => {
                dispatch({ type: 'replace', form: blank() });
                draft.finish();
              }}
            >
              {t('startOver')}
            </Button>
          </div>
        )}
        {!firm && (
          <SegmentedControl
            fullWidth
            aria-label={t('kindLabel')}
            value={form.kind}
            onChange={(kind) => dispatch({ type: 'kind', kind: kind === 'person' ? 'person' : 'firm' })}
            data={[
              { value: 'firm', label: t('firm') },
              { value: 'person', label: t('person') },
            ]}
          />
        )}
        <NewCustomerFields
          form={form}
          dispatch={dispatch}
          objection={objection}
          fixedFirm={firm !== null}
          onOpen={onOpen}
        />
        <NewCustomerMore form={form} dispatch={dispatch} objection={objection} />
        {!firm && (
          <ResponsibleField
            value={form.responsible}
            onResponsible={(responsible) => dispatch({ type: 'set', patch: { responsible } })}
          />
        )}
        <ErrorNotice>{saving.refusal}</ErrorNotice>
        <div className="dialog-actions">
          <span className="note-keys">
            <KeyHint keys="mod+Enter" />
          </span>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={saving.busy}>
            {firm ? t('createContact') : t('create')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface ResponsibleFieldProps {
  readonly value: string | null;
  readonly onResponsible: (responsible: string | null) => void;
}

/** Whose the new customer will be, for those who may give customers away. */
function ResponsibleField({ value, onResponsible }: ResponsibleFieldProps) {
  const { t } = useTranslation('customers');
  const { user } = useMe();
  const { holders } = useWhoseNames();
  if (!useCan('customers.handOver')) return null;
  const receivers = holders.filter(({ canReceive }) => canReceive);
  const people = receivers.flatMap(({ responsible }) => (responsible.kind === 'person' ? [responsible] : []));
  const usual = receivers.some((holder) => holderId(holder) === user) ? user : 'pool';
  return (
    <PersonSelect
      label={t('responsibleField')}
      people={people}
      withPool
      value={value ?? usual}
      onPerson={onResponsible}
    />
  );
}
