import { encode } from 'cborg';
import { z } from 'zod';
import { fieldClasses } from '#shared/domain/fields.ts';
import { isId } from '#shared/domain/ids.ts';
import { hash } from '../keys/crypto.ts';
import { decodeCanonical } from './canonical.ts';
import { authorityItem } from './items.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const anId = z.string().refine(isId);
const count = z.number().int().nonnegative();

/** What kinds of record there are; a record has one subject. */
export const recordKinds = [
  'customer',
  'note',
  'person',
  'company',
  'request',
  'requestRows',
  'reason',
  'draft',
  'importReport',
  'importProblems',
  'terms',
  'login',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The last moment with a year of four digits. Time never runs back: beyond it nobody could write a date any more. */
const lastMoment = Date.UTC(10_000, 0) - 1;

/** A sealed row that an entry wrote: record, kind, class, version, hash of the stored bytes with all that names them. */
const row = z.tuple([anId, z.enum(recordKinds), z.enum(fieldClasses), count, bytes]);
/** A record key first used by this entry: class, number, commitment. */
const key = z.tuple([z.enum(fieldClasses), count, bytes]);
const subject = z.strictObject({
  id: anId,
  kind: z.enum(recordKinds),
  /** The books that hold it from here on; null = unchanged. */
  books: z.array(anId).min(1).max(8).nullable(),
  /** Of a move: the books that held it before. */
  from: z.array(anId).max(8).nullable(),
  rows: z.array(row),
  keys: z.array(key),
});

/** As a plain function: the same as a record with a union in it costs as much as all the rest of an entry's form. */
const details = z.custom<Record<string, string | number>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.entries(value).every(
      ([key, word]: [string, unknown]) =>
        key.length <= 40 && (typeof word === 'string' ? word.length <= 400 : Number.isFinite(word)),
    ),
);

const body = z.strictObject({
  v: z.literal(1),
  vault: anId,
  device: anId,
  seq: count,
  prev: bytes,
  /** The newest entry of authority before this one: sequence and hash. */
  authority: z.strictObject({ seq: count, hash: bytes }).nullable(),
  /** Milliseconds since 1970; never before the entry in front. */
  time: count.max(lastMoment),
  session: anId,
  /** The person acting; null = the device, where there is no person. */
  actor: anId.nullable(),
  kind: z.string().max(60),
  objects: z.array(anId),
  count,
  /** Closed words and numbers: field ids, codes, counts. Never a value, never free text. */
  details,
  subjects: z.array(subject).max(1_000),
  items: z.array(authorityItem),
  batch: anId.nullable(),
  app: z.string().max(40),
});
/** The signed content of a journal entry. */
export type EntryBody = z.infer<typeof body>;
export type SubjectEntry = z.infer<typeof subject>;

/** An entry as stored: the bytes are what is hashed and signed. */
export interface StoredEntry {
  readonly n: number;
  readonly device: string;
  readonly seq: number;
  readonly body: Uint8Array;
  readonly sig: Uint8Array;
  readonly root_sig: Uint8Array | null;
  readonly hash: Uint8Array;
}

export function encodeEntry(value: EntryBody): Uint8Array {
  return encode(value);
}

/** Reads an entry; null where the bytes are not one, or not in their one deterministic form: of two forms of the same content only one is an entry. */
export function decodeEntry(bytesOf: Uint8Array): EntryBody | null {
  return body.safeParse(decodeCanonical(bytesOf)).data ?? null;
}

/** BLAKE2b-256 over previous ‖ body. */
export function entryHash(prev: Uint8Array, bytesOf: Uint8Array): Buffer {
  return hash([prev, bytesOf]);
}

/** What a row's hash covers: the sealed bytes and all that names them. */
export interface NamedRow {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly class: string;
  readonly version: number;
  readonly key_no: number;
  readonly sealed: Uint8Array;
}
export function rowHash(named: NamedRow): Buffer {
  return hash([encode([named.id, named.kind, named.subject, named.class, named.version, named.key_no]), named.sealed]);
}

export const noHash = Buffer.alloc(32);
