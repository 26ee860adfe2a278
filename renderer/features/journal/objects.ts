import type { TFunction } from 'i18next';
import type { JournalLine } from '#shared/contract/audit.ts';
import type { journal } from '../../locales/en/journal.ts';

type JournalKey = keyof typeof journal;
type Subject = JournalLine['objects'][number];

/** Whom or what a part of a sentence names, so that the screen can lead there. */
export type Reference = { readonly kind: Subject['kind']; readonly id: string };
/** Marks a name within a sentence, so that it can be told from the words around it. */
export type Mark = (text: string, reference: Reference | null) => string;

/** What the sentences of a feature are about, and the word for it where it has no name. */
const about: Readonly<Record<string, readonly [Subject['kind'], JournalKey]>> = {
  customer: ['customer', 'aCustomer'],
  note: ['customer', 'aCustomer'],
  export: ['request', 'aRequest'],
  staff: ['person', 'aPerson'],
  session: ['person', 'aPerson'],
  preview: ['person', 'aPerson'],
};
const byReference = {
  customer: 'referenceCustomer',
  person: 'referencePerson',
  request: 'referenceRequest',
  other: 'referenceOther',
} as const satisfies Record<Subject['kind'], JournalKey>;

/** How many are named before the rest is counted. */
const mostNamed = 3;

function nameOf(subject: Subject, t: TFunction<'journal'>, mark: Mark): string {
  const name = subject.name ?? t(byReference[subject.kind], { reference: subject.reference });
  return mark(name, { kind: subject.kind, id: subject.id });
}

/**
 * Whom or what an entry is about, in words. An entry also lists what it touched on the way (who received a customer,
 * the record of a request), so each feature names its own kind only.
 */
export function objectsOf(line: JournalLine, t: TFunction<'journal'>, locale: string, mark: Mark): string {
  const feature = line.kind.split('.')[0] ?? '';
  const [kind, noun] = (Object.hasOwn(about, feature) ? about[feature] : undefined) ?? [null, 'anItem' as const];
  const own = line.objects.filter((one) => kind === null || one.kind === kind);
  const objects = own.length > 0 ? own : kind === 'customer' ? [] : line.objects;
  const many = kind === 'customer' && (line.count > mostNamed || (objects.length === 0 && line.count > 0));
  if (many) return mark(t('countCustomers', { count: line.count }), null);
  const [first] = objects;
  if (!first) return t(noun);
  if (kind === 'person' || kind === 'request') return nameOf(first, t, mark);
  const count = Math.max(line.count, objects.length);
  const names = objects.slice(0, mostNamed).map((one) => nameOf(one, t, mark));
  if (count > names.length) {
    const listed = names.join(locale.startsWith('zh') ? '、' : ', ');
    return t('andMore', { names: listed, count: count - names.length });
  }
  return new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' }).format(names);
}

/** The person at a place among the people an entry names; null where it names fewer. */
export function personAt(line: JournalLine, index: number, t: TFunction<'journal'>, mark: Mark): string | null {
  const person = line.objects.filter(({ kind }) => kind === 'person')[index];
  return person ? nameOf(person, t, mark) : null;
}
