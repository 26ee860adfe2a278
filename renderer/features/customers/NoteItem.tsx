import { ActionIcon, Button, Menu, Textarea } from '@mantine/core';
import { IconDots, IconMapPin, IconMessage, IconNote, IconPencil, IconPhone, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '#shared/contract/customers.ts';
import { asRefused, call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { refresh } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useImeSafe } from '../../ui/imeSafe.ts';
import { Monogram } from '../../ui/Monogram.tsx';
import { showRefusal } from '../../ui/undoToast.tsx';
import { When } from '../../ui/When.tsx';
import { relativeWords } from '../../ui/relativeWords.ts';
import { useUndoable } from './useUndoable.ts';

const glyphs = { note: IconNote, call: IconPhone, message: IconMessage, visit: IconMapPin } as const;

/** The glyph of a kind of note. */
export function NoteKindGlyph({ kind, size = 14 }: { readonly kind: Note['kind']; readonly size?: number }) {
  const Glyph = glyphs[kind];
  return <Glyph size={size} stroke={1.6} aria-hidden />;
}

interface NoteItemProps {
  readonly note: Note;
  readonly canWrite: boolean;
}

/** One note of the timeline: who, what kind, when, and the words. */
export function NoteItem({ note, canWrite }: NoteItemProps) {
  const { t, i18n } = useTranslation('customers');
  const common = useTranslation().t;
  const words = useErrorWords();
  const undoable = useUndoable();
  const [editing, setEditing] = useState(false);
  const edited =
    note.edited === null ? null : (relativeWords(note.edited, Date.now(), i18n.language) ?? common('justNow'));

  async function remove(): Promise<void> {
    try {
      const { batch } = await call('notes.remove', { id: note.id });
      undoable(t('noteRemoved'), batch);
    } catch (error) {
      showRefusal(words(error));
    }
  }

  return (
    <li className="note">
      <Monogram name={note.author.name} size={24} />
      <div className="note-body">
        <div className="note-head">
          <span className="note-author">{note.author.name}</span>
          <span className="note-kind">
            <NoteKindGlyph kind={note.kind} />
            {t(`noteKind_${note.kind}`)}
          </span>
          <span className="note-when">
            <When at={note.created} />
            {edited !== null && <> · {t('noteEdited', { when: edited })}</>}
          </span>
          <span className="section-space" />
          {note.canEdit && canWrite && !editing && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon size={24} className="note-menu" aria-label={t('editNote')}>
                  <IconDots size={16} stroke={1.6} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconPencil size={15} stroke={1.6} />} onClick={() => setEditing(true)}>
                  {t('editNote')}
                </Menu.Item>
                <Menu.Item leftSection={<IconTrash size={15} stroke={1.6} />} onClick={() => void remove()}>
                  {t('removeNote')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
        {editing ? (
          <NoteEditor note={note} onClose={() => setEditing(false)} />
        ) : (
          <p className="note-text">{note.text}</p>
        )}
      </div>
    </li>
  );
}

function NoteEditor({ note, onClose }: { readonly note: Note; readonly onClose: () => void }) {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const words = useErrorWords();
  const undoable = useUndoable();
  const [text, setText] = useState(note.text);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  // The version this text grew from; after a conflict the newest one, knowingly.
  const [base, setBase] = useState<number | null>(note.version);

  async function save(): Promise<void> {
    if (busy || text.trim() === '') return;
    if (text.trim() === note.text) return onClose();
    setBusy(true);
    try {
      const { batch } = await call('notes.update', {
        id: note.id,
        baseVersion: base ?? note.version,
        text: text.trim(),
      });
      undoable(t('noteChanged'), batch);
      onClose();
    } catch (error) {
      setRefusal(words(error));
      if (asRefused(error).code === 'conflict') {
        await refresh(['notes']);
        setBase(null);
      }
    } finally {
      setBusy(false);
    }
  }

  const ime = useImeSafe({
    onEnter: (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      void save();
    },
    onEscape: (event) => {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    },
  });
  return (
    <div className="note-editor">
      <Textarea
        aria-label={t('noteText')}
        autosize
        autoFocus
        minRows={2}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onCompositionStart={ime.onCompositionStart}
        onCompositionEnd={ime.onCompositionEnd}
        onKeyDown={ime.onKeyDown}
      />
      <ErrorNotice>{refusal}</ErrorNotice>
      <div className="edit-actions">
        <Button size="compact-sm" loading={busy} onClick={() => void save()}>
          {common('save')}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onClose}>
          {common('cancel')}
        </Button>
      </div>
    </div>
  );
}
