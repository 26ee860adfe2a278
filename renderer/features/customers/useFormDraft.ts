import { type Dispatch, useEffect, useRef, useState } from 'react';
import { onBeforeLock } from '../../api/beforeLock.ts';
import { call } from '../../api/call.ts';
import { type CustomerForm, type FormAction, isTouched } from './customerForm.ts';
import { type DraftSaver, createDraftSaver } from './draft.ts';
import { readFormDraft } from './keptDrafts.ts';

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
