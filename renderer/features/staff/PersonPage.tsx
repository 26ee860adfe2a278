import { Anchor, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useRead } from '../../api/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Monogram } from '../../ui/Monogram.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { type PersonProps, personActions, personSections } from './personActions.ts';
import { PersonFacts } from './PersonFacts.tsx';
import './person.css';

/** One person of the office: who they are, how they stand, and what can be done about it. */
export function PersonPage() {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  const { user } = useParams({ strict: false });
  const list = useRead('staff.list', {});
  const people = list.data?.people ?? [];
  const person = people.find((one) => one.user === user);
  return (
    <div className="person">
      <Anchor component={Link} to="/people" className="person-back">
        <IconChevronLeft size={14} aria-hidden />
        {t('people')}
      </Anchor>
      {list.error && (
        <div className="people-notice">
          <ErrorNotice onRetry={() => void list.refetch()}>{words(list.error)}</ErrorNotice>
        </div>
      )}
      {person && <PersonView person={person} people={people} />}
      {list.data && !person && <EmptyState title={t('personNotHere')} />}
    </div>
  );
}

function PersonView({ person, people }: PersonProps) {
  const { t } = useTranslation(['staff', 'common']);
  return (
    <>
      <PageHeader
        title={person.name}
        aside={
          <span className="people-name">
            <Monogram name={person.name} size={24} />
            {t(`common:role_${person.role}`)}
            {person.you && <Text span>{t('youMark')}</Text>}
          </span>
        }
      />
      <PersonFacts person={person} />
      <div className="person-actions">
        {personActions.map((Action, i) => (
          <Action key={i} person={person} people={people} />
        ))}
      </div>
      {personSections.map((Section, i) => (
        <Section key={i} person={person} people={people} />
      ))}
    </>
  );
}
