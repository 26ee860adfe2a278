import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import type { FilterOption } from './FilterMenu.tsx';

type Holder = Output<'customers.holders'>['holders'][number];

/** The id that whoever looks after something is chosen by: a person's, or `pool`. */
export function holderId({ responsible }: Pick<Holder, 'responsible'>): string {
  return responsible.kind === 'pool' ? 'pool' : responsible.user;
}

interface WhoseNames {
  readonly holders: readonly Holder[];
  readonly options: readonly FilterOption[];
  /** "My customers", "Customers of 王芳", "Pool". */
  readonly nameOf: (id: string) => string;
}

/** Whose customers there are, named from where this person stands; one's own come first. */
export function useWhoseNames(): WhoseNames {
  const { t } = useTranslation('customers');
  const me = useMe();
  const mine = me.previewing?.user ?? me.user;
  const holders = useRead('customers.holders', {}).data?.holders ?? [];
  const nameOf = (id: string) => {
    if (id === 'pool') return t('pool');
    if (id === mine) return t('mine');
    const holder = holders.find((one) => holderId(one) === id);
    return t('theirs', { name: holder?.responsible.kind === 'person' ? holder.responsible.name : '' });
  };
  const rank = (id: string) => (id === mine ? 0 : id === 'pool' ? 1 : 2);
  const options = holders
    .map((holder) => ({ value: holderId(holder), label: nameOf(holderId(holder)), count: holder.count }))
    .sort((a, b) => rank(a.value) - rank(b.value) || b.count - a.count);
  return { holders, options, nameOf };
}
