import { Button, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LeavingWeek } from '#shared/contract/leaving.ts';
import { copyText } from '../../ui/copyText.ts';
import { showDone } from '../../ui/undoToast.tsx';
import { useNumber } from '../../ui/useNumber.ts';
import { type ReportColumn, isUnusual, reportColumns, reportText } from './leaveReport.ts';

interface LeaveReportProps {
  readonly name: string;
  readonly weeks: readonly LeavingWeek[];
  readonly openedInAll: number;
}

/** What somebody did in the last 90 days, week by week, held against their own habit. */
export function LeaveReport({ name, weeks, openedInAll }: LeaveReportProps) {
  const { t, i18n } = useTranslation('leaving');
  const number = useNumber();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const worked = weeks.filter(({ days }) => days > 0);
  const unusual = worked.some((week) => week.unusual.length > 0);
  const heads = [t('week'), ...reportColumns.map((column) => t(`col_${column}`))];
  const copy = () => {
    const text = reportText(worked, heads, (at) => day.format(at), t('unusual'));
    if (copyText(text)) showDone(t('reportCopied'));
  };
  return (
    <section aria-label={t('reportTitle')}>
      <h3 className="leave-title">{t('reportTitle')}</h3>
      {worked.length === 0 ? (
        <Text size="sm">{t('reportNothing')}</Text>
      ) : (
        <>
          <Text size="sm">
            {t('reportSum', { name, count: openedInAll })} {t(unusual ? 'reportUnusual' : 'reportCalm', { name })}
          </Text>
          <div className="leave-report" tabIndex={0} role="group" aria-label={t('reportTitle')}>
            <table>
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {worked.map((week) => (
                  <tr key={week.from}>
                    <th scope="row">{day.format(week.from)}</th>
                    {reportColumns.map((column) => (
                      <Cell key={column} week={week} column={column} value={number(week[column])} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Button variant="subtle" size="compact-sm" leftSection={<IconCopy size={14} aria-hidden />} onClick={copy}>
            {t('reportCopy')}
          </Button>
        </>
      )}
    </section>
  );
}

function Cell({ week, column, value }: { week: LeavingWeek; column: ReportColumn; value: string }) {
  const { t } = useTranslation('leaving');
  if (!isUnusual(week, column)) return <td className="num">{value}</td>;
  return (
    <td className="num leave-unusual">
      {value} <span className="leave-mark">{t('unusual')}</span>
    </td>
  );
}
