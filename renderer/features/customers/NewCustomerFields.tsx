import { Input } from '@mantine/core';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { limits, phoneLabels } from '#shared/domain/fields.ts';
import { checkTaxId } from '#shared/domain/taxId.ts';
import { ImeSafeInput } from '../../ui/ImeSafeInput.tsx';
import { CompanySelect } from './CompanySelect.tsx';
import { SimilarCustomers } from './SimilarCustomers.tsx';
import { LabelledList } from './LabelledList.tsx';
import type { CustomerForm, FormAction } from './customerForm.ts';

/** Parts of the form of a new customer share these. */
export interface FormPartProps {
  readonly form: CustomerForm;
  readonly dispatch: Dispatch<FormAction>;
  /** The sentence beside a field that cannot be saved. */
  readonly objection: (field: string) => string | null;
}

interface NewCustomerFieldsProps extends FormPartProps {
  /** The firm is given: its contact person is being added. */
  readonly fixedFirm: boolean;
  /** Opens a customer that looks like the one being typed. */
  readonly onOpen: (id: string) => void;
}

/** The few fields that nearly every new customer has. */
export function NewCustomerFields({ form, dispatch, objection, fixedFirm, onOpen }: NewCustomerFieldsProps) {
  const { t } = useTranslation('customers');
  const firm = form.kind === 'firm';
  const odd = firm && checkTaxId(form.taxId) === 'invalid';
  return (
    <>
      <div className="form-pair">
        <ImeSafeInput
          data-autofocus
          withAsterisk
          label={firm ? t('firmName') : t('personName')}
          value={form.name}
          maxLength={limits.name}
          autoComplete="off"
          error={objection('name')}
          onText={(value) => dispatch({ type: 'text', field: 'name', value })}
        />
        {firm ? (
          <ImeSafeInput
            label={t('taxIdField')}
            value={form.taxId}
            autoComplete="off"
            maxLength={100}
            // Worth a look, no reason to refuse: foreign numbers and typing errors on old cards are facts of life.
            description={odd ? t('taxIdOdd') : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={objection('taxId')}
            onText={(value) => dispatch({ type: 'text', field: 'taxId', value })}
          />
        ) : (
          <ImeSafeInput
            label={t('titleField')}
            value={form.title}
            autoComplete="off"
            maxLength={limits.name}
            onText={(value) => dispatch({ type: 'text', field: 'title', value })}
          />
        )}
      </div>
      <SimilarCustomers name={form.name} taxId={firm ? form.taxId : ''} onOpen={onOpen} />
      {!firm && !fixedFirm && (
        <CompanySelect
          label={t('companyField')}
          value={form.company}
          onCompany={(company) => dispatch({ type: 'set', patch: { company } })}
        />
      )}
      <div className="form-block">
        <Input.Label labelElement="div" aria-hidden>
          {t('phonesField')}
        </Input.Label>
        <LabelledList
          field={t('phonesField')}
          labels={phoneLabels}
          entries={form.phones}
          inputMode="tel"
          objection={(at) => objection(`phones.${at}`)}
          onEntries={(phones) => dispatch({ type: 'set', patch: { phones } })}
        />
      </div>
      {firm && (
        <fieldset className="form-contact">
          <legend>{t('contactPerson')}</legend>
          <ImeSafeInput
            label={t('personName')}
            value={form.contact.name}
            autoComplete="off"
            maxLength={limits.name}
            error={objection('contact.name')}
            onText={(name) => dispatch({ type: 'contact', patch: { name } })}
          />
          <ImeSafeInput
            label={t('contactTitle')}
            value={form.contact.title}
            autoComplete="off"
            maxLength={limits.name}
            onText={(title) => dispatch({ type: 'contact', patch: { title } })}
          />
          <ImeSafeInput
            label={t('contactPhone')}
            value={form.contact.phone}
            autoComplete="off"
            inputMode="tel"
            maxLength={limits.field}
            error={objection('contact.phone')}
            onText={(phone) => dispatch({ type: 'contact', patch: { phone } })}
          />
        </fieldset>
      )}
    </>
  );
}
