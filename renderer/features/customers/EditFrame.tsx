import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldChange } from './fieldChange.ts';

interface EditFrameProps {
  readonly label: string;
  readonly change: FieldChange;
  /** Something beside the field keeps it from being saved. */
  readonly objection?: string | null;
  readonly hint?: string | null;
  /** After a conflict: what the other person wrote here, where it is in sight. */
  readonly theirs?: string | null;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A field while it is being edited: its inputs, what stands in the way, save and cancel. Escape cancels. */
export function EditFrame({ label, change, objection, hint, theirs, onSave, onCancel, children }: EditFrameProps) {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const conflict = change.obstacle?.kind === 'conflict';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.busy) onSave();
  };
  return (
    <form
      className="edit-frame"
      aria-label={t('editing', { field: label })}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return;
        // An open list of suggestions closes first.
        if (event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true') return;
        // One step out is out of this field, not out of the customer.
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      {hint != null && <p className="edit-hint">{hint}</p>}
      {children}
      <div role="alert" className="edit-alert" data-conflict={(conflict && objection == null) || undefined}>
        {objection ?? (conflict ? t('conflict') : change.obstacle?.kind === 'words' ? change.obstacle.words : null)}
        {conflict && objection == null && theirs != null && <div>{t('theirVersion', { value: theirs })}</div>}
      </div>
      <div className="edit-actions">
        <Button type="submit" size="compact-sm" loading={change.busy}>
          {conflict ? t('saveMine') : common('save')}
        </Button>
        <Button type="button" variant="subtle" color="gray" size="compact-sm" onClick={onCancel}>
          {conflict ? t('dropMine') : common('cancel')}
        </Button>
      </div>
    </form>
  );
}
