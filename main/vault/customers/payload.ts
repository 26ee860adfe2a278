import type { CustomerInput } from '#shared/contract/customers.ts';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';

export type FieldValue = CustomerInput[keyof CustomerInput];
/** What one class row of a customer holds: the fields of that class, and in `card` the moment it was put into the bin. */
export type CustomerPayload = Partial<CustomerInput> & { readonly binned?: number | null };

/** A note as it is sealed. A removed one keeps its place in history and nothing else. */
export interface NotePayload {
  readonly kind: 'note' | 'call' | 'message' | 'visit';
  readonly text: string;
  readonly removed: boolean;
}

/** All class rows of a customer put together; a later class never overwrites an earlier one's field. */
export type WholeCustomer = Partial<Record<FieldClass, CustomerPayload>>;

export function mergedFields(whole: WholeCustomer): CustomerPayload {
  return { ...whole.restricted, ...whole.contact, ...whole.work, ...whole.card };
}

/** A customer of whom a person reads the card only. */
export interface CustomerHead {
  readonly id: Id;
  readonly name: string;
}
