import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '#shared/domain/fields.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useImeSafe } from '../../ui/imeSafe.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { NoteKindGlyph } from './NoteItem.tsx';
import { noteKinds } from './keptDrafts.ts';
import { useNoteDraft } from './useNoteDraft.ts';
import { useUndoable } from './useUndoable.ts';

interface NoteComposerProps {
  readonly customer: string;
  readonly boxRef: RefObject<HTMLTextAreaElement | null>;
}

/** Writes a note; what is half written is kept. */
export function NoteComposer({ customer, boxRef }: NoteComposerProps) {
  const { t } = useTranslation('customers');
  const words = useErrorWords();
  const undoable = useUndoable();
  const draft = useNoteDraft(customer, true);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [inside, setInside] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const full = draft.text.length > limits.note;
  const empty = draft.text.trim() === '';

  async function add(): Promise<void> {
    if (busy || empty || full) return;
    setBusy(true);
    setRefusal(null);
    try {
      const { batch } = await call('notes.add', { customer, kind: draft.kind, text: draft.text.trim() });
      draft.finish();
      undoable(t('noteAdded'), batch);
      boxRef.current?.focus();
    } catch (error) {
      setRefusal(words(error));
    } finally {
      setBusy(false);
    }
  }

  const ime = useImeSafe({
    onEnter: (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      void add();
    },
    onEscape: (event) => {
      // One step out: out of the box. The text stays as a draft.
      event.preventDefault();
      event.stopPropagation();
      boxRef.current?.blur();
      setInside(false);
    },
  });
  const wide = inside || !empty;
  useEffect(() => {
    // The buttons that have just appeared must be in sight too.
    if (inside) frame.current?.scrollIntoView({ block: 'nearest' });
  }, [inside]);
  return (
    <div ref={frame} className="note-composer" data-wide={wide || undefined} onFocus={() => setInside(true)}>
      <Textarea
        ref={boxRef}
        aria-label={t('writeNote')}
        aria-keyshortcuts="m"
        placeholder={t('notePlaceholder')}
        autosize
        minRows={wide ? 3 : 1}
        maxRows={12}
        variant="unstyled"
        value={draft.text}
        onChange={(event) => draft.setText(event.currentTarget.value)}
        onCompositionStart={ime.onCompositionStart}
        onCompositionEnd={ime.onCompositionEnd}
        onKeyDown={ime.onKeyDown}
      />
      {full && <p className="section-note">{t('noteFull', { limit: limits.note })}</p>}
      <ErrorNotice>{refusal}</ErrorNotice>
      {wide && (
        <div className="note-composer-foot">
          <SegmentedControl
            size="xs"
            aria-label={t('noteKindLabel')}
            value={draft.kind}
            onChange={(value) => draft.setKind(noteKinds.find((kind) => kind === value) ?? 'note')}
            data={noteKinds.map((kind) => ({
              value: kind,
              label: (
                <span className="note-kind">
                  <NoteKindGlyph kind={kind} size={14} />
                  {t(`noteKind_${kind}`)}
                </span>
              ),
            }))}
          />
          <span className="section-space" />
          <span className="note-keys">
            <KeyHint keys="mod+Enter" />
          </span>
          <Button size="compact-sm" loading={busy} disabled={empty || full} onClick={() => void add()}>
            {t('addNote')}
          </Button>
        </div>
      )}
    </div>
  );
}
