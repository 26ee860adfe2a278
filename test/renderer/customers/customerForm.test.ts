import { describe, expect, it } from 'vitest';
import { customersContract } from '#shared/contract/customers.ts';
import {
  type CustomerForm,
  emptyForm,
  formReducer,
  isTouched,
  objections,
  toContact,
  toCreate,
} from '../../../renderer/features/customers/customerForm.ts';

const firm: CustomerForm = {
  ...emptyForm('firm'),
  name: ' 大同實業 ',
  taxId: '04595257',
  phones: [
    { label: 'work', value: '(02) 2771-1234 #12' },
    { label: 'mobile', value: '  ' },
  ],
  contact: { name: '王芳', title: '採購', phone: '0912-345-678' },
};

describe('the form of a new customer', () => {
  it('sends only what was filled in, as the contract takes it', () => {
    const input = toCreate(firm);
    expect(input.fields).toEqual({
      kind: 'firm',
      name: '大同實業',
      taxId: '04595257',
      phones: [{ label: 'work', value: '(02) 2771-1234 #12' }],
    });
    expect(customersContract['customers.create'].input.safeParse(input).success).toBe(true);
  });

  it('sends nothing of the other kind', () => {
    const person = formReducer({ ...firm, birthday: '74/4/12' }, { type: 'kind', kind: 'person' });
    expect(toCreate(person).fields).not.toHaveProperty('taxId');
    expect(toCreate({ ...person, kind: 'firm' }).fields).not.toHaveProperty('birthday');
  });

  it('makes the first contact person of a firm, in the same hands as the firm', () => {
    const id = 'A'.repeat(22);
    const contact = toContact({ ...firm, responsible: 'pool' }, id);
    expect(contact).toMatchObject({ responsible: 'pool', fields: { kind: 'person', name: '王芳', company: id } });
    expect(customersContract['customers.create'].input.safeParse(contact).success).toBe(true);
    expect(toContact({ ...firm, contact: { name: ' ', title: '', phone: '' } }, id)).toBeNull();
  });

  it('objects beside the field that is wrong', () => {
    expect(objections(firm)).toEqual({});
    const wrong: CustomerForm = {
      ...firm,
      name: ' ',
      phones: [{ label: 'work', value: 'call me' }],
      emails: [
        { label: 'work', value: 'ok@example.com' },
        { label: 'work', value: 'nobody' },
      ],
      contact: { name: '', title: '經理', phone: '' },
    };
    expect(objections(wrong)).toEqual({
      name: 'nameMissing',
      'phones.0': 'noDigits',
      'emails.1': 'notEmail',
      'contact.name': 'contactNameMissing',
    });
  });

  it('takes full-width digits for digits', () => {
    expect(objections({ ...firm, phones: [{ label: 'work', value: '０２２７７１' }] })).toEqual({});
  });

  it('shows a field once it is asked for, with a first line to write in', () => {
    const opened = formReducer(formReducer(firm, { type: 'open', field: 'emails' }), { type: 'open', field: 'emails' });
    expect(opened.emails).toHaveLength(1);
    expect(opened.opened).toEqual(['emails']);
  });

  it('knows whether anything would be lost', () => {
    expect(isTouched(emptyForm('firm'))).toBe(false);
    expect(isTouched(firm)).toBe(true);
  });
});
