import type { CustomerRow } from '#shared/contract/customers.ts';

/** A row of the list numbered `n`, whose id carries the number. */
export function aRow(n: number): CustomerRow {
  return {
    id: `row-${String(n).padStart(18, '0')}`,
    kind: 'firm',
    name: `Firm ${n}`,
    title: null,
    taxId: null,
    company: null,
    responsible: { kind: 'pool' },
    tags: [],
    phone: null,
    created: 0,
    changed: 0,
    lastContact: null,
    binned: null,
    version: 1,
  };
}
