import { Button, Text } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useRead } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Monogram } from '../../ui/Monogram.tsx';
import { useDayWords } from './dayWords.ts';
import { showDayOf } from './journalPlace.ts';

type Day = Output<'journal.unusual'>['days'][number];

/** Days on which somebody did far more than they usually do: a calm list in which each day explains itself. */
export function UnusualView() {
  const { t, i18n } = useTranslation('journal');
  const words = useErrorWords();
  const found = useRead('journal.unusual', { days: 30 });
  const days = found.data?.days ?? [];
  const manages = useCan('staff.manage');
  const terms = useRead('terms.status', {}, { enabled: manages }).data;
  const unsigned = terms?.version == null ? [] : terms.people.filter(({ signed }) => signed === null);
  return (
    <div className="journal-scroll" tabIndex={0} role="region" aria-label={t('tabUnusual')}>
      <ErrorNotice>{found.error ? words(found.error) : null}</ErrorNotice>
      {found.data && days.length === 0 && (
        <EmptyState icon={<IconMoodSmile size={36} stroke={1.4} />} title={t('unusualNone')}>
          {t('unusualNoneText')}
        </EmptyState>
      )}
      <Text c="dimmed" className="journal-lead">
        {t('unusualLead')}
      </Text>
      <ul className="unusual">
        {days.map((day) => (
          <UnusualDay key={`${day.day} ${day.person.user}`} {...day} />
        ))}
      </ul>
      {unsigned.length > 0 && (
        <Text className="journal-lead">
          {t('termsWaiting', {
            names: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(unsigned.map(({ name }) => name)),
          })}
        </Text>
      )}
      {found.data?.more && <Text c="dimmed">{t('unusualMore')}</Text>}
    </div>
  );
}

function UnusualDay({ day, person, signs }: Day) {
  const { t } = useTranslation('journal');
  const dayWords = useDayWords();
  return (
    <li className="unusual-day">
      <Monogram name={person.name} size={28} />
      <div className="unusual-words">
        <div>
          <b>{person.name}</b> <span className="unusual-when">{dayWords(day)}</span>
        </div>
        <ul>
          {signs.map(({ what, count, usual }) => (
            <li key={what} data-what={what}>
              {what === 'lockedOut'
                ? t('sign_lockedOut', { count })
                : usual === null
                  ? t('signNoHabit', { sign: t(`sign_${what}`, { count }) })
                  : t('signUsual', { sign: t(`sign_${what}`, { count }), usual })}
            </li>
          ))}
        </ul>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('showDayOf', { name: person.name })}
        onClick={() => showDayOf(person, day)}
      >
        {t('showDay')}
      </Button>
    </li>
  );
}
