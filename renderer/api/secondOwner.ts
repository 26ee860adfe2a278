import { create } from 'zustand';

interface SecondOwner {
  /** The vault has just been made, and its owner has not been asked yet. */
  readonly asks: boolean;
  /** They want to add one now: the people page opens its dialog for it. */
  readonly adds: boolean;
}

/** Where the question for a second owner stands in this window. */
export const useSecondOwner = create<SecondOwner>()(() => ({ asks: false, adds: false }));
