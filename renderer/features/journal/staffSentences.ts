import { numberOf, wordFor, wordOf } from './details.ts';
import { personAt } from './objects.ts';
import type { Telling } from './sentence.ts';

const deputyWords = [
  ['add', 'deputyAdd'],
  ['reset', 'deputyReset'],
  ['approve', 'deputyApprove'],
] as const;

/** What happens to people's standing: shut out and let in, another role, looking after a colleague's customers, deputies. */
export const staffTellings = {
  'staff.freeze': (line, t) => ['staffFreeze', { why: t(wordFor('freeze', line.details['reason'], 'freezeOther')) }],
  'staff.thaw': () => ['staffThaw'],
  'staff.role': (line, t) => ['staffRole', { role: t(wordOf('role', line.details['role'])) }],
  'staff.cover': (line, t, locale, mark) => {
    const by = personAt(line, 1, t, mark) ?? mark(t('aPerson'), null);
    const until = numberOf(line, 'until');
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    return until === null ? ['staffCover', { by }] : ['staffCoverUntil', { by, until: day.format(until) }];
  },
  'staff.endCover': (line, t, _, mark) => [
    'staffEndCover',
    { by: personAt(line, 1, t, mark) ?? mark(t('aPerson'), null) },
  ],
  'staff.deputy': (line, t, locale) => {
    const powers = String(line.details['may'] ?? '').split(' ');
    const what = deputyWords.flatMap(([power, key]) => (powers.includes(power) ? [t(key)] : []));
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    return [
      'staffDeputy',
      {
        until: day.format(numberOf(line, 'until') ?? 0),
        what: new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' }).format(what),
      },
    ];
  },
  'staff.endDeputy': () => ['staffEndDeputy'],
  'staff.give': () => ['staffGive'],
  'staff.oneOwner': () => ['staffOneOwner'],
  'staff.keys': () => ['staffKeys'],
  'staff.owed': () => ['staffOwed'],
} as const satisfies Readonly<Record<string, Telling>>;
