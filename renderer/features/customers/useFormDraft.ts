import { type Dispatch, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { phoneLabels, placeLabels } from '#shared/domain/fields.ts';
import { onBeforeLock } from '../../api/beforeLock.ts';
import { call } from '../../api/call.ts';
import { type CustomerForm, type FormAction, isTouched, moreFields } from './customerForm.ts';
import { type DraftSaver, createDraftSaver } from './draft.ts';

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

/** A draft that is put back, and the end of it. */
export interface FormDraft {
  /** Something begun earlier was put back. */
  readonly restored: boolean;
  /** The form was saved or given up: nothing is kept. */
  readonly finish: () => void;
}

/** Keeps a half-filled form through closing, lock and crash. */
export function useFormDraft(key: string, form: CustomerForm, dispatch: Dispatch<FormAction>): FormDraft {
  const [restored, setRestored] = useState(false);
  const saver = useRef<DraftSaver | null>(null);
  const began = useRef(form);
  const latest = useRef(form);

  useEffect(() => {
    let here = true;
    let last: Promise<unknown> = Promise.resolve();
    const own = createDraftSaver((draft) => {
      last = call('drafts.put', { key, text: draft }).catch(() => undefined);
    });
    saver.current = own;
    void call('drafts.get', { key })
      .then(({ text }) => {
        const kept = readFormDraft(text);
        if (!here || !kept || isTouched(latest.current)) return;
        dispatch({ type: 'replace', form: kept });
        setRestored(true);
      })
      .catch(() => undefined);
    const forget = onBeforeLock(() => {
      own.flush();
      return last;
    });
    return () => {
      here = false;
      forget();
      own.flush();
    };
  }, [key, dispatch]);

  useEffect(() => {
    latest.current = form;
    if (form === began.current) return;
    saver.current?.changed(isTouched(form) ? JSON.stringify(form) : '');
  }, [form]);

  return {
    restored,
    finish: () => {
      setRestored(false);
      saver.current?.changed('');
      saver.current?.flush();
    },
  };
}
