import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '#shared/contract/index.ts';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { restoreCell } from '#shared/domain/csv.ts';
import type { Id } from '#shared/domain/ids.ts';
import Papa from 'papaparse';
import {
  type TestOffice,
  type TestProcess,
  openTestVault,
  ownerPassword,
  staffPassword,
} from '../../support/testVault.ts';

export type Columns = ExportRequest['columns'];
export const card: Columns = [
  { column: 'name', treatment: 'clear' },
  { column: 'taxId', treatment: 'clear' },
];
export const withPhones: Columns = [...card, { column: 'phones', treatment: 'clear' }];
export const phoneOf = (n: number): string => `09${String(10_000_000 + n * 7_919).slice(0, 8)}`;

export interface Desk {
  readonly office: TestOffice & { owner: TestProcess };
  readonly ann: TestProcess;
  readonly bob: TestProcess;
  readonly may: TestProcess;
  /** Ann's customers, sixty of them, each with a phone number and an identity number. */
  readonly annas: Id[];
  readonly bobs: Id[];
}

/** An office with May, who leads Ann and Bob, a manager who leads nobody, service and audit. */
export async function openDesk(customers = 60): Promise<Desk> {
  const office = await openTestVault();
  const { owner } = office;
  await office.hire(owner, 'May', 'manager');
  await office.hire(owner, 'Lee', 'manager');
  await office.hire(owner, 'Ann', 'salesperson', 'May');
  await office.hire(owner, 'Bob', 'salesperson', 'May');
  await office.hire(owner, 'Vera', 'service', 'May');
  await office.hire(owner, 'Ada', 'auditor');
  const ann = await office.as('Ann');
  const bob = await office.as('Bob');
  const may = await office.as('May');
  const annas: Id[] = [];
  for (let n = 0; n < customers; n += 1) {
    const made = await ann.call('customers.create', {
      fields: {
        kind: 'firm',
        name: `Firma ${n}`,
        taxId: String(10_000_000 + n),
        phones: [{ label: 'mobile', value: phoneOf(n) }],
        idNumber: `SECRET-${n}`,
      },
    });
    annas.push(made.id);
  }
  const made = await bob.call('customers.create', { fields: { kind: 'firm', name: 'Bobs Geheimnis GmbH' } });
  return { office, ann, bob, may, annas, bobs: [made.id] };
}

export const ids = (list: readonly Id[]): Input<'exports.request'>['selection'] => ({ kind: 'ids', ids: [...list] });

/** Asks for an export of these customers. */
export async function ask(from: TestProcess, customers: readonly Id[], columns: Columns = withPhones): Promise<Id> {
  const { id } = await from.call('exports.request', {
    selection: ids(customers),
    columns,
    purpose: 'Autumn fair',
    recipient: 'Printing house',
  });
  return id;
}

export const approval = (name: string, columns: Columns = withPhones) => ({
  kind: 'approve' as const,
  columns,
  password: name === 'Owner' ? ownerPassword : staffPassword(name),
});

/** Where a file is saved, and the token that stands for it. */
export function target(office: TestOffice, name = 'out.csv', folder = join(office.folder, '..', 'saved')): string {
  const where = `${folder}-${office.folder.split('-').at(-1) ?? ''}`;
  mkdirSync(where, { recursive: true });
  const path = join(where, name);
  office.files.set(name, path);
  return path;
}

/** Saves the file of a request and answers what stands in it, as our own import reads it. */
export async function saved(office: TestOffice, from: TestProcess, id: Id): Promise<string[][]> {
  const path = target(office);
  await from.call('exports.save', { id, token: 'out.csv' });
  return readCsv(path);
}

export function readCsv(path: string): string[][] {
  const text = readFileSync(path, 'utf8');
  if (!text.startsWith('\ufeff')) throw new Error('no byte order mark');
  const { data } = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true });
  return data.map((row) => row.map(restoreCell));
}

export function parcels(office: TestOffice): string[] {
  const folder = join(office.folder, 'files');
  return existsSync(folder) ? readdirSync(folder) : [];
}
