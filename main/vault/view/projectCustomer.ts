import type { CustomerInput } from '#shared/contract/customers.ts';
import { pinyinKey, strokeKey } from '#shared/domain/collate.ts';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { constantMask, maskPhone } from '#shared/domain/mask.ts';
import { normalisePhone, phoneLookupDigits } from '#shared/domain/phone.ts';
import { nameTokens, taxIdTokens } from '#shared/domain/search.ts';
import { type Treatment, accessOf, fieldClass, treatment } from '../access/treatment.ts';
import { type CustomerPayload, type NotePayload, type WholeCustomer, mergedFields } from '../customers/payload.ts';
import { soundCustomer, soundNote } from '../customers/sound.ts';
import { type SecretKey, hash, keyedHash } from '../keys/crypto.ts';
import type { OpenRow } from '../store/read.ts';
import { type Projection, openRows } from './project.ts';
import type { ContentStatements } from './schema.sql.ts';

/** Takes a customer out of a view with everything that hangs on it. Answers whether it was there, and its row number. */
export function dropCustomer(content: ContentStatements, customer: Id): number | null {
  const row = content.customerRow.get(customer);
  if (row === undefined) return null;
  content.dropSearch.run(row);
  content.dropNotes.run(customer);
  dropCard(content, customer);
  return row;
}

/** The part that is put back whole with every change; what costs more to write is compared first. */
function dropCard(content: ContentStatements, customer: Id): void {
  content.dropFields.run(customer);
  content.dropTags.run(customer);
  content.dropPhones.run(customer);
  content.dropCustomer.run(customer);
}

/** Puts a customer into a view as this viewer may see it. Answers whether it was there and no longer is. */
export function projectCustomer(to: Projection, subject: Id): { left: boolean } {
  const { content, viewer } = to;
  const { chain } = to.source;
  const { authority } = chain;
  const before = content.indexed.get(subject);
  const leave = (): { left: boolean } => ({ left: dropCustomer(content, subject) !== null });
  const books = chain.sql.books.all(subject);
  const treated = new Map<FieldClass | null, Treatment>();
  const treat = (classOf: FieldClass | null): Treatment => {
    const how = treated.get(classOf) ?? treatment(viewer, classOf, books, authority);
    treated.set(classOf, how);
    return how;
  };
  const of = (field: string): Treatment => treat(fieldClass(field, authority.policy));
  if (of('name') !== 'clear') return leave();
  const open = openRows(to, subject, (classOf) => treat(classOf) !== 'absent' && treat(classOf) !== 'masked');
  const heads = open.filter(({ named }) => named.kind === 'customer');
  // One whose parts were all damaged and set aside stays, so that it can be written anew.
  const emptied = (): boolean => chain.endings.asidesOf.all(subject).some(({ kind }) => kind === 'customer');
  if (heads.length === 0 && !emptied()) return leave();
  const whole: WholeCustomer = {};
  for (const head of heads) whole[head.named.class as FieldClass] = soundCustomer(head);
  const fields = mergedFields(whole, authority.policy);
  const notes = open.filter((found) => found.named.kind === 'note' && !soundNote(found).removed);
  const name = fields.name ?? '';
  const kind = fields.kind ?? 'firm';
  const company = fields.company ?? null;
  const tags = of('tags') === 'clear' ? (fields.tags ?? []) : [];
  const numbers = readNumbers(fields, of('phones'));
  const phone = firstPhone(fields, numbers, of('phones'));
  // Not out of `open`: a class that is masked without a key has a version too, and a write must be based on the newest.
  const rows = chain.sql.rowsOfRecord.all(subject);
  const book = books
    .map((id) => authority.books.get(id))
    .find((found) => found?.kind === 'person' || found?.kind === 'pool');
  const taxId = of('taxId') === 'clear' ? (fields.taxId ?? '') : '';
  const found = tokens(name, taxId, company === null ? null : (content.companyOf.get(company) ?? null));
  if (before !== undefined) dropCard(content, subject);
  const inserted = content.addCustomer.run({
    row: before?.row ?? null,
    indexed: indexMark(found),
    id: subject,
    kind,
    name,
    company,
    title: of('title') === 'clear' ? (fields.title ?? null) : null,
    tax_id: of('taxId') === 'clear' ? (fields.taxId ?? null) : null,
    responsible: book?.person ?? '',
    tags: JSON.stringify(tags),
    created: chain.sql.subject.get(subject)?.created ?? 0,
    changed: Math.max(0, ...heads.map(({ named }) => named.time)),
    last_contact: Math.max(0, ...notes.filter(isContact).map(({ named }) => named.first_time)),
    binned: whole.card?.binned ?? null,
    version: Math.max(0, ...rows.map((found) => found.version)),
    pinyin: pinyinKey(name, kind),
    stroke: strokeKey(name),
    phone_state: phone?.state ?? null,
    phone: phone?.text ?? null,
    contact_access: accessOf(treat('contact')),
    restricted_access: accessOf(treat('restricted')),
    work_access: accessOf(treat('work')),
    can_write: authority.mayWrite(viewer.user, books, 'card') ? 1 : 0,
  });
  const at = before?.row ?? inserted.lastInsertRowid;
  if (before?.indexed !== indexMark(found)) {
    if (before !== undefined) content.dropSearch.run(before.row);
    content.addSearch.run(at, found);
  }
  addProtected(to, subject, fields, numbers, of);
  for (const tag of tags) content.addTag.run(tag, subject);
  putNotes(content, subject, notes);
  refreshPeopleOf(to, subject, name);
  return { left: false };
}

