import type { Id } from '#shared/domain/ids.ts';
import { phoneLookupDigits } from '#shared/domain/phone.ts';
import { plainNumber } from '#shared/domain/taxId.ts';
import { foldVariants } from '#shared/domain/variants.ts';
import type { OpenVault } from '../session/openVault.ts';
import { phoneHash } from '../view/projectCustomer.ts';
import { type KnownRow, importStatements } from './imports.sql.ts';

/** The customers that this person may read and that are not in the bin, by folded name and by tax number. */
export interface Known {
  readonly named: (folded: string) => readonly Id[];
  readonly byTaxId: (taxId: string) => Id | undefined;
  readonly row: (id: Id) => KnownRow | undefined;
  /** Whether the two can be told apart by their phones: both have numbers that are known here, and none in common. */
  readonly otherPhones: (id: Id, phones: readonly string[]) => boolean;
}

/** A name as names are compared: width, case, blanks, and traditional or simplified characters make no difference. */
export function foldedName(name: string): string {
  return foldVariants(name.normalize('NFKC').toLowerCase()).replace(/\s+/gu, ' ').trim();
}

/** Reads the names once: a question for each row of a long list would cost more than all of them together. */
export function knownCustomers(vault: OpenVault): Known {
  const sql = importStatements(vault.viewDb);
  const names = new Map<string, Id | Id[]>();
  const taxIds = new Map<string, Id>();
  for (const { id, name, tax_id } of sql.heads.iterate()) {
    const folded = foldedName(name);
    const before = names.get(folded);
    if (before === undefined) names.set(folded, id);
    else if (typeof before === 'string') names.set(folded, [before, id]);
    else before.push(id);
    if (tax_id !== null) taxIds.set(plainNumber(tax_id), id);
  }
  return {
    named: (folded) => {
      const found = names.get(folded);
      return found === undefined ? [] : typeof found === 'string' ? [found] : found;
    },
    byTaxId: (taxId) => taxIds.get(taxId),
    row: (id) => sql.known.get(id),
    otherPhones: (id, phones) =>
      phones.length > 0 &&
      (sql.phoneCount.get(id) ?? 0) > 0 &&
      !phones.some((phone) =>
        phoneLookupDigits(phone).some((digits) => sql.hasPhone.get(phoneHash(vault.phoneKey, digits), id) === 1),
      ),
  };
}
