import type { CustomerInput } from '#shared/contract/customers.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import type { NotePayload } from '../customers/payload.ts';
import { bookFor, newCustomer } from '../customers/write.ts';
import type { OpenVault } from '../session/openVault.ts';
import type { SubjectChange } from '../store/commit.ts';
import type { Judged } from './judge.ts';
import type { Report } from './report.ts';

/** Books by the names in a file: as the person settled them, null for a name that nobody settled or that may not be given. */
export function booksByName(
  vault: OpenVault,
  { people, otherwise }: Pick<Report, 'people' | 'otherwise'>,
  guess: (value: string) => Id | null = () => null,
): (responsible: string | null) => Id | null {
  const receivers = new Map(people.map(({ value, to }) => [value, to]));
  const books = new Map<Id | 'pool', Id | null>();
  const bookOf = (to: Id | 'pool'): Id | null => {
    const before = books.get(to);
    if (before !== undefined) return before;
    let book: Id | null = null;
    try {
      book = bookFor(vault, to).book;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
    }
    books.set(to, book);
    return book;
  };
  return (responsible) => {
    const to = responsible === null ? otherwise : (receivers.get(responsible) ?? guess(responsible));
    return to === null ? null : bookOf(to);
  };
}

/** What is written for a good row: its firm where that is new, the customer, and the first note. */
export function subjectsOf(vault: OpenVault, judged: Judged, newId: () => Id): SubjectChange[] {
  const { id, read, book, firm } = judged;
  if (book === null) throw new VaultError('receiverInvalid');
  const subjects: SubjectChange[] = [];
  if (firm?.isNew === true) {
    firm.isNew = false;
    const fields = { kind: 'firm' as const, name: firm.name, taxId: firm.taxId };
    subjects.push(newCustomer(vault, firm.id, book, fields));
  }
  const fields: Partial<CustomerInput> & Pick<CustomerInput, 'kind' | 'name'> = { ...read.fields };
  if (firm !== null) fields.company = firm.id;
  const customer = newCustomer(vault, id, book, fields);
  if (read.notes === null) return [...subjects, customer];
  const payload: NotePayload = { kind: 'note', text: read.notes, removed: false };
  const note = { record: newId(), kind: 'note' as const, class: 'work' as const, payload };
  return [...subjects, { ...customer, rows: [...customer.rows, note] }];
}
