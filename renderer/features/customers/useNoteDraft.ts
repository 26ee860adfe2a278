import { useEffect, useRef, useState } from 'react';
import { onBeforeLock } from '../../api/beforeLock.ts';
import { call } from '../../api/call.ts';
import { type DraftSaver, createDraftSaver } from './draft.ts';
import { type NoteKind, readNoteDraft, writeNoteDraft } from './keptDrafts.ts';

/** The note being written on one customer. */
export interface NoteDraft {
  readonly kind: NoteKind;
  readonly text: string;
  readonly setKind: (kind: NoteKind) => void;
  readonly setText: (text: string) => void;
  /** The draft has become a note. */
  readonly finish: () => void;
}

/** Keeps a half-written note through leaving, lock and crash; `keep` false where the person may not write. */
export function useNoteDraft(customer: string, keep: boolean): NoteDraft {
  const key = `note:${customer}`;
  const [kind, setKindState] = useState<NoteKind>('note');
  const [text, setTextState] = useState('');
  const touched = useRef(false);
  const saver = useRef<DraftSaver | null>(null);

  useEffect(() => {
    if (!keep) return undefined;
    let here = true;
    const saving: { last: Promise<unknown> } = { last: Promise.resolve() };
    // A draft that cannot be saved must not stop the writing; the next state is tried in its turn.
    const own = createDraftSaver((draft) => {
      saving.last = call('drafts.put', { key, text: draft }).catch(() => undefined);
    });
    saver.current = own;
    touched.current = false;
    void call('drafts.get', { key })
      .then(({ text: stored }) => {
        if (!here || touched.current || stored === null) return;
        const draft = readNoteDraft(stored);
        setKindState(draft.kind);
        setTextState(draft.text);
      })
      .catch(() => undefined);
    const forget = onBeforeLock(() => {
      own.flush();
      return saving.last;
    });
    return () => {
      here = false;
      forget();
      own.flush();
      saver.current = null;
    };
  }, [key, keep]);

  return {
    kind,
    text,
    setKind: (next) => {
      setKindState(next);
      if (text.trim() !== '') saver.current?.changed(writeNoteDraft(next, text));
    },
    setText: (next) => {
      touched.current = true;
      setTextState(next);
      saver.current?.changed(writeNoteDraft(kind, next));
    },
    finish: () => {
      saver.current?.changed('');
      saver.current?.flush();
      setTextState('');
      setKindState('note');
    },
  };
}
