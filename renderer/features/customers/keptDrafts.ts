import { z } from 'zod';
import type { Input } from '#shared/contract/index.ts';
import { phoneLabels, placeLabels } from '#shared/domain/fields.ts';
import { type CustomerForm, moreFields } from './customerForm.ts';

export type NoteKind = Input<'notes.add'>['kind'];
export const noteKinds = ['note', 'call', 'message', 'visit'] as const satisfies readonly NoteKind[];

/** A half-written note as it is kept: its kind on the first line. Empty where nothing is written. */
export function writeNoteDraft(kind: NoteKind, text: string): string {
  return text.trim() === '' ? '' : `${kind}\n${text}`;
}

/** The note in a kept draft. */
export function readNoteDraft(stored: string): { readonly kind: NoteKind; readonly text: string } {
  const end = stored.indexOf('\n');
  const kind = noteKinds.find((known) => known === stored.slice(0, end));
  return kind ? { kind, text: stored.slice(end + 1) } : { kind: 'note', text: stored };
}

const places = z.array(z.object({ label: z.enum(placeLabels), value: z.string() }));
/** What a kept form looks like; one of another version of the program is left alone. */
const keptForm = z.object({
  kind: z.enum(['firm', 'person']),
  name: z.string(),
  title: z.string(),
  taxId: z.string(),
  company: z.object({ id: z.string(), name: z.string() }).nullable(),
  phones: z.array(z.object({ label: z.enum(phoneLabels), value: z.string() })),
  emails: places,
  addresses: places,
  wechat: z.string(),
  line: z.string(),
  birthday: z.string(),
  idNumber: z.string(),
  bankAccount: z.string(),
  tags: z.array(z.string()),
  responsible: z.string().nullable(),
  contact: z.object({ name: z.string(), title: z.string(), phone: z.string() }),
  opened: z.array(z.enum(moreFields)),
});

/** The form in a kept draft, or null where there is none that this program understands. */
export function readFormDraft(stored: string | null): CustomerForm | null {
  if (stored === null || stored === '') return null;
  try {
    const parsed = keptForm.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
