import type { LoginHours, LoginRules } from '#shared/domain/loginRules.ts';

/** Monday to Friday, eight to seven: what is offered first. */
export const usualHours: LoginHours = { days: 31, from: 8 * 60, until: 19 * 60 };

/** The table of hours with one role's changed; null takes the limit away. */
export function changedHours(
  hours: LoginRules['hours'],
  role: keyof LoginRules['hours'],
  next: LoginHours | null,
): LoginRules['hours'] {
  const others = Object.fromEntries(Object.entries(hours).filter(([other]) => other !== role));
  return next === null ? others : { ...others, [role]: next };
}

/** Minutes since midnight of a typed time: 8:30, 08.30, 0830, full-width as well, 24:00 at most; null for anything else. */
export function minutesOf(text: string): number | null {
  const found = /^(\d{1,2})[:.]?(\d{2})$/.exec(text.normalize('NFKC').trim());
  if (found === null) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  const all = hours * 60 + minutes;
  return minutes < 60 && all <= 1_440 ? all : null;
}
