import { DatePickerInput, DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/zh-cn';
import 'dayjs/locale/zh-tw';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';

/** Gives the calendars in it the language of the screen and the week as it is printed where that is spoken. */
export function Calendars({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const firstDayOfWeek = i18n.language === 'zh-TW' ? 0 : 1;
  return (
    <DatesProvider settings={{ locale: i18n.language.toLowerCase(), firstDayOfWeek, weekendDays: [] }}>
      {children}
    </DatesProvider>
  );
}

interface DayInputProps {
  readonly label: string;
  /** As `2026-11-27`. */
  readonly value: string | null;
  readonly onDay: (value: string | null) => void;
  /** The first day that can be chosen. */
  readonly from?: string;
}

/** One day, chosen in a calendar; the browser's own field speaks the language of the operating system. */
export function DayInput({ label, value, onDay, from }: DayInputProps) {
  const { t } = useTranslation('common');
  const id = useId();
  return (
    <Calendars>
      <DatePickerInput
        id={id}
        // The calendar is named by the field it belongs to.
        popoverProps={{ id }}
        ariaLabels={{ previousMonth: t('calendarBefore'), nextMonth: t('calendarAfter') }}
        hideOutsideDates
        size="xs"
        style={{ minWidth: 132 }}
        // What is seen is part of the name that is heard.
        aria-label={value === null ? label : `${label}: ${value}`}
        placeholder={label}
        valueFormat="YYYY-MM-DD"
        clearable
        clearButtonProps={{ 'aria-label': t('calendarClear') }}
        {...(from === undefined ? {} : { minDate: from })}
        value={value}
        onChange={onDay}
      />
    </Calendars>
  );
}
