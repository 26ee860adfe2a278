import { describe, expect, it } from 'vitest';
import type { Customer } from '#shared/contract/customers.ts';
import { contactEntries, isHidden } from '../../../renderer/features/customers/customerFields.ts';
import { tagsWithRoom } from '../../../renderer/features/customers/tagRoom.ts';
import { aRow } from './rows.ts';

const masked = { kind: 'masked', mask: '•••• 678', access: 'reveal' } as const;

function aCustomer(patch: Partial<Customer>): Customer {
  const { phone: _phone, ...row } = aRow(1);
  return {
    ...row,
    contactAccess: 'reveal',
    restrictedAccess: 'reveal',
    canWrite: true,
    canNote: true,
    damaged: [],
    phones: [],
    emails: [],
    addresses: [],
    wechat: null,
    line: null,
    birthday: null,
    idNumber: null,
    bankAccount: null,
    ...patch,
  };
}

describe('the contact fields of a page', () => {
  it('leave out what is not in this person’s database', () => {
    const customer = aCustomer({ wechat: { kind: 'absent' }, phones: [{ label: 'work', value: { kind: 'absent' } }] });
    expect(contactEntries(customer).flatMap((entry) => entry.lines)).toEqual([]);
  });

  it('know which fields hold something hidden', () => {
    const entries = contactEntries(aCustomer({ phones: [{ label: 'mobile', value: masked }] }));
    const hidden = entries.filter((entry) => isHidden(entry.lines)).map((entry) => entry.field);
    expect(hidden).toEqual(['phones']);
  });

  it('offer birthdays to persons only, but show one that a firm has', () => {
    const fields = (customer: Customer) => contactEntries(customer).map((entry) => entry.field);
    expect(fields(aCustomer({ kind: 'firm' }))).not.toContain('birthday');
    expect(fields(aCustomer({ kind: 'person' }))).toContain('birthday');
    expect(fields(aCustomer({ kind: 'firm', birthday: masked }))).toContain('birthday');
  });
});

describe('tags on one line', () => {
  it('shows those that have room, and always the first', () => {
    expect(tagsWithRoom(['VIP', 'A'])).toBe(2);
    expect(tagsWithRoom(['VIP', 'a very long tag indeed', 'B'])).toBe(1);
    expect(tagsWithRoom(['一個非常非常非常長的標籤'])).toBe(1);
  });
});
