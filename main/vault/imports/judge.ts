import type { ImportProblem } from '#shared/contract/imports.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { plainNumber } from '#shared/domain/taxId.ts';
import type { OpenVault } from '../session/openVault.ts';
import { type Known, foldedName } from './known.ts';
import { type ReadRow, type RowOptions, readRow } from './rows.rules.ts';

/** The firm that a person of the list belongs to. */
export interface Firm {
  readonly id: Id;
  /** The book it is in; persons go where their firm is. */
  readonly book: Id | null;
  readonly name: string;
  readonly taxId: string | null;
  /** Whether it is still to be written: nobody has named it before. */
  isNew: boolean;
}
/** One row, read and compared with what is there. Without problems it counts as taken. */
export interface Judged {
  readonly id: Id;
  readonly read: ReadRow;
  readonly problems: readonly ImportProblem[];
  readonly book: Id | null;
  readonly firm: Firm | null;
}
export interface JudgeSettings {
  readonly vault: OpenVault;
  readonly newId: () => Id;
  readonly known: Known;
  readonly mapping: readonly ImportTarget[];
  readonly options: RowOptions;
  /** The book for whom a row names, null where nobody is meant or may be given it; left out: not asked yet. */
  readonly bookOf?: (responsible: string | null) => Id | null;
  readonly duplicates: 'skip' | 'create';
}

interface Taken {
  readonly taxId: string | null;
  readonly phones: readonly string[];
  readonly kind: 'firm' | 'person';
}

const nothing: readonly string[] = [];

function taxIdsDiffer(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}
function plainTaxId(taxId: string | null | undefined): string | null {
  return taxId === null || taxId === undefined || taxId === '' ? null : plainNumber(taxId);
}

/** Reads rows one after the other and remembers those that are good, so that a later one is compared with them. */
export function createJudge(settings: JudgeSettings): (cells: readonly string[]) => Judged {
  const { vault, known, mapping, options, bookOf } = settings;
  const { authority } = vault.chain;
  const responsibleColumn = mapping.indexOf('responsible');
  const taken = new Map<string, Taken[]>();
  const takenTaxIds = new Set<string>();
  const takenPersons = new Set<string>();
  const firms = new Map<string, Firm>();
  const firmsByTaxId = new Map<string, Firm>();

  /** A firm that this person reads and may add people to. */
  function knownFirm(id: Id, taxId: string | null): Firm | null {
    const row = known.row(id);
    const [book] = vault.chain.sql.books.all(id);
    if (row?.kind !== 'firm' || book === undefined || !authority.mayDeliver(vault.user, book, 'card')) return null;
    const own = plainTaxId(row.tax_id);
    return taxIdsDiffer(own, taxId) ? null : { id, book, name: '', taxId: own, isNew: false };
  }

  function firmOf(name: string, key: string, taxId: string | null): Firm {
    const inFile = (taxId === null ? undefined : firmsByTaxId.get(taxId)) ?? firms.get(key);
    if (inFile !== undefined && !taxIdsDiffer(inFile.taxId, taxId)) return inFile;
    const sameTaxId = taxId === null ? undefined : known.byTaxId(taxId);
    for (const id of [...(sameTaxId === undefined ? [] : [sameTaxId]), ...known.named(key)]) {
      const found = knownFirm(id, taxId);
      if (found !== null) return found;
    }
    return { id: settings.newId(), book: null, name, taxId, isNew: true };
  }

  function takenBefore(key: string, row: Taken): boolean {
    if (row.taxId !== null && takenTaxIds.has(row.taxId)) return true;
    return (taken.get(key) ?? []).some(
      (other) =>
        !taxIdsDiffer(other.taxId, row.taxId) &&
        // People share names: two of them whose phones differ are two.
        ((other.kind === 'firm' && row.kind === 'firm') ||
          other.phones.length === 0 ||
          row.phones.length === 0 ||
          other.phones.some((phone) => row.phones.includes(phone))),
    );
  }

  function thereBefore(key: string, row: Taken): boolean {
    if (row.taxId !== null && known.byTaxId(row.taxId) !== undefined) return true;
    return known.named(key).some((id) => {
      const other = known.row(id);
      if (other === undefined || other.company !== null || taxIdsDiffer(plainTaxId(other.tax_id), row.taxId))
        return false;
      return (other.kind === 'firm' && row.kind === 'firm') || !known.otherPhones(id, row.phones);
    });
  }

  /** Where the row has been met before; null where it is new. */
  function duplicate(key: string, row: Taken, firm: Firm | null): 'duplicateInFile' | 'duplicateInVault' | null {
    if (firm === null)
      return takenBefore(key, row) ? 'duplicateInFile' : thereBefore(key, row) ? 'duplicateInVault' : null;
    if (takenPersons.has(`${firm.id} ${key}`)) return 'duplicateInFile';
    const there = !firm.isNew && known.named(key).some((id) => known.row(id)?.company === firm.id);
    return there ? 'duplicateInVault' : null;
  }

  function remember(key: string, row: Taken, firm: Firm | null, firmKey: string): void {
    if (firm !== null) {
      takenPersons.add(`${firm.id} ${key}`);
      if (!firms.has(firmKey)) firms.set(firmKey, firm);
      if (firm.taxId !== null) firmsByTaxId.set(firm.taxId, firm);
      if (!firm.isNew) return;
      if (firm.taxId !== null) takenTaxIds.add(firm.taxId);
      if (!taken.has(firmKey)) taken.set(firmKey, [{ taxId: firm.taxId, phones: nothing, kind: 'firm' }]);
      return;
    }
    if (row.taxId !== null) takenTaxIds.add(row.taxId);
    const before = taken.get(key);
    if (before === undefined) taken.set(key, [row]);
    else before.push(row);
  }

  return (cells) => {
    const read = readRow(cells, mapping, options);
    const id = settings.newId();
    const problems = [...read.problems];
    const key = foldedName(read.fields.name);
    const firmKey = read.company === null ? '' : foldedName(read.company);
    const firm = read.company === null ? null : firmOf(read.company, firmKey, plainTaxId(read.companyTaxId));
    let book: Id | null = null;
    if (bookOf !== undefined) {
      book = bookOf(read.responsible);
      if (book === null)
        problems.push({
          column: responsibleColumn === -1 ? null : responsibleColumn,
          target: 'responsible',
          code: 'responsibleUnknown',
        });
      book = firm?.book ?? book;
    }
    const row: Taken = {
      taxId: plainTaxId(read.fields.taxId),
      phones: read.fields.phones?.map(({ value }) => value) ?? nothing,
      kind: read.fields.kind,
    };
    if (settings.duplicates === 'skip' && key !== '') {
      const code = duplicate(key, row, firm);
      if (code !== null) problems.push({ column: null, target: null, code });
    }
    if (problems.length > 0) return { id, read, problems, book, firm };
    const placed = firm === null || firm.book !== null ? firm : { ...firm, book };
    remember(key, row, placed, firmKey);
    // A firm of the list that has a row of its own: people further down belong to it.
    if (firm === null && row.kind === 'firm' && !firms.has(key)) {
      const own: Firm = { id, book, name: read.fields.name, taxId: row.taxId, isNew: false };
      firms.set(key, own);
      if (row.taxId !== null) firmsByTaxId.set(row.taxId, own);
    }
    return { id, read, problems, book, firm: placed };
  };
}
