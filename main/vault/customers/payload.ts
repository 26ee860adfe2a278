import type { CustomerInput } from '#shared/contract/customers.ts';
import type { FieldClass } from '#shared/domain/fields.ts';
import { fieldClass } from '../access/treatment.ts';
import type { Policy } from '../journal/items.ts';

/** What one class row of a customer holds: the fields of that class, and in `card` the moment it was put into the bin. */
export type CustomerPayload = Partial<CustomerInput> & { readonly binned?: number | null };

/** A note as it is sealed. A removed one keeps its place in history and nothing else. */
export interface NotePayload {
  readonly kind: 'note' | 'call' | 'message' | 'visit';
  readonly text: string;
  readonly removed: boolean;
}

/** The class rows of a customer. */
export type WholeCustomer = Partial<Record<FieldClass, CustomerPayload>>;

/**
 * All class rows put together. A field counts only in the row of its own class: whoever may write one class of a
 * customer would otherwise decide what stands in another.
 */
export function mergedFields(whole: WholeCustomer, policy: Policy | null): CustomerPayload {
  const merged: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(whole)) {
    for (const [field, value] of Object.entries(part ?? {})) {
      const belongs = field === 'binned' ? name === 'card' : fieldClass(field, policy) === name;
      if (belongs) merged[field] = value;
    }
  }
  return merged;
}
