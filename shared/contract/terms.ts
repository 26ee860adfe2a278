import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { call, done, id, moment, nothing, shortText } from './call.ts';

const version = z.number().int().positive();
/** The firm's terms as they are shown: a heading and paragraphs, no mark-up. */
export const termsText = z.strictObject({ title: shortText, text: z.string().trim().min(1).max(20_000) });

export const termsContract = {
  /** The terms as they stand, and whether whoever is at the screen still has to sign them. The owner need not. */
  'terms.mine': call({
    input: nothing,
    output: z.strictObject({
      terms: termsText.extend({ version, published: moment }).nullable(),
      /** When this person signed which version last. */
      signed: z.strictObject({ version, at: moment }).nullable(),
      due: z.boolean(),
    }),
    action: 'session',
    journal: 'refusal',
  }),
  /** Signs this version; refused (`conflict`) where another one stands by now. */
  'terms.sign': call({ input: z.strictObject({ version }), output: done, action: 'session', journal: 'each' }),
  /** Puts these terms in the place of the ones before: everybody but owners signs anew. */
  'terms.publish': call({
    input: termsText,
    output: z.strictObject({ version }),
    action: 'staff.manage',
    journal: 'each',
  }),
  /** Who has signed the terms that stand now. */
  'terms.status': call({
    input: nothing,
    output: z.strictObject({
      version: version.nullable(),
      people: z.array(z.strictObject({ user: id, name: z.string(), role: z.enum(roles), signed: moment.nullable() })),
    }),
    action: 'staff.manage',
    journal: 'refusal',
  }),
} as const;
