import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isBelowDeputy } from '#shared/domain/roles.ts';
import { useCan, useReadOnly } from '../../api/session.ts';
import { ForgottenDialog } from './ForgottenDialog.tsx';
import type { PersonProps } from './personActions.ts';

/** Sets the password of somebody anew who has forgotten it. */
export function ForgottenAction({ person }: PersonProps) {
  const { t } = useTranslation('passwords');
  const [open, setOpen] = useState(false);
  const readOnly = useReadOnly();
  const manages = useCan('staff.manage');
  const may = useCan('passwords.reset') && !readOnly && !person.you && person.state !== 'left';
  if (!may || (!manages && !(isBelowDeputy(person.role) && person.state === 'active'))) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('forgotAction')}
      </Button>
      <ForgottenDialog person={person} opened={open} onClose={() => setOpen(false)} />
    </>
  );
}
