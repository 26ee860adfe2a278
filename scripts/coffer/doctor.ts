import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecretStore } from '../../main/host/secretStore.ts';
import { syncedBy } from '../../main/host/vaultFolder.ts';
import { build } from '../lib/build.ts';
import { startHeadlessHost } from '../lib/headlessHost.ts';
import { enterKeychain } from '../lib/keychain.ts';

interface Finding {
  readonly good: boolean;
  readonly sentence: string;
}

/** Looks at this computer, and at where a vault lies. Each finding is one sentence; what is missing says what to do. */
export async function examine(vault: string): Promise<readonly Finding[]> {
  const profile = mkdtempSync(join(tmpdir(), 'coffer-doctor-'));
  try {
    return [node(), await vaultProcess(profile), await keychain(profile), display(), fonts(), folder(vault)];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

function node(): Finding {
  const good = Number(process.versions.node.split('.')[0]) >= 24;
  return {
    good,
    sentence: good ? `Node ${process.versions.node} runs this.` : 'Node 24 or newer is needed; run "npm install".',
  };
}

/** The vault process loads the database driver and the cryptographic library when it starts. */
async function vaultProcess(profile: string): Promise<Finding> {
  try {
    await build();
    const host = startHeadlessHost({ profile });
    const { phase } = await host.call('session.status', {});
    await host.close();
    return { good: phase === 'noVault', sentence: 'The encrypted database and the cryptographic library load.' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { good: false, sentence: `The vault process does not start (${why}). Run "npm ci" and try again.` };
  }
}

async function keychain(profile: string): Promise<Finding> {
  let leave = async (): Promise<void> => undefined;
  const account = `doctor:${process.pid}`;
  try {
    leave = await enterKeychain(profile);
    const store = createSecretStore();
    await store.set(account, 'kept');
    await store.delete(account);
    return { good: true, sentence: 'The keychain keeps what is put into it.' };
  } catch (error) {
    const code = error instanceof Error ? error.message : String(error);
    return {
      good: false,
      sentence: `The keychain does not work (${code}). Install libsecret-1-dev and gnome-keyring, run "npm ci", and log in to the desktop.`,
    };
  } finally {
    await leave();
  }
}

function display(): Finding {
  if (process.platform !== 'linux') return { good: true, sentence: 'Windows open on this desktop.' };
  const there = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  if (there) return { good: true, sentence: `Windows open on display ${there}.` };
  const good = spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;
  return {
    good,
    sentence: good
      ? 'There is no desktop; windows open on a virtual display.'
      : 'There is neither a desktop nor a virtual display. Install xvfb.',
  };
}

const services = {
  oneDrive: 'OneDrive',
  iCloud: 'iCloud',
  dropbox: 'Dropbox',
  baidu: 'Baidu Netdisk',
  googleDrive: 'Google Drive',
  network: 'a network drive',
} as const;

/** A folder that a service copies, or another computer serves, is no place for a database. */
function folder(vault: string): Finding {
  const by = syncedBy(vault);
  return {
    good: by === null,
    sentence:
      by === null
        ? `Nothing seems to copy ${vault} to somewhere else.`
        : `${vault} lies in ${services[by]}, which copies files while they are written and can break a vault. Close Coffer and move the folder to this computer’s own disk.`,
  };
}

function fonts(): Finding {
  if (process.platform !== 'linux') return { good: true, sentence: 'The system brings fonts for Chinese.' };
  const list = spawnSync('fc-list', [':lang=zh-tw', 'family'], { encoding: 'utf8' });
  const good = list.error === undefined && list.stdout.trim() !== '';
  return {
    good,
    sentence: good ? 'There are fonts for Chinese.' : 'There is no font for Chinese. Install fonts-noto-cjk.',
  };
}
