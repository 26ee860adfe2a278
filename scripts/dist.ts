import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './lib/build.ts';
import { readArguments } from './lib/arguments.ts';
import { copyForPackaging, resolveElectron } from './lib/electron.ts';
import { inspectPackage } from './lib/inspectPackage.ts';
import { cacheFolder, root } from './lib/paths.ts';

const options = readArguments(process.argv.slice(2), { dir: 'flag' });
const electron = resolveElectron();
process.stdout.write(`${electron.reason}\n`);
if (!electron.pinned && !options.dir) {
  process.stderr.write(
    'A package for users is only built on the pinned Electron. With -- --dir it can be inspected.\n',
  );
  process.exit(1);
}
await build();

const electronDist = join(cacheFolder, 'electron-for-package');
copyForPackaging(electron, electronDist);
const given = [
  ...(options.dir ? ['--dir'] : []),
  `-c.electronDist=${electronDist}`,
  `-c.electronVersion=${electron.version}`,
  // The substitute is older than this fuse.
  ...(electron.pinned ? ['-c.electronFuses.grantFileProtocolExtraPrivileges=false'] : []),
];
rmSync(join(root, 'release'), { recursive: true, force: true });
const tool = join(root, 'node_modules/.bin/electron-builder');
const result = spawnSync(tool, ['--config=electron-builder.yml', ...given], { cwd: root, stdio: 'inherit' });
rmSync(electronDist, { recursive: true, force: true });
if (result.status !== 0) process.exit(1);

const unpacked = join(root, `release/${process.platform === 'win32' ? 'win' : 'linux'}-unpacked`);
const report = process.platform === 'darwin' ? [] : await inspectPackage(unpacked);
for (const line of report) process.stdout.write(`${line}\n`);
process.stdout.write(`Package: ${unpacked}\n`);
if (!electron.pinned) process.stdout.write('For inspection only: on this runtime it opens no vault and says so.\n');
