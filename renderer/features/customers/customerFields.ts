import type { Customer } from '#shared/contract/customers.ts';
import type { PhoneLabel, PlaceLabel } from '#shared/domain/fields.ts';
import type { Visible } from '#shared/domain/visible.ts';

/** Contact fields that hold several values. */
export type ListField = 'phones' | 'emails' | 'addresses';
/** Contact fields that hold one. */
export type ContactText = 'wechat' | 'line' | 'birthday';
/** Every field that is edited in its place. */
export type EditableField =
  'name' | 'title' | 'taxId' | 'company' | 'tags' | ListField | ContactText | 'idNumber' | 'bankAccount';

/** The key of each field's name in the words. */
export const fieldWords = {
  name: 'nameField',
  title: 'titleField',
  taxId: 'taxIdField',
  company: 'companyField',
  tags: 'tagsField',
  phones: 'phonesField',
  emails: 'emailsField',
  addresses: 'addressesField',
  wechat: 'wechatField',
  line: 'lineField',
  birthday: 'birthdayField',
  idNumber: 'idNumberField',
  bankAccount: 'bankAccountField',
} as const satisfies Record<EditableField, string>;

/** One line of the contact section: a value as this person sees it, with its label where it has one. */
export interface ContactLine {
  readonly label: PhoneLabel | PlaceLabel | null;
  readonly value: Visible<string>;
}

/** A contact field as it stands on the page. */
export interface ContactEntry {
  readonly field: ListField | ContactText;
  readonly lines: readonly ContactLine[];
}

const listFields = ['phones', 'emails', 'addresses'] as const;
const firmTexts = ['wechat', 'line'] as const;
const personTexts = ['wechat', 'line', 'birthday'] as const;

/** The contact fields in their order: what is on file, and what could be (no lines). Persons alone have birthdays. */
export function contactEntries(customer: Customer): readonly ContactEntry[] {
  const lists = listFields.map((field): ContactEntry => ({
    field,
    lines: customer[field].filter(({ value }) => value.kind !== 'absent'),
  }));
  const texts = (customer.kind === 'firm' && customer.birthday === null ? firmTexts : personTexts).map(
    (field): ContactEntry => {
      const value = customer[field];
      return { field, lines: value === null || value.kind === 'absent' ? [] : [{ label: null, value }] };
    },
  );
  return [...lists, ...texts];
}

/** Whether any of the values is kept from sight at the moment. */
export function isHidden(lines: readonly ContactLine[]): boolean {
  return lines.some(({ value }) => value.kind === 'masked');
}
