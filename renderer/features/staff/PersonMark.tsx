import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';

/** A word behind a name where somebody does not stand as usual. */
export function PersonMark({ person }: { readonly person: StaffMember }) {
  const { t } = useTranslation(['staff', 'deputies']);
  if (person.state !== 'active')
    return (
      <span className="people-mark" data-tone={person.state === 'frozen' ? 'alarm' : 'quiet'}>
        {t(`mark_${person.state}`)}
      </span>
    );
  if (person.reset !== null && person.reset.confirmed === null)
    return (
      <span className="people-mark" data-tone="alarm">
        {t('mark_unconfirmed')}
      </span>
    );
  if (person.deputy === null) return null;
  return (
    <span className="people-mark" data-tone="quiet">
      {t('deputies:mark')}
    </span>
  );
}
