import { create } from 'zustand';
import type { Output } from '#shared/contract/index.ts';
import type { Action } from '#shared/domain/roles.ts';
import { call } from './call.ts';
import { queryClient } from './queries.ts';

/** Who is at the screen, what the program offers them, and in which state the vault is. */
export type Me = Output<'session.me'>;

interface SessionState {
  readonly me: Me | null;
}

/** The session of this window; null before login. */
export const useSession = create<SessionState>()(() => ({ me: null }));

/** Whose eyes this window looks through: the person's own, or those of whom the owner is looking as. */
export function eyesOf({ user, previewing }: Me): string {
  return previewing ? `${user}>${previewing.user}` : user;
}

/** Opens this window's session; with other eyes every answer given so far is forgotten first. */
export function setMe(me: Me): void {
  const before = useSession.getState().me;
  if (before && eyesOf(before) !== eyesOf(me)) queryClient.clear();
  useSession.setState({ me });
}

/** Empties this window at once: nobody is at the screen, and no answer given so far is kept. */
export function forgetSession(): void {
  useSession.setState({ me: null });
  queryClient.clear();
}

/** Reads again who is at the screen. */
export async function rereadMe(): Promise<void> {
  if (useSession.getState().me) setMe(await call('session.me', {}));
}

/** Who is at the screen. Only for what is shown after login. */
export function useMe(): Me {
  const me = useSession((state) => state.me);
  if (!me) throw new Error('no session in this window');
  return me;
}

/** Whether the program offers an action to whoever is at the screen; the vault decides in any case. */
export function useCan(action: Action): boolean {
  return useSession((state) => state.me?.actions.includes(action) ?? false);
}

/** Whether changes are refused at the moment: looking as somebody else, or quarantine. */
export function useReadOnly(): boolean {
  return useSession((state) => state.me !== null && (state.me.previewing !== null || state.me.quarantine !== null));
}