/** A remark is not a contact; a call, a message, a visit is. */
function isContact({ payload }: OpenRow): boolean {
  return (payload as NotePayload).kind !== 'note';
}

function tokens(name: string, taxId: string, company: string | null): string {
  return [...nameTokens(name), ...taxIdTokens(taxId), ...(company === null ? [] : nameTokens(company, 'company'))].join(
    ' ',
  );
}

/** Persons are found under their firm's name too: when it is projected after them, or changes, they are indexed again. */
function refreshPeopleOf(to: Projection, firm: Id, firmName: string): void {
  const { content } = to;
  for (const person of content.peopleOfCompany.all(firm)) {
    const before = content.indexed.get(person);
    const head = content.head.get(person);
    if (before === undefined || head === undefined) continue;
    const found = tokens(head.name, head.tax_id ?? '', firmName);
    if (before.indexed === indexMark(found)) continue;
    content.dropSearch.run(before.row);
    content.addSearch.run(before.row, found);
    content.setIndexed.run(indexMark(found), before.row);
  }
}

/** Tells whether what a customer is found under has changed: most changes leave it as it is. */
function indexMark(found: string): string {
  return hash([Buffer.from(found)], 16).toString('base64url');
}

/** Writes the notes that are new or changed and drops those that are gone: a customer may have hundreds. */
function putNotes(content: ContentStatements, customer: Id, notes: readonly OpenRow[]): void {
  const there = new Map(content.noteVersions.all(customer).map(({ id, version }) => [id, version]));
  for (const note of notes) {
    const { record, version } = note.named;
    if (there.get(record) !== version) {
      content.dropNote.run(record);
      addNote(content, customer, note);
    }
    there.delete(record);
  }
  for (const id of there.keys()) content.dropNote.run(id);
}

function addNote(content: ContentStatements, customer: Id, { named, payload }: OpenRow): void {
  const note = payload as NotePayload;
  content.addNote.run({
    id: named.record,
    customer,
    kind: note.kind,
    text: note.text,
    author: named.first_author ?? '',
    created: named.first_time,
    edited: named.time === named.first_time && named.version === 1 ? null : named.time,
    version: named.version,
  });
}

/** Of a clear value the text, of a masked one its mask, of an absent one nothing. */
function shown(how: Treatment, value: string, mask: string): { state: string; text: string } | null {
  if (how === 'absent') return null;
  return how === 'clear'
    ? { state: 'clear', text: value }
    : { state: how === 'reveal' ? 'reveal' : 'none', text: mask };
}

/** What is needed of a number, read once: reading one costs as much as sealing it. */
interface ReadNumber {
  readonly mask: string;
  readonly lookup: readonly string[];
}

function readNumbers({ phones = [] }: CustomerPayload, how: Treatment): ReadNumber[] {
  if (how === 'absent' || how === 'masked') return phones.map(() => ({ mask: constantMask, lookup: [] }));
  return phones.map(({ value }) => ({
    mask: how === 'clear' ? constantMask : maskPhone(value, normalisePhone(value, 'TW').kind),
    lookup: phoneLookupDigits(value),
  }));
}

function firstPhone(
  fields: CustomerPayload,
  numbers: readonly ReadNumber[],
  how: Treatment,
): { state: string; text: string } | null {
  // Without the key not even that there is a number: a mask without content.
  if (how === 'masked') return { state: 'none', text: constantMask };
  const [first] = fields.phones ?? [];
  return first === undefined ? null : shown(how, first.value, numbers[0]?.mask ?? constantMask);
}

const lists = ['phones', 'emails', 'addresses'] as const;
const singles = [
  'wechat',
  'line',
  'birthday',
  'idNumber',
  'bankAccount',
] as const satisfies readonly (keyof CustomerInput)[];

function addProtected(
  to: Projection,
  customer: Id,
  fields: CustomerPayload,
  numbers: readonly ReadNumber[],
  of: (field: string) => Treatment,
): void {
  const { content, phoneKey } = to;
  for (const field of lists) {
    for (const [ordinal, { label, value }] of (fields[field] ?? []).entries()) {
      const cell = shown(
        of(field),
        value,
        field === 'phones' ? (numbers[ordinal]?.mask ?? constantMask) : constantMask,
      );
      if (cell !== null) content.addField.run(customer, field, ordinal, label, cell.state, cell.text);
    }
  }
  for (const field of singles) {
    const value = fields[field];
    if (value === null || value === undefined) continue;
    const cell = shown(of(field), value, constantMask);
    if (cell !== null) content.addField.run(customer, field, 0, null, cell.state, cell.text);
  }
  for (const { lookup } of numbers) {
    for (const digits of lookup) content.addPhone.run(phoneHash(phoneKey, digits), customer);
  }
}

/** A complete number under a key of this view: who holds the class may look one up, and nobody can list them. */
export function phoneHash(key: SecretKey, digits: string): Buffer {
  return keyedHash(key, 'phone look-up', [digits], 16);
}
