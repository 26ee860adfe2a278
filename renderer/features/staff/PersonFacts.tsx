import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { When } from '../../ui/When.tsx';
import { useNumber } from '../../ui/useNumber.ts';
import { StateLine } from './StateLine.tsx';

/** What is known of a person, as a list of words and values. */
export function PersonFacts({ person }: { readonly person: StaffMember }) {
  const { t } = useTranslation(['staff', 'common', 'deputies']);
  const number = useNumber();
  return (
    <>
      <StateLine person={person} />
      <dl className="person-facts">
        {person.role === 'salesperson' && (
          <div>
            <dt>{t('worksFor')}</dt>
            <dd>{person.worksFor?.name ?? t('worksForOwner')}</dd>
          </div>
        )}
        <div>
          <dt>{t('memberSince')}</dt>
          <dd>
            <When at={person.since} exact />
          </dd>
        </div>
        {person.addedBy !== null && (
          <div>
            <dt>{t('deputies:addedBy')}</dt>
            <dd>{t('deputies:addedByDeputy', { name: person.addedBy.name })}</dd>
          </div>
        )}
        {person.lastLogin !== null && (
          <div>
            <dt>{t('lastLogin')}</dt>
            <dd>
              <When at={person.lastLogin} />
            </dd>
          </div>
        )}
        {person.customers !== null && (
          <div>
            <dt>{t('customers')}</dt>
            <dd className="num">{number(person.customers)}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
