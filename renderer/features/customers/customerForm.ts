import type { Input } from '#shared/contract/index.ts';
import type { PhoneLabel, PlaceLabel } from '#shared/domain/fields.ts';

/** A phone, e-mail or address as it is being typed. */
export interface Labelled<L extends string> {
  readonly label: L;
  readonly value: string;
}
/** Fields that a new customer's form shows only when asked for. */
export const moreFields = [
  'emails',
  'addresses',
  'wechat',
  'line',
  'birthday',
  'tags',
  'idNumber',
  'bankAccount',
] as const;
export type MoreField = (typeof moreFields)[number];

/** The form of a new customer as it is being typed. */
export interface CustomerForm {
  readonly kind: 'firm' | 'person';
  readonly name: string;
  readonly title: string;
  readonly taxId: string;
  readonly company: { readonly id: string; readonly name: string } | null;
  readonly phones: readonly Labelled<PhoneLabel>[];
  readonly emails: readonly Labelled<PlaceLabel>[];
  readonly addresses: readonly Labelled<PlaceLabel>[];
  readonly wechat: string;
  readonly line: string;
  readonly birthday: string;
  readonly idNumber: string;
  readonly bankAccount: string;
  readonly tags: readonly string[];
  /** A user's id, the pool, or null: the program's default. */
  readonly responsible: string | null;
  /** The first contact person of a firm. */
  readonly contact: { readonly name: string; readonly title: string; readonly phone: string };
  readonly opened: readonly MoreField[];
}

type TextField = 'name' | 'title' | 'taxId' | 'wechat' | 'line' | 'birthday' | 'idNumber' | 'bankAccount';
export type FormAction =
  | { readonly type: 'text'; readonly field: TextField; readonly value: string }
  | { readonly type: 'contact'; readonly patch: Partial<CustomerForm['contact']> }
  | { readonly type: 'kind'; readonly kind: CustomerForm['kind'] }
  | {
      readonly type: 'set';
      readonly patch: Partial<
        Pick<CustomerForm, 'company' | 'phones' | 'emails' | 'addresses' | 'tags' | 'responsible'>
      >;
    }
  | { readonly type: 'open'; readonly field: MoreField }
  | { readonly type: 'replace'; readonly form: CustomerForm };

/** An empty form; a contact person of a firm starts with the firm filled in. */
export function emptyForm(kind: CustomerForm['kind'], company: CustomerForm['company'] = null): CustomerForm {
  return {
    kind,
    company,
    name: '',
    title: '',
    taxId: '',
    wechat: '',
    line: '',
    birthday: '',
    idNumber: '',
    bankAccount: '',
    phones: [{ label: kind === 'firm' ? 'work' : 'mobile', value: '' }],
    emails: [],
    addresses: [],
    tags: [],
    responsible: null,
    contact: { name: '', title: '', phone: '' },
    opened: [],
  };
}

/** The form after one act of typing. What was typed stays when the kind changes. */
export function formReducer(form: CustomerForm, action: FormAction): CustomerForm {
  switch (action.type) {
    case 'text':
      return { ...form, [action.field]: action.value };
    case 'contact':
      return { ...form, contact: { ...form.contact, ...action.patch } };
    case 'kind': {
      const untouched = form.phones.every((phone) => phone.value === '');
      const phones = untouched ? emptyForm(action.kind).phones : form.phones;
      return { ...form, kind: action.kind, phones };
    }
    case 'set':
      return { ...form, ...action.patch };
    case 'open':
      return opened(form, action.field);
    case 'replace':
      return action.form;
  }
}

function opened(form: CustomerForm, field: MoreField): CustomerForm {
  const first: Labelled<PlaceLabel> = { label: 'work', value: '' };
  const next = { ...form, opened: form.opened.includes(field) ? form.opened : [...form.opened, field] };
  if (field === 'emails' && form.emails.length === 0) return { ...next, emails: [first] };
  if (field === 'addresses' && form.addresses.length === 0) return { ...next, addresses: [first] };
  return next;
}

