import { ActionIcon, Button, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useRead } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { addDays, firstWeekday, weekStart } from './spans.ts';
import { WeekTable } from './WeekTable.tsx';

type Week = Output<'journal.week'>;

interface PersonWeekProps {
  readonly person: string;
  /** A moment in the week; null = now. */
  readonly week: number | null;
  readonly onWeek: (week: number | null) => void;
  readonly onDay?: (day: number) => void;
  readonly onCustomer?: (customer: { readonly id: string; readonly name: string }) => void;
}

/** One person's week: the numbers of each day, whose contact details they opened, when they were logged in. */
export function PersonWeek({ person, week, onWeek, onDay, onCustomer }: PersonWeekProps) {
  const { t, i18n } = useTranslation('journal');
  const words = useErrorWords();
  const first = firstWeekday(i18n.language);
  const from = weekStart(week ?? Date.now(), first);
  const isThis = from === weekStart(Date.now(), first);
  const found = useRead('journal.week', { person, from }, { keepPrevious: true });
  const dates = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <>
      <div className="journal-span">
        <ActionIcon aria-label={t('weekBefore')} title={t('weekBefore')} onClick={() => onWeek(addDays(from, -7))}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon
          aria-label={t('weekAfter')}
          title={t('weekAfter')}
          disabled={isThis}
          onClick={() => onWeek(addDays(from, 7))}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
        <Text className="num">{dates.formatRange(from, addDays(from, 6))}</Text>
        {!isThis && (
          <Button size="compact-sm" variant="subtle" onClick={() => onWeek(null)}>
            {t('weekThis')}
          </Button>
        )}
      </div>
      <ErrorNotice>{found.error ? words(found.error) : null}</ErrorNotice>
      {found.data && (
        <>
          <div className="week-frame" tabIndex={0} role="group" aria-label={t('weekTable')}>
            <WeekTable week={found.data} onDay={onDay} />
          </div>
          <Text size="sm" c="dimmed" className="journal-lead">
            {t('weekHint')}
          </Text>
          <div className="week-lists">
            <Opened week={found.data} {...(onCustomer ? { onCustomer } : {})} />
            <Logins logins={found.data.logins} />
          </div>
        </>
      )}
    </>
  );
}

function Opened({ week, onCustomer }: { readonly week: Week; readonly onCustomer?: PersonWeekProps['onCustomer'] }) {
  const { t, i18n } = useTranslation('journal');
  const when = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  return (
    <section>
      <Title order={2}>{t('weekOpened', { count: week.openedInAll })}</Title>
      {week.openedInAll === 0 && <Text c="dimmed">{t('weekOpenedNone')}</Text>}
      <ul className="week-list">
        {week.opened.map(({ id, name, reference, times, last }) => {
          const called = name ?? t('referenceCustomer', { reference });
          return (
            <li key={id}>
              {onCustomer ? (
                <button
                  type="button"
                  className="week-name journal-link"
                  title={t('seenTable', { name: called })}
                  onClick={() => onCustomer({ id, name: called })}
                >
                  {called}
                </button>
              ) : (
                <span className="week-name">{called}</span>
              )}
              <span className="week-quiet num">{t('weekTimes', { count: times })}</span>
              <span className="week-quiet num">{when.format(last)}</span>
            </li>
          );
        })}
      </ul>
      {week.openedInAll > week.opened.length && (
        <Text size="sm" c="dimmed">
          {t('weekOpenedMore', { count: week.opened.length })}
        </Text>
      )}
    </section>
  );
}

function Logins({ logins }: { readonly logins: Week['logins'] }) {
  const { t, i18n } = useTranslation('journal');
  const day = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', month: 'numeric', day: 'numeric' });
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' });
  return (
    <section>
      <Title order={2}>{t('weekLogins')}</Title>
      {logins.length === 0 && <Text c="dimmed">{t('weekLoginsNone')}</Text>}
      <ul className="week-list">
        {logins.map(({ at, until }) => (
          <li key={at}>
            <span className="week-name num">{day.format(at)}</span>
            <span className="num">
              {time.format(at)} – {until === null ? t('weekStill') : time.format(until)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
