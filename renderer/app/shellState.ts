import { create } from 'zustand';

/** Which of the shell's own surfaces are open. */
export type Surface = 'keys' | 'password' | 'slip' | 'login' | null;

interface ShellState {
  readonly narrow: boolean;
  readonly surface: Surface;
}

/** State of the frame: the rail's width, and the dialog above it. */
export const useShell = create<ShellState>()(() => ({ narrow: window.innerWidth < 1200, surface: null }));

/** Opens one of the shell's dialogs, or closes them. */
export function showSurface(surface: Surface): void {
  useShell.setState({ surface });
}

/** Narrows or widens the rail. */
export function toggleRail(): void {
  useShell.setState(({ narrow }) => ({ narrow: !narrow }));
}
