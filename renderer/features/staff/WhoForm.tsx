import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { isBelowDeputy } from '#shared/domain/roles.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { locales } from '../../locales/resources.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useImeSafe } from '../../ui/imeSafe.ts';
import { employable, type AddPerson, type AddPersonAction } from './addPerson.ts';
import { LeaderSelect } from './LeaderSelect.tsx';

interface WhoFormProps {
  readonly state: Extract<AddPerson, { step: 'who' }>;
  readonly act: (action: AddPersonAction) => void;
  readonly people: readonly StaffMember[];
  readonly onClose: () => void;
}

/** Who is to be added: name, role, and for whom they work. */
export function WhoForm({ state, act, people, onClose }: WhoFormProps) {
  const { t, i18n } = useTranslation(['staff', 'common', 'invites', 'deputies']);
  const words = useErrorWords();
  const manages = useCan('staff.manage');
  const ime = useImeSafe({});
  const open = useChange('host.openNewcomer');
  const invite = useChange('staff.invite', {
    onDone: ({ token }) => {
      act({ kind: 'invited', token });
      open.mutate({ token });
    },
  });
  const code = useChange('invites.make', {
    onDone: ({ code: made, until }) => act({ kind: 'coded', code: made, until }),
  });
  const { name, role, worksFor } = state.newcomer;
  const locale = locales.find((known) => known === i18n.language) ?? 'en';
  const managers = people.filter(({ role: of, state: stands }) => of === 'manager' && stands === 'active');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') invite.mutate({ ...state.newcomer, name: name.trim() });
      }}
    >
      <Stack>
        {state.cancelled && <Text role="status">{t('cancelled', { name })}</Text>}
        <TextInput
          label={t('whoName')}
          description={t('whoNameHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(event) => act({ kind: 'edit', patch: { name: event.currentTarget.value } })}
          onKeyDown={ime.onKeyDown}
        />
        <Radio.Group label={t('role')} value={role}>
          <Stack gap={6} mt={6}>
            {(manages ? employable : employable.filter(isBelowDeputy)).map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`common:role_${one}`)}
                description={t(`roleHint_${one}`)}
                onChange={() => act({ kind: 'edit', patch: { role: one } })}
              />
            ))}
          </Stack>
        </Radio.Group>
        {!manages && <Text c="dimmed">{t('deputies:newcomersHint')}</Text>}
        {role === 'salesperson' && managers.length > 0 && (
          <LeaderSelect
            managers={managers}
            value={worksFor}
            onLeader={(manager) => act({ kind: 'edit', patch: { worksFor: manager } })}
          />
        )}
        <ErrorNotice>{invite.error ? words(invite.error) : code.error ? words(code.error) : null}</ErrorNotice>
        {/* An owner is added face to face. */}
        {role !== 'owner' && (
          <Button
            variant="subtle"
            size="compact-sm"
            bg="transparent"
            ml={-8}
            style={{ alignSelf: 'flex-start' }}
            disabled={name.trim() === ''}
            loading={code.isPending}
            onClick={() => code.mutate({ ...state.newcomer, role, name: name.trim(), locale })}
          >
            {t('invites:notHere')}
          </Button>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''} loading={invite.isPending}>
            {name.trim() === '' ? t('common:next') : t('toNewcomer', { name: name.trim() })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
