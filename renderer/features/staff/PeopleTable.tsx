import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '#shared/contract/staff.ts';
import { Monogram } from '../../ui/Monogram.tsx';
import { When } from '../../ui/When.tsx';
import { PersonMark } from './PersonMark.tsx';

interface PeopleTableProps {
  readonly people: readonly StaffMember[];
  /** What the table is called. */
  readonly label: string;
  /** null where it may not be changed. */
  readonly onWorksFor: ((person: StaffMember) => void) | null;
  readonly onPreview: ((person: StaffMember) => void) | null;
}

/** The people of the office, one a line. */
export function PeopleTable({ people, label, onWorksFor, onPreview }: PeopleTableProps) {
  const { t, i18n } = useTranslation(['staff', 'common']);
  const hasManagers = people.some(({ role, state }) => role === 'manager' && state !== 'left');
  return (
    <div className="people-scroll">
      <table className="people" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('role')}</th>
            <th scope="col">{t('worksFor')}</th>
            <th scope="col">{t('lastLogin')}</th>
            <th scope="col" className="people-number">
              {t('customers')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.user}>
              <th scope="row">
                <span className="people-name">
                  <Monogram name={person.name} size={24} />
                  <Link to="/people/$user" params={{ user: person.user }} className="people-words people-link">
                    {person.name}
                  </Link>
                  {person.you && <span className="people-you">{t('youMark')}</span>}
                  <PersonMark person={person} />
                </span>
              </th>
              <td>{t(`common:role_${person.role}`)}</td>
              <td>
                {person.role === 'salesperson' && (
                  <span className="people-name">
                    {person.worksFor?.name ?? t('worksForOwner')}
                    {onWorksFor && hasManagers && (
                      <Tooltip label={t('setWorksFor', { name: person.name })}>
                        <ActionIcon
                          size="sm"
                          aria-label={t('setWorksFor', { name: person.name })}
                          onClick={() => onWorksFor(person)}
                        >
                          <IconPencil size={14} />
                        </ActionIcon>
                      </Tooltip>
                    )}
                  </span>
                )}
              </td>
              <td>
                <When at={person.lastLogin} />
              </td>
              <td className="people-number num">
                {person.customers === null ? '' : new Intl.NumberFormat(i18n.language).format(person.customers)}
              </td>
              <td className="people-actions">
                {onPreview && !person.you && person.state !== 'left' && (
                  <Tooltip label={t('seeAsHint', { name: person.name })}>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      leftSection={<IconEye size={16} aria-hidden />}
                      onClick={() => onPreview(person)}
                    >
                      {t('seeAs', { name: person.name })}
                    </Button>
                  </Tooltip>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
