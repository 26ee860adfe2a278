const day = 24 * 60 * 60 * 1_000;

interface VisitTimes {
  /** A moment: the weekday within the last six days, else the date, and the time. */
  readonly moment: (at: number) => string;
  /** From when until when; on one day the day is said once. */
  readonly span: (from: number, until: number) => string;
}

/** Words for when somebody was here, in the person's language. */
export function visitTimes(language: string, now: number): VisitTimes {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short' });
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const today = new Date(now).toDateString();
  const dayOf = (at: number) => {
    if (new Date(at).toDateString() === today) return '';
    return `${(now - at < 6 * day ? weekday : date).format(at)} `;
  };
  const moment = (at: number) => `${dayOf(at)}${time.format(at)}`;
  return {
    moment,
    span: (from, until) => {
      const oneDay = new Date(from).toDateString() === new Date(until).toDateString();
      return `${moment(from)}–${oneDay ? time.format(until) : moment(until)}`;
    },
  };
}
