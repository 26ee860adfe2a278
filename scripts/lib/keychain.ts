import { type ChildProcess, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTied, stopTied } from './tied.ts';

/** A keychain that programs reach through these environment variables. */
export interface Keychain {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * The password of a profile's own keyring. It protects nothing and is not meant to: on a machine without a desktop
 * nobody could type one, and the vault needs a person's password besides the keychain.
 */
const keyringPassword = 'coffer';

/** Whether a profile has to bring its own keychain: it did before, or there is no desktop session that has one. */
export function needsOwnKeychain(profile: string): boolean {
  if (process.platform !== 'linux') return false;
  if (existsSync(folderOf(profile))) return true;
  const desktop = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return !desktop || !process.env['DBUS_SESSION_BUS_ADDRESS'];
}

/** Starts a real gnome-keyring-daemon on a message bus of its own; the keyring lives in `<profile>/keychain`. */
export async function startKeychain(profile: string): Promise<Keychain> {
  const data = folderOf(profile);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const runtime = mkdtempSync(join(tmpdir(), 'coffer-bus-'));
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await stopTied(child);
    rmSync(runtime, { recursive: true, force: true });
  };
  try {
    // Without service folders: nothing but our own daemon may answer for the keychain.
    const config = join(runtime, 'bus.conf');
    writeFileSync(config, busConfiguration(runtime));
    const bus = startTied('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address']);
    children.push(bus);
    const environment = { DBUS_SESSION_BUS_ADDRESS: await firstLine(bus), XDG_RUNTIME_DIR: runtime, NO_AT_BRIDGE: '1' };
    const daemon = startTied('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      ...environment,
      XDG_DATA_HOME: data,
    });
    children.push(daemon);
    daemon.stdin?.end(keyringPassword);
    await untilAnswering({ ...process.env, ...environment }, daemon);
    return { environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Gives this very process the keychain of a profile where the session has none; the result ends it.
 * To be called before the keychain is used for the first time.
 */
export async function enterKeychain(profile: string): Promise<() => Promise<void>> {
  if (!needsOwnKeychain(profile)) return async () => {};
  const keychain = await startKeychain(profile);
  Object.assign(process.env, keychain.environment);
  return () => keychain.stop();
}

function folderOf(profile: string): string {
  return join(profile, 'keychain');
}

function busConfiguration(folder: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:path=${folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}`)));
  });
}

async function untilAnswering(environment: NodeJS.ProcessEnv, daemon: ChildProcess): Promise<void> {
  const question = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  for (let attempt = 0; attempt < 200; attempt++) {
    const args = [...question, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
    const answer = spawnSync('dbus-send', args, { env: environment, encoding: 'utf8' });
    if (answer.stdout?.includes('boolean true')) return;
    if (daemon.exitCode !== null) break;
    await sleep(50);
  }
  throw new Error('The keychain daemon (gnome-keyring-daemon) did not start.');
}
