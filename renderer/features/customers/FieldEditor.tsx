import { TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/contract/customers.ts';
import { limits, phoneLabels, placeLabels, type PhoneLabel, type PlaceLabel } from '#shared/domain/fields.ts';
import { checkTaxId } from '#shared/domain/taxId.ts';
import { useRead } from '../../api/queries.ts';
import { ImeSafeInput } from '../../ui/ImeSafeInput.tsx';
import { CompanySelect } from './CompanySelect.tsx';
import { EditFrame } from './EditFrame.tsx';
import { LabelledList } from './LabelledList.tsx';
import { type Labelled, type Objection, emailObjection, phoneObjection } from './customerForm.ts';
import { type Patch, useFieldChange } from './fieldChange.ts';
import { type EditableField, type ListField, fieldWords } from './customerFields.ts';

/** What an editor starts with; `hidden`: something is stored that this person does not see at the moment. */
export interface EditStart {
  readonly text?: string;
  readonly phones?: readonly Labelled<PhoneLabel>[];
  readonly places?: readonly Labelled<PlaceLabel>[];
  readonly hidden: boolean;
}

interface FieldEditorProps {
  readonly customer: Customer;
  readonly field: EditableField;
  readonly start: EditStart;
  readonly onSaved: (patch: Patch, version: number) => void;
  readonly onClose: () => void;
}

/** Edits one field of a customer in its place. */
export function FieldEditor(props: FieldEditorProps) {
  switch (props.field) {
    case 'phones':
    case 'emails':
    case 'addresses':
      return <ListEditor {...props} field={props.field} />;
    case 'tags':
      return <TagsEditor {...props} />;
    case 'company':
      return <CompanyEditor {...props} />;
    default:
      return <TextEditor {...props} field={props.field} />;
  }
}

interface TextEditorProps extends FieldEditorProps {
  readonly field: Exclude<EditableField, ListField | 'tags' | 'company'>;
}

function TextEditor({ customer, field, start, onSaved, onClose }: TextEditorProps) {
  const { t } = useTranslation('customers');
  const label = t(fieldWords[field]);
  const change = useFieldChange(customer, onSaved);
  const [text, setText] = useState(start.text ?? '');
  const [tried, setTried] = useState(false);
  const missing = field === 'name' && text.trim() === '';
  const odd = field === 'taxId' && checkTaxId(text) === 'invalid';
  const save = async () => {
    setTried(true);
    if (missing) return;
    const value = text.trim() === '' ? null : text.trim();
    if (!start.hidden && (value ?? '') === (start.text ?? '')) return onClose();
    const patch: Patch = field === 'name' ? { name: text.trim() } : { [field]: value };
    if (await change.save(patch, label)) onClose();
    return undefined;
  };
  const theirs = start.hidden ? null : start.text === '' ? t('notGiven') : start.text;
  const hint = start.hidden
    ? `${t('maskedEditOne')} ${t('maskedEmpty')}`
    : field === 'birthday'
      ? t('birthdayHint')
      : null;
  return (
    <EditFrame
      label={label}
      change={change}
      hint={hint}
      theirs={theirs ?? null}
      objection={tried && missing ? t('nameMissing') : odd ? t('taxIdOdd') : null}
      onSave={() => void save()}
      onCancel={onClose}
    >
      <ImeSafeInput
        autoFocus
        aria-label={label}
        value={text}
        autoComplete="off"
        maxLength={field === 'name' || field === 'title' ? limits.name : limits.field}
        onText={setText}
      />
    </EditFrame>
  );
}

interface ListEditorProps extends FieldEditorProps {
  readonly field: ListField;
}

const judges = {
  phones: phoneObjection,
  emails: emailObjection,
  addresses: () => null,
} as const satisfies Record<ListField, (value: string) => Objection | null>;

function ListEditor({ customer, field, start, onSaved, onClose }: ListEditorProps) {
  const { t } = useTranslation('customers');
  const label = t(fieldWords[field]);
  const change = useFieldChange(customer, onSaved);
  const [phones, setPhones] = useState(start.phones ?? []);
  const [places, setPlaces] = useState(start.places ?? []);
  const [tried, setTried] = useState(false);
  const entries: readonly Labelled<string>[] = field === 'phones' ? phones : places;
  const wrong = (at: number) => {
    const objection = judges[field](entries[at]?.value ?? '');
    return tried && objection ? t(objection) : null;
  };
  const save = async () => {
    setTried(true);
    if (entries.some(({ value }) => judges[field](value) !== null)) return;
    const keep = <L extends string>(list: readonly Labelled<L>[]) =>
      list.map((entry) => ({ ...entry, value: entry.value.trim() })).filter(({ value }) => value !== '');
    const patch: Patch = field === 'phones' ? { phones: keep(phones) } : { [field]: keep(places) };
    if (await change.save(patch, label)) onClose();
  };
  return (
    <EditFrame
      label={label}
      change={change}
      hint={start.hidden ? `${t('maskedEdit')} ${t('maskedEmpty')}` : null}
      onSave={() => void save()}
      onCancel={onClose}
    >
      {field === 'phones' ? (
        <LabelledList
          field={label}
          labels={phoneLabels}
          entries={phones}
          onEntries={setPhones}
          objection={wrong}
          autoFocus
          inputMode="tel"
        />
      ) : (
        <LabelledList
          field={label}
          labels={placeLabels}
          entries={places}
          onEntries={setPlaces}
          objection={wrong}
          autoFocus
          inputMode={field === 'emails' ? 'email' : 'text'}
        />
      )}
    </EditFrame>
  );
}

function TagsEditor({ customer, onSaved, onClose }: FieldEditorProps) {
  const { t } = useTranslation('customers');
  const label = t('tagsField');
  const known = useRead('customers.tags', {});
  const change = useFieldChange(customer, onSaved);
  const [tags, setTags] = useState<string[]>(customer.tags);
  const [search, setSearch] = useState('');
  const save = async () => {
    // What stands half typed in the field is meant as a tag too.
    const last = search.trim();
    const all = last === '' || tags.includes(last) ? tags : [...tags, last];
    if (await change.save({ tags: all }, label)) onClose();
  };
  return (
    <EditFrame label={label} change={change} onSave={() => void save()} onCancel={onClose}>
      <TagsInput
        autoFocus
        size="sm"
        aria-label={label}
        value={tags}
        onChange={setTags}
        searchValue={search}
        onSearchChange={setSearch}
        // Suggestions only while typing: otherwise they would lie over the buttons.
        dropdownOpened={search.trim() !== ''}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || search === '' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          setSearch('');
        }}
        data={(known.data?.tags ?? []).map(({ tag }) => tag)}
        limit={12}
        maxTags={limits.tags}
        splitChars={[',', '，', '、', ';', '；']}
        maxLength={limits.tagLength}
      />
    </EditFrame>
  );
}

function CompanyEditor({ customer, onSaved, onClose }: FieldEditorProps) {
  const { t } = useTranslation('customers');
  const label = t('companyField');
  const change = useFieldChange(customer, onSaved);
  const [company, setCompany] = useState(customer.company);
  const save = async () => {
    if (company?.id === customer.company?.id) onClose();
    else if (await change.save({ company: company?.id ?? null }, label)) onClose();
  };
  return (
    <EditFrame label={label} change={change} onSave={() => void save()} onCancel={onClose}>
      <CompanySelect label={label} hideLabel value={company} onCompany={setCompany} autoFocus />
    </EditFrame>
  );
}
