import { Button, Radio, Stack, Text } from '@mantine/core';
import { IconUserCog } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '#shared/domain/roles.ts';
import { useChange } from '../../api/queries.ts';
import { useCan, useReadOnly } from '../../api/session.ts';
import { PersonSelect, poolValue } from '../../ui/PersonSelect.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import type { PersonProps } from './personActions.ts';

/** Roles that have no customers of their own. */
const without: readonly Role[] = ['service', 'auditor'];

/** Gives somebody another role; their customers first go to somebody where the new one keeps none. */
export function RoleAction({ person, people }: PersonProps) {
  const { t } = useTranslation(['staff', 'common']);
  const readOnly = useReadOnly();
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role | null>(null);
  const [handTo, setHandTo] = useState<string | null>(null);
  const close = () => {
    setOpen(false);
    setRole(null);
    setHandTo(null);
  };
  const change = useChange('staff.setRole', {
    onDone: () => {
      close();
      showDone(t('roleDone', { name: person.name }));
    },
  });
  if (!useCan('staff.manage') || readOnly || person.you || person.state !== 'active') return null;
  const hands = role !== null && without.includes(role) && (person.customers ?? 0) > 0;
  const receivers = people.filter(
    ({ user, state, role: of }) => user !== person.user && state === 'active' && !without.includes(of),
  );
  return (
    <>
      <Button variant="default" leftSection={<IconUserCog size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('roleChange')}
      </Button>
      <PasswordDialog
        opened={open}
        onClose={close}
        title={t('roleTitle', { name: person.name })}
        action={t('worksForSave')}
        pending={change.isPending}
        error={change.error}
        ready={role !== null && (!hands || handTo !== null)}
        onPassword={(password) => {
          if (role !== null)
            change.mutate({ user: person.user, role, handTo: handTo === poolValue ? 'pool' : handTo, password });
        }}
      >
        <Radio.Group label={t('role')} value={role ?? ''}>
          <Stack gap={6} mt={6}>
            {roles
              .filter((one) => one !== person.role)
              .map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`common:role_${one}`)}
                  description={t(`roleHint_${one}`)}
                  onChange={() => setRole(one)}
                />
              ))}
          </Stack>
        </Radio.Group>
        {hands && (
          <PersonSelect
            label={t('roleHandTo', { count: person.customers ?? 0 })}
            people={receivers}
            value={handTo}
            onPerson={setHandTo}
            withPool
          />
        )}
        <Text size="sm" c="dimmed">
          {t('roleHint', { name: person.name })}
        </Text>
      </PasswordDialog>
    </>
  );
}
