import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Id } from '#shared/domain/ids.ts';
import { replaceFile } from '../keys/header.ts';
import { readSmall } from '../store/readSmall.ts';

/** What may lie beside the vault for a code. Nobody can write the database before they are in, hence files. */
export type InviteFile = 'offer' | 'answer' | 'computer';
const most = 64 * 1024;

function path(folder: string, name: Id, kind: InviteFile): string {
  return join(folder, `invite-${name}.${kind}`);
}

/** The file's bytes; null where there is none, or none that could be ours. */
export function readInvite(folder: string, name: Id, kind: InviteFile): Buffer | null {
  return readSmall(path(folder, name, kind), most);
}

export function writeInvite(folder: string, name: Id, kind: InviteFile, content: Uint8Array): void {
  replaceFile(path(folder, name, kind), content);
}

export function dropInvite(folder: string, name: Id, kind: InviteFile): void {
  rmSync(path(folder, name, kind), { force: true });
}
