import {
  QueryClient,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { CallName, EventPayload, Input, Output } from '#shared/contract/index.ts';
import { call, Refused } from './call.ts';

/** Answers stay until `data.changed` says otherwise: the vault is on this machine and tells. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always', retry: false },
  },
});

type Changed = EventPayload<'data.changed'>['what'][number];
/** Which calls have to be made again when something changed: prefixes of call names. */
const touchedBy: Record<Changed, readonly string[]> = {
  customers: ['customers.'],
  notes: ['notes.'],
  staff: ['staff.', 'leaving.', 'invites.list', 'accounts.', 'customers.holders', 'exports.estimate'],
  // Not `exports.preview`: each look at the rows is journaled, and that change would have them fetched again for ever.
  exports: ['exports.mine', 'exports.inbox', 'exports.get', 'exports.estimate'],
  imports: ['imports.list', 'imports.problems'],
  journal: [
    'journal.list',
    'journal.mine',
    'journal.unusual',
    'journal.week',
    'journal.seen',
    'journal.checkpoints',
    'terms.',
  ],
  session: ['session.'],
};

/** Fetches again what a `data.changed` event names. */
export function refresh(what: readonly Changed[]): Promise<void> {
  const prefixes = what.flatMap((one) => touchedBy[one]);
  return queryClient.invalidateQueries({
    predicate: ({ queryKey: [name], state }) =>
      typeof name === 'string' &&
      prefixes.some((prefix) => name.startsWith(prefix)) &&
      // What is no longer this person's to see is not asked for again by itself: asking is counted, and ends the session.
      !(state.error instanceof Refused && state.error.code === 'notFound'),
  });
}

interface ReadOptions {
  readonly enabled?: boolean;
  /** Shows the former answer while a new input is being answered. */
  readonly keepPrevious?: boolean;
}

/** The answer to a reading call, kept until something changes. */
export function useRead<N extends CallName>(
  name: N,
  input: Input<N>,
  { enabled = true, keepPrevious = false }: ReadOptions = {},
): UseQueryResult<Output<N>, Refused> {
  return useQuery<Output<N>, Refused, Output<N>, readonly [N, Input<N>]>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** The calls that answer by pages: they take `after` and answer `next`. */
export type PagedCall = {
  [N in CallName]: Input<N> extends { after: unknown } ? (Output<N> extends { next: unknown } ? N : never) : never;
}[CallName];

interface PageOptions<N extends PagedCall> extends ReadOptions {
  /** `after` of the first page; null where left out. */
  readonly first?: Input<N>['after'];
}

/** A long list, page by page, by the key the page before ended with. */
export function useReadPages<N extends PagedCall>(
  name: N,
  input: Omit<Input<N>, 'after'>,
  { enabled = true, keepPrevious = false, first }: PageOptions<N> = {},
): UseInfiniteQueryResult<InfiniteData<Output<N>>, Refused> {
  return useInfiniteQuery<Output<N>, Refused, InfiniteData<Output<N>>, readonly unknown[], unknown>({
    queryKey: [name, input, 'pages'],
    queryFn: ({ pageParam }) => call(name, { ...input, after: pageParam } as Input<N>),
    initialPageParam: first ?? null,
    getNextPageParam: (last) => (last as { next: unknown }).next,
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

interface ChangeOptions<N extends CallName> {
  readonly onDone?: (output: Output<N>, input: Input<N>) => void;
  readonly onRefused?: (error: Refused, input: Input<N>) => void;
}

/** A call that changes something; the lists follow by `data.changed`. */
export function useChange<N extends CallName>(
  name: N,
  { onDone, onRefused }: ChangeOptions<N> = {},
): UseMutationResult<Output<N>, Refused, Input<N>> {
  return useMutation<Output<N>, Refused, Input<N>>({
    mutationKey: [name],
    mutationFn: (input) => call(name, input),
    ...(onDone ? { onSuccess: (output, input) => onDone(output, input) } : {}),
    ...(onRefused ? { onError: (error, input) => onRefused(error, input) } : {}),
  });
}
