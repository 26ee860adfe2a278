import { Button, Input, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { limits, placeLabels } from '#shared/domain/fields.ts';
import { useRead } from '../../api/queries.ts';
import { ImeSafeInput } from '../../ui/ImeSafeInput.tsx';
import { LabelledList } from './LabelledList.tsx';
import type { FormPartProps } from './NewCustomerFields.tsx';
import { fieldWords } from './customerFields.ts';
import { type MoreField, moreFields } from './customerForm.ts';

/** Fields that only persons have. */
const personal: readonly MoreField[] = ['birthday', 'idNumber'];

/** The other fields of a new customer, each shown once it is asked for. */
export function NewCustomerMore(props: FormPartProps) {
  const { form, dispatch } = props;
  const { t } = useTranslation('customers');
  const offered = moreFields.filter((field) => form.kind === 'person' || !personal.includes(field));
  const opened = offered.filter((field) => form.opened.includes(field));
  const closed = offered.filter((field) => !form.opened.includes(field));
  return (
    <>
      {opened.map((field) => (
        <MoreInput key={field} {...props} field={field} />
      ))}
      {closed.length > 0 && (
        <div className="form-more" role="group" aria-label={t('moreFieldsLabel')}>
          <span aria-hidden>{t('moreFieldsLabel')}</span>
          {closed.map((field) => (
            <Button
              key={field}
              variant="default"
              size="compact-xs"
              styles={{ label: { fontWeight: 450 } }}
              onClick={() => dispatch({ type: 'open', field })}
            >
              {t(fieldWords[field])}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

function MoreInput({ form, dispatch, objection, field }: FormPartProps & { readonly field: MoreField }) {
  const { t } = useTranslation('customers');
  const label = t(fieldWords[field]);
  switch (field) {
    case 'emails':
    case 'addresses':
      return (
        <div className="form-block">
          <Input.Label labelElement="div" aria-hidden>
            {label}
          </Input.Label>
          <LabelledList
            field={label}
            labels={placeLabels}
            entries={form[field]}
            autoFocus
            inputMode={field === 'emails' ? 'email' : 'text'}
            objection={(at) => objection(`${field}.${at}`)}
            onEntries={(entries) => dispatch({ type: 'set', patch: { [field]: entries } })}
          />
        </div>
      );
    case 'tags':
      return <TagsField value={form.tags} onTags={(tags) => dispatch({ type: 'set', patch: { tags } })} />;
    default:
      return (
        <ImeSafeInput
          autoFocus
          label={label}
          value={form[field]}
          autoComplete="off"
          maxLength={limits.field}
          error={objection(field)}
          {...(field === 'birthday' ? { placeholder: t('birthdayHint') } : {})}
          onText={(value) => dispatch({ type: 'text', field, value })}
        />
      );
  }
}

interface TagsFieldProps {
  readonly value: readonly string[];
  readonly onTags: (tags: readonly string[]) => void;
}

function TagsField({ value, onTags }: TagsFieldProps) {
  const { t } = useTranslation('customers');
  const known = useRead('customers.tags', {});
  return (
    <TagsInput
      autoFocus
      size="sm"
      label={t('tagsField')}
      value={[...value]}
      onChange={onTags}
      acceptValueOnBlur
      openOnFocus={false}
      data={(known.data?.tags ?? []).map(({ tag }) => tag)}
      limit={12}
      maxTags={limits.tags}
      maxLength={limits.tagLength}
      splitChars={[',', '，', '、', ';', '；']}
    />
  );
}
