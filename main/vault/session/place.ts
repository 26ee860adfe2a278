import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Context, VaultProcess } from '../process.ts';
import type { SubjectChange } from '../store/commit.ts';
import { draftChange } from './drafts.ts';
import type { OpenVault } from './openVault.ts';

const state = Symbol('place');
const key = 'place';

function kept(process: VaultProcess): { text: string | null } {
  return process.state(state, () => ({ text: null as string | null }));
}

/** Keeps where the person is for as long as the session lives; what ends the session seals it. */
export function keepPlace({ process }: Context, { text }: Parsed<'session.keepPlace'>): Output<'session.keepPlace'> {
  kept(process).text = text;
  return { done: true };
}

/** Where the person is, or was when their last session ended. */
export function place({ process, vault }: Context): Output<'session.place'> {
  return { text: kept(process).text ?? vault.content.draft.get(key)?.text ?? null };
}

/** What the entry that ends the session writes besides: the place, sealed on the desk, where it has changed. */
export function placeChange(process: VaultProcess, vault: OpenVault): SubjectChange[] {
  const { text } = kept(process);
  if (text === null || text === vault.content.draft.get(key)?.text) return [];
  const change = draftChange(process, vault, key, text);
  return change === null ? [] : [change];
}
