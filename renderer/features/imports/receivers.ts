import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';

/** Who can be given the customers of a list. */
export interface Receivers {
  readonly people: readonly { readonly user: string; readonly name: string }[];
  readonly pool: boolean;
  /** Where rows go that name nobody, until somebody says otherwise. */
  readonly atFirst: string;
  readonly nameOf: (receiver: string) => string;
}

/** Everybody here whom this person may give customers to; oneself first. */
export function useReceivers(): Receivers {
  const { t } = useTranslation('imports');
  const me = useMe();
  const holders = useRead('customers.holders', {}).data?.holders;
  return useMemo(() => {
    const open = (holders ?? []).filter(({ canReceive }) => canReceive);
    const others = open.flatMap(({ responsible }) =>
      responsible.kind === 'person' && responsible.user !== me.user ? [responsible] : [],
    );
    const meToo =
      open.length === 0 ||
      open.some(({ responsible }) => responsible.kind === 'person' && responsible.user === me.user);
    const people = [
      ...(meToo ? [{ user: me.user, name: t('you', { name: me.name }) }] : []),
      ...others.map(({ user, name }) => ({ user, name })),
    ];
    const pool = open.some(({ responsible }) => responsible.kind === 'pool');
    const mine = me.role === 'salesperson' || others.length === 0;
    return {
      people,
      pool,
      atFirst: pool && !(mine && meToo) ? 'pool' : (people[0]?.user ?? 'pool'),
      nameOf: (receiver) => people.find(({ user }) => user === receiver)?.name ?? t('pool'),
    };
  }, [holders, me.user, me.name, me.role, t]);
}
