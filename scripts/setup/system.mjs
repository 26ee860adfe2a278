// What Debian (or a relative) must hold before Coffer can be built and shown.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One thing that must be there: where to see that it is, and the package (older name second) that brings it.
 * @typedef {{ present: () => boolean, packages: string[] }} Need
 */

/** To build keytar. */
const building = [
  need(() => command('make'), 'make'),
  need(() => command('g++'), 'g++'),
  need(() => command('python3'), 'python3'),
  need(() => command('pkg-config'), 'pkg-config'),
  need(() => library('pkgconfig/libsecret-1.pc'), 'libsecret-1-dev'),
];
/** To open Electron's window. */
const showing = [
  need(() => library('libnss3.so'), 'libnss3'),
  need(() => library('libgtk-3.so.0'), 'libgtk-3-0t64', 'libgtk-3-0'),
  need(() => library('libgbm.so.1'), 'libgbm1'),
  need(() => library('libasound.so.2'), 'libasound2t64', 'libasound2'),
  need(() => library('libatk-bridge-2.0.so.0'), 'libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'),
  need(() => library('libcups.so.2'), 'libcups2t64', 'libcups2'),
  need(() => library('libdrm.so.2'), 'libdrm2'),
  need(() => library('libxkbcommon.so.0'), 'libxkbcommon0'),
];
/** To do without a desktop. */
const headless = [
  need(() => command('Xvfb'), 'xvfb'),
  need(() => command('dbus-daemon') && command('dbus-send'), 'dbus'),
  need(() => command('gnome-keyring-daemon'), 'gnome-keyring'),
  need(() => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'), 'fonts-noto-cjk'),
];

/**
 * Installs what is missing where it may (root on Debian), else prints the one line that does it.
 * @param {string} commandName what is about to run
 */
export function installSystem(commandName) {
  if (process.platform !== 'linux' || !command('apt-get')) return;
  const desktop = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  const wanted = [...building, ...showing, ...(desktop && commandName !== 'test' ? [] : headless)];
  const missing = wanted.filter((one) => !one.present());
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    const names = missing.map((one) => one.packages.at(-1)).join(' ');
    process.stderr.write(
      `Missing on this computer. Please run:\n  sudo apt-get install --no-install-recommends ${names}\n`,
    );
    process.exit(1);
  }
  apt(['update', '-qq']);
  const names = missing.map(available);
  process.stdout.write(`Installing ${names.join(' ')} …\n`);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);
  const still = missing.filter((one) => !one.present());
  if (still.length > 0) {
    process.stderr.write(`Could not be installed: ${still.map((one) => one.packages.join(' or ')).join(', ')}.\n`);
    process.exit(1);
  }
}

/**
 * @param {() => boolean} present
 * @param {...string} packages
 * @returns {Need}
 */
function need(present, ...packages) {
  return { present, packages };
}

/** @param {Need} one */
function available(one) {
  const found = one.packages.find((name) => {
    const shown = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout;
    return /Candidate: (?!\(none\))/.test(shown);
  });
  return found ?? /** @type {string} */ (one.packages.at(-1));
}

/** @param {string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = spawnSync('apt-get', args, { encoding: 'utf8', env });
  if (result.status !== 0) {
    process.stderr.write(`apt-get ${args.join(' ')} failed:\n${result.stderr || result.stdout}\n`);
    process.exit(1);
  }
}

/** @param {string} name */
function command(name) {
  return (process.env['PATH'] ?? '').split(':').some((folder) => folder !== '' && existsSync(join(folder, name)));
}

/** @param {string} file below one of the library folders */
function library(file) {
  const folders = ['/usr/lib', '/lib', '/usr/lib64', '/usr/share'];
  for (const base of ['/usr/lib', '/lib']) {
    if (!existsSync(base)) continue;
    for (const name of readdirSync(base)) if (name.includes('-linux-gnu')) folders.push(join(base, name));
  }
  return folders.some((folder) => existsSync(join(folder, file)));
}
