import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useReadOnly } from '../../api/session.ts';
import type { PersonProps } from './personActions.ts';
import { WorksForDialog } from './WorksForDialog.tsx';

/** Puts this person under another manager. */
export function WorksForAction({ person, people }: PersonProps) {
  const { t } = useTranslation('staff');
  const [open, setOpen] = useState(false);
  const readOnly = useReadOnly();
  if (!useCan('staff.manage') || readOnly || person.role !== 'salesperson' || person.state === 'left') return null;
  if (!people.some(({ role, state }) => role === 'manager' && state !== 'left')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('worksForChange')}
      </Button>
      <WorksForDialog person={open ? person : null} people={people} onClose={() => setOpen(false)} />
    </>
  );
}
