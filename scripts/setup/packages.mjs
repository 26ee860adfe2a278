// node_modules as the lock file says, keytar built against the headers of the machine's own Node.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Whether node_modules holds what package-lock.json names; packages of other systems may be absent.
 * @param {string} root
 */
export function packagesAreCurrent(root) {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  // An optional package that could not be built is removed by npm; try once more when set-up brought what it needs.
  if (process.platform === 'linux' && !existsSync(join(root, keytarAddon)) && !existsSync(join(root, gaveUp)))
    return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(installed);
  return Object.entries(wanted).every(([path, spec]) => {
    if (path === '') return true;
    const there = present[path];
    return there === undefined ? spec.optional === true || spec.devOptional === true : there.version === spec.version;
  });
}

/**
 * `npm ci`, quietly. Ends the process with a sentence when it fails.
 * @param {string} root
 */
export function installPackages(root) {
  process.stdout.write('Installing packages (npm ci) …\n');
  const result = npm(['ci'], root);
  if (result.status !== 0) {
    process.stderr.write('The packages could not be installed; npm says why above.\n');
    process.exit(1);
  }
  if (process.platform === 'linux' && !existsSync(join(root, keytarAddon))) {
    mkdirSync(dirname(join(root, gaveUp)), { recursive: true });
    writeFileSync(join(root, gaveUp), '');
    process.stderr.write(
      'keytar could not be built, so the keychain cannot be reached. It needs libsecret-1-dev and g++.\n',
    );
  }
}

const keytarAddon = 'node_modules/keytar/build/Release/keytar.node';
const gaveUp = 'node_modules/.cache/coffer/keytar-not-built';

/**
 * @param {string[]} args
 * @param {string} root
 */
function npm(args, root) {
  const cli = process.env['npm_execpath'];
  const node = process.env['npm_node_execpath'] ?? process.execPath;
  const env = { ...process.env };
  const prefix = dirname(dirname(realpathSync(node)));
  // node-gyp would download the headers; the machine's Node normally brings its own.
  if (!env['npm_config_nodedir'] && existsSync(join(prefix, 'include/node/node_api.h')))
    env['npm_config_nodedir'] = prefix;
  return cli && existsSync(cli)
    ? spawnSync(node, [cli, ...args], { cwd: root, stdio: 'inherit', env })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
