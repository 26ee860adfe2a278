import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { exactWords } from '../../ui/When.tsx';

/** How somebody stands where it is not as usual: shut out, left. Nothing for everybody else. */
export function StateLine({ person }: { readonly person: StaffMember }) {
  const { t, i18n } = useTranslation('staff');
  const { state, stateSince, frozenBy } = person;
  if (state === 'active' || stateSince === null) return null;
  const when = exactWords(stateSince, i18n.language);
  return (
    <p className="person-state" role="status" data-state={state}>
      {state === 'left' ? t('leftOn', { when }) : t('frozenSince', { when, name: frozenBy?.name ?? '' })}
    </p>
  );
}
