import { Button } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useReadOnly } from '../../api/session.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import type { PersonProps } from './personActions.ts';

/** Shuts somebody out for good. */
export function LeaveAction({ person, people }: PersonProps) {
  const { t } = useTranslation('leaving');
  const [open, setOpen] = useState(false);
  const readOnly = useReadOnly();
  // They are out at once; handing over and the new key still take their time, which the dialog shows.
  const out = person.state === 'left';
  if (!useCan('staff.manage') || readOnly || person.you || (out && !open)) return null;
  return (
    <>
      {!out && (
        <Button variant="default" leftSection={<IconUserMinus size={16} aria-hidden />} onClick={() => setOpen(true)}>
          {t('action')}
        </Button>
      )}
      {open && <LeaveDialog person={person} people={people} onClose={() => setOpen(false)} />}
    </>
  );
}
