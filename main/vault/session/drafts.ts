import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context, VaultProcess } from '../process.ts';
import { type SubjectChange, commit } from '../store/commit.ts';
import type { OpenVault } from './openVault.ts';

/** A half-written text from the person's own desk. */
export function getDraft({ process, vault }: Context, { key }: Parsed<'drafts.get'>): Output<'drafts.get'> {
  const found = process.preview === null ? vault.content.draft.get(key) : undefined;
  return { text: found?.text ?? null, saved: found?.saved ?? null };
}

/** Seals a half-written text on the desk; the same key always writes the same record. */
export function putDraft({ process, vault }: Context, { key, text }: Parsed<'drafts.put'>): Output<'drafts.put'> {
  const found = vault.content.draft.get(key);
  if ((found?.text ?? '') === text) return { done: true };
  const change = draftChange(process, vault, key, text);
  if (change === null) throw new VaultError('notAllowed');
  commit(vault, { kind: 'draft.save', subjects: [change] });
  return { done: true };
}

/** What writes a text under a key onto the person's desk; null for somebody who has none. */
export function draftChange(process: VaultProcess, vault: OpenVault, key: string, text: string): SubjectChange | null {
  const desk = vault.chain.authority.bookOf('desk', vault.user);
  if (desk === undefined) return null;
  const found = vault.content.draft.get(key);
  const subject = found?.subject ?? process.newId();
  return {
    id: subject,
    kind: 'draft',
    ...(found === undefined ? { books: [desk.book] } : {}),
    rows: [{ record: subject, kind: 'draft', class: 'work', payload: { key, text } }],
  };
}
