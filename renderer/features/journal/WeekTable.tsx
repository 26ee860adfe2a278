import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';

type Week = Output<'journal.week'>;

interface WeekTableProps {
  readonly week: Week;
  /** Leads from a day to its entries. */
  readonly onDay?: ((day: number) => void) | undefined;
}

/** Seven days in numbers, beside what is usual for this person. */
export function WeekTable({ week, onDay }: WeekTableProps) {
  const { t, i18n } = useTranslation('journal');
  const number = new Intl.NumberFormat(i18n.language);
  const dayName = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', month: 'numeric', day: 'numeric' });
  return (
    <table className="week" aria-label={t('weekTable')}>
      <thead>
        <tr>
          <th scope="col">{t('weekWhat')}</th>
          {week.days.map(({ day }) => (
            <th key={day} scope="col" className="num">
              {onDay ? (
                <UnstyledButton className="journal-link week-day" title={t('showDay')} onClick={() => onDay(day)}>
                  {dayName.format(day)}
                </UnstyledButton>
              ) : (
                dayName.format(day)
              )}
            </th>
          ))}
          <th scope="col" className="num">
            {t('weekUsual')}
          </th>
          <th scope="col" className="num">
            {t('weekFrom')}
          </th>
        </tr>
      </thead>
      <tbody>
        {week.habits.map(({ what, usual, limit }) => (
          <tr key={what}>
            <th scope="row">{t(`habit_${what}`)}</th>
            {week.days.map((day) => {
              const unusual = day.unusual.includes(what);
              return (
                <td
                  key={day.day}
                  className="num"
                  data-unusual={unusual || undefined}
                  data-none={day[what] === 0 || undefined}
                >
                  {number.format(day[what])}
                  {unusual && <span className="visually-hidden"> {t('weekUnusual')}</span>}
                </td>
              );
            })}
            <td className="num week-habit">{usual === null ? t('weekUnknown') : number.format(usual)}</td>
            <td className="num week-habit">{number.format(limit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
