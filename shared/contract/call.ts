import { z } from 'zod';
import type { Action } from '../domain/roles.ts';

// Without this zod probes `new Function`, which the content security policy reports.
z.config({ jitless: true });

/**
 * How a call is journaled: `each` an entry before its effect or value leaves the vault, `summary` counted and written
 * at intervals, `refusal` only when it was refused, `none` never (calls before login, and the host's own).
 */
export type Journaled = 'each' | 'summary' | 'refusal' | 'none';

/** One call: schemas of what goes in and what comes out, the permission it needs, how it is journaled. */
export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
  /** `public`: needs no session. `session`: any person who is logged in. `host`: answered by the host itself. */
  readonly action: Action | 'public' | 'session' | 'host';
  readonly journal: Journaled;
}

/** Keeps the exact schema types of one call, and its action. */
export function call<const S extends CallSpec>(spec: S): S {
  return spec;
}

/** An id on the wire: 16 bytes (UUIDv7) as 22 characters of base64url. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** A moment on the wire: milliseconds since 1970, UTC. */
export const moment = z.number().int().nonnegative();
/** A name as shown to people. */
export const shortText = z.string().trim().min(1).max(200);
export const nothing = z.strictObject({});
export const done = z.strictObject({ done: z.literal(true) });
/** A password as typed; never stored, never logged. */
export const password = z.string().min(1).max(1024);
