import type { ImportEncoding } from '#shared/contract/imports.ts';
import type { DayOrder } from '#shared/domain/calendar.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import { type PhoneCountry, normalisePhone } from '#shared/domain/phone.ts';

const countries: readonly PhoneCountry[] = ['TW', 'CN', 'HK', 'MO', 'SG', 'MY', 'JP', 'US', 'GB', 'DE', 'FR'];
const phoneTargets: readonly ImportTarget[] = ['phone', 'mobile', 'fax'];

function samplesOf(
  mapping: readonly ImportTarget[],
  samples: readonly (readonly string[])[],
  targets: readonly ImportTarget[],
): string[] {
  return mapping.flatMap((target, column) => (targets.includes(target) ? (samples[column] ?? []) : []));
}

/** The country whose numbers a list writes without country code: the one for which most samples are numbers. */
export function guessCountry(
  encoding: ImportEncoding,
  mapping: readonly ImportTarget[],
  samples: readonly (readonly string[])[],
): PhoneCountry {
  const home: PhoneCountry = encoding === 'gb18030' ? 'CN' : 'TW';
  const numbers = samplesOf(mapping, samples, phoneTargets);
  let best: PhoneCountry = home;
  let most = 0;
  for (const country of [home, ...countries.filter((other) => other !== home)]) {
    const valid = numbers.filter((number) => normalisePhone(number, country).e164 !== null).length;
    if (valid > most) [best, most] = [country, valid];
  }
  return best;
}

/** How a list writes day and month, where a sample leaves no doubt; null where none does. */
export function guessDayOrder(
  mapping: readonly ImportTarget[],
  samples: readonly (readonly string[])[],
): DayOrder | null {
  for (const sample of samplesOf(mapping, samples, ['birthday'])) {
    const [, first, second] = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}$/u.exec(sample.trim()) ?? [];
    if (Number(first) > 12) return 'dayFirst';
    if (Number(second) > 12) return 'monthFirst';
  }
  return null;
}
