import type { CustomerInput } from '#shared/contract/customers.ts';
import { type FieldClass, fieldClasses } from '#shared/domain/fields.ts';
import { fieldClass } from '../access/treatment.ts';
import type { Policy } from '../journal/items.ts';
import { VaultError } from '#shared/errors.ts';
import type { CustomerPayload, WholeCustomer } from './payload.ts';

/** Fields as a call brings them: any of them may be left out. */
export type FieldsIn = { readonly [F in keyof CustomerInput]?: CustomerInput[F] | undefined };

/** True of what stands for "nothing": an empty field is not written at all. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Text as it is kept: trimmed, without control characters but line ends and tabs. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') {
    const text = value
      .normalize('NFC')
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, '')
      .trim();
    return text as T;
  }
  if (Array.isArray(value)) return value.map((each: unknown) => cleaned(each)) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleaned(each)])) as T;
  return value;
}

/** A new customer's fields by the class that policy gives them; empty ones are left out. */
export function fieldsByClass(fields: FieldsIn, policy: Policy): WholeCustomer {
  const whole: Record<string, Record<string, unknown>> = {};
  for (const [field, value] of Object.entries(cleaned(fields))) {
    if (isEmpty(value)) continue;
    const classOf = fieldClass(field, policy);
    if (classOf === null) throw new VaultError('fieldInvalid', { field });
    const part = whole[classOf] ?? {};
    part[field] = field === 'tags' ? uniqueTags(value as string[]) : value;
    whole[classOf] = part;
  }
  return whole as WholeCustomer;
}

/** Tags without doubles, compared without regard to case. */
export function uniqueTags(tags: readonly string[]): string[] {
  const seen = new Set<string>();
  return tags.filter((tag) => {
    const folded = tag.toLowerCase();
    if (seen.has(folded)) return false;
    seen.add(folded);
    return true;
  });
}

/** Applies a patch to the class rows there are: only classes that change are answered, each with all its fields. */
export function patched(
  before: WholeCustomer,
  patch: FieldsIn,
  policy: Policy,
): { rows: WholeCustomer; fields: string[] } {
  const rows: Record<string, Record<string, unknown>> = {};
  const fields: string[] = [];
  for (const [field, raw] of Object.entries(cleaned(patch))) {
    if (raw === undefined) continue;
    const classOf = fieldClass(field, policy);
    if (classOf === null) throw new VaultError('fieldInvalid', { field });
    const value: unknown = field === 'tags' ? uniqueTags(raw as string[]) : raw;
    // Wherever else somebody has put a field of that name: a value goes into the row of its class and nowhere else.
    const held: Readonly<Record<string, unknown>> = before[classOf] ?? {};
    const old: unknown = held[field] ?? null;
    if (JSON.stringify(old) === JSON.stringify(value) || (isEmpty(old) && isEmpty(value))) continue;
    fields.push(field);
    const row = (rows[classOf] ??= { ...held });
    if (isEmpty(value)) delete row[field];
    else row[field] = value;
  }
  return { rows: rows as WholeCustomer, fields };
}

/** The class rows of a customer, in the order they are written. */
export function classRows(whole: WholeCustomer): [FieldClass, CustomerPayload][] {
  return fieldClasses.flatMap((name) => {
    const part = whole[name];
    return part === undefined ? [] : [[name, part] as [FieldClass, CustomerPayload]];
  });
}