function filled<L extends string>(list: readonly Labelled<L>[]): Labelled<L>[] {
  return list.map(({ label, value }) => ({ label, value: value.trim() })).filter(({ value }) => value !== '');
}

type CreateInput = Input<'customers.create'>;

/** What `customers.create` takes: only what was filled in, and only what the kind of customer has. */
export function toCreate(form: CustomerForm): CreateInput {
  const person = form.kind === 'person';
  const texts = {
    title: person ? form.title : '',
    taxId: person ? '' : form.taxId,
    wechat: form.wechat,
    line: form.line,
    birthday: person ? form.birthday : '',
    idNumber: person ? form.idNumber : '',
    bankAccount: form.bankAccount,
  };
  const kept = Object.entries(texts)
    .map(([field, value]) => [field, value.trim()] as const)
    .filter(([, value]) => value !== '');
  const lists = {
    phones: filled(form.phones),
    emails: filled(form.emails),
    addresses: filled(form.addresses),
    tags: [...form.tags],
  };
  const keptLists = Object.entries(lists).filter(([, list]) => list.length > 0);
  return {
    fields: {
      kind: form.kind,
      name: form.name.trim(),
      ...Object.fromEntries([...kept, ...keptLists]),
      ...(person && form.company ? { company: form.company.id } : {}),
    },
    ...(form.responsible === null ? {} : { responsible: form.responsible }),
  };
}

/** The firm's first contact person, or null where none was typed. It goes where the firm goes. */
export function toContact(form: CustomerForm, firm: string): CreateInput | null {
  const name = form.contact.name.trim();
  if (form.kind !== 'firm' || name === '') return null;
  const title = form.contact.title.trim();
  const phone = form.contact.phone.trim();
  return {
    fields: {
      kind: 'person',
      name,
      company: firm,
      ...(title === '' ? {} : { title }),
      ...(phone === '' ? {} : { phones: [{ label: 'mobile' as const, value: phone }] }),
    },
    ...(form.responsible === null ? {} : { responsible: form.responsible }),
  };
}

/** What stands against a value, as the sentence beside its field says it. */
export type Objection = 'nameMissing' | 'noDigits' | 'notEmail' | 'taxIdOdd' | 'contactNameMissing';

/** A telephone number holds at least three digits, in whatever script they are typed. */
export function phoneObjection(value: string): Objection | null {
  const digits = value.normalize('NFKC').replace(/\D/g, '');
  return value.trim() === '' || digits.length >= 3 ? null : 'noDigits';
}

export function emailObjection(value: string): Objection | null {
  return value.trim() === '' || /^\S+@\S+$/.test(value.trim().normalize('NFKC')) ? null : 'notEmail';
}

/** Everything that keeps the form from being saved, by field (`phones.1` is the second phone). */
export function objections(form: CustomerForm): Readonly<Record<string, Objection>> {
  const found: Record<string, Objection> = {};
  if (form.name.trim() === '') found['name'] = 'nameMissing';
  form.phones.forEach(({ value }, at) => note(found, `phones.${at}`, phoneObjection(value)));
  form.emails.forEach(({ value }, at) => note(found, `emails.${at}`, emailObjection(value)));
  if (form.kind === 'firm') {
    const { name, title, phone } = form.contact;
    if (name.trim() === '' && (title.trim() !== '' || phone.trim() !== ''))
      found['contact.name'] = 'contactNameMissing';
    note(found, 'contact.phone', phoneObjection(phone));
  }
  return found;
}

function note(found: Record<string, Objection>, field: string, objection: Objection | null): void {
  if (objection) found[field] = objection;
}

/** Whether anything was typed that would be a pity to lose. */
export function isTouched(form: CustomerForm): boolean {
  const { name, title, taxId, wechat, line, birthday, idNumber, bankAccount, contact } = form;
  const texts = [
    name,
    title,
    taxId,
    wechat,
    line,
    birthday,
    idNumber,
    bankAccount,
    contact.name,
    contact.title,
    contact.phone,
  ];
  const lists = [...form.phones, ...form.emails, ...form.addresses].map(({ value }) => value);
  return form.tags.length > 0 || [...texts, ...lists].some((value) => value.trim() !== '');
}
