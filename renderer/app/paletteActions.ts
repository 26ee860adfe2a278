import { IconHelp, IconKey, IconKeyboard, IconLock, IconSwitchHorizontal, type Icon } from '@tabler/icons-react';
import type { Action } from '#shared/domain/roles.ts';
import { lockNow } from '../api/beforeLock.ts';
import { entriesFor, type RailEntry } from './railEntries.ts';
import type { AppRouter } from './router.ts';
import { showSurface } from './shellState.ts';

/** One thing the palette can do. */
export interface PaletteAction {
  readonly id: string;
  /** Key of its words in the `app` namespace. */
  readonly words: RailEntry['id'] | 'lock' | 'switchPerson' | 'changePassword' | 'myActivity' | 'keys' | 'help';
  readonly icon: Icon;
  /** Offered to whoever may do this; left out: to everybody. */
  readonly action?: Action;
  readonly run: (navigate: AppRouter['navigate']) => void;
}

const own: readonly PaletteAction[] = [
  { id: 'lock', words: 'lock', icon: IconLock, run: () => void lockNow() },
  { id: 'switch', words: 'switchPerson', icon: IconSwitchHorizontal, run: () => void lockNow() },
  { id: 'password', words: 'changePassword', icon: IconKey, run: () => showSurface('password') },
  { id: 'keys', words: 'keys', icon: IconKeyboard, run: () => showSurface('keys') },
  { id: 'help', words: 'help', icon: IconHelp, run: (navigate) => void navigate({ to: '/help' }) },
];

/** Everything the palette offers somebody who may do `actions`. */
export function paletteActionsFor(actions: readonly Action[]): readonly PaletteAction[] {
  const places = entriesFor(actions).map(({ id, icon, to }): PaletteAction => ({
    id,
    words: id,
    icon,
    run: (navigate) => void navigate({ to }),
  }));
  return [...places, ...own].filter(({ action }) => action === undefined || actions.includes(action));
}
