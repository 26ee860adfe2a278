import { useRead } from '../../api/queries.ts';

/** Until when this person also looks after a colleague's customers; null = until it is ended, undefined = they do not. */
export function useLookedAfter(whose: string | null): number | null | undefined {
  const people = useRead('staff.list', {}, { enabled: whose !== null }).data?.people;
  return people?.find(({ you }) => you)?.looksAfter.find(({ user }) => user === whose)?.until;
}
