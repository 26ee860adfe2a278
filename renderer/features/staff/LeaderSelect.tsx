import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';

const owner = 'owner';

interface LeaderSelectProps {
  readonly managers: readonly StaffMember[];
  /** A manager's id; null = the owner alone. */
  readonly value: string | null;
  readonly onLeader: (manager: string | null) => void;
}

/** Whom somebody works for: one of the managers, or the owner alone. */
export function LeaderSelect({ managers, value, onLeader }: LeaderSelectProps) {
  const { t } = useTranslation('staff');
  return (
    <Select
      label={t('worksFor')}
      description={t('worksForHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={[
        { value: owner, label: t('worksForOwner') },
        ...managers.map(({ user, name }) => ({ value: user, label: name })),
      ]}
      value={value ?? owner}
      onChange={(chosen) => onLeader(chosen === owner ? null : chosen)}
    />
  );
}
