import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useReadPages } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { NoteComposer } from './NoteComposer.tsx';
import { NoteItem } from './NoteItem.tsx';

interface NotesProps {
  readonly customer: string;
  readonly canWrite: boolean;
  /** Shown even where there are none: this person reads the work on this customer. */
  readonly always: boolean;
  readonly boxRef: RefObject<HTMLTextAreaElement | null>;
}

/** What happened with a customer, newest first, and the box to write more. */
export function Notes({ customer, canWrite, always, boxRef }: NotesProps) {
  const { t } = useTranslation('customers');
  const words = useErrorWords();
  const found = useReadPages('notes.list', { customer, limit: 50 });
  const notes = found.data?.pages.flatMap((page) => page.notes) ?? [];
  if (!canWrite && !always && notes.length === 0) return null;
  return (
    <section className="customer-section customer-notes" aria-labelledby="notes-heading">
      <div className="section-head">
        <h3 id="notes-heading">{t('notes')}</h3>
      </div>
      {canWrite && <NoteComposer customer={customer} boxRef={boxRef} />}
      <ErrorNotice onRetry={() => void found.refetch()}>{found.error ? words(found.error) : null}</ErrorNotice>
      {found.data && notes.length === 0 && <p className="section-note">{canWrite ? t('noNotes') : t('noNotesRead')}</p>}
      <ol className="notes">
        {notes.map((note) => (
          <NoteItem key={note.id} note={note} canWrite={canWrite} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('moreNotes')}
        </Button>
      )}
    </section>
  );
}
