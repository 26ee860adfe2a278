// Who may import what. The table of walls, as data; walls.js applies it.
import { posix } from 'node:path';

/**
 * `reach`: the folders of our own that a layer may import (`*` ends a prefix); `packages`: names or `@scope/*`;
 * `node`: whether Node's modules are its business.
 * @typedef {{ name: string, matches: RegExp, reach: string[], packages: string[], node: boolean }} Layer
 */

const pages = [
  'react',
  'react-dom',
  'react-i18next',
  'i18next',
  'i18next-icu',
  'intl-messageformat',
  'zustand',
  'dayjs',
  'pinyin-pro',
  '@mantine/*',
  '@tabler/icons-react',
  '@tanstack/*',
  '@zxcvbn-ts/*',
  'uqr',
];

/** @type {Layer[]} */
export const layers = [
  {
    name: 'shared',
    matches: /^shared\//,
    reach: ['shared/*'],
    packages: ['zod', 'libphonenumber-js', 'pinyin-pro'],
    node: false,
  },
  { name: 'preload', matches: /^preload\//, reach: ['shared/*', 'preload/*'], packages: ['electron'], node: false },
  {
    name: 'main/host',
    matches: /^main\/host\//,
    reach: ['shared/*', 'main/host/*'],
    packages: ['electron', 'keytar', 'pino', 'zod'],
    node: true,
  },
  {
    name: 'main/vault',
    matches: /^main\/vault\//,
    reach: ['shared/*', 'main/vault/*'],
    packages: [
      'better-sqlite3-multiple-ciphers',
      'sodium-native',
      'cborg',
      'pino',
      'zod',
      'libphonenumber-js',
      'pinyin-pro',
    ],
    node: true,
  },
  {
    name: 'main/parser',
    matches: /^main\/parser\//,
    reach: ['shared/*', 'main/parser/*'],
    packages: ['papaparse', 'iconv-lite', 'jschardet', 'zod'],
    node: true,
  },
  {
    name: 'renderer/ui',
    matches: /^renderer\/ui\//,
    reach: ['renderer/ui/*', 'shared/domain/*'],
    packages: pages,
    node: false,
  },
  {
    name: 'renderer/api',
    matches: /^renderer\/api\//,
    reach: ['renderer/api/*', 'renderer/locales/*', 'shared/*'],
    packages: [...pages, 'zod'],
    node: false,
  },
  {
    name: 'renderer/locales',
    matches: /^renderer\/locales\//,
    reach: ['renderer/locales/*', 'shared/*'],
    packages: pages,
    node: false,
  },
  {
    name: 'renderer feature',
    matches: /^renderer\/features\/[^/]+\//,
    reach: ['OWN/*', 'renderer/api/*', 'renderer/ui/*', 'renderer/locales/*', 'shared/*'],
    packages: pages,
    node: false,
  },
  { name: 'renderer/app', matches: /^renderer\//, reach: ['renderer/*', 'shared/*'], packages: pages, node: false },
];

/** The parts of the vault that features stand on. */
const foundation = ['access', 'journal', 'keys', 'session', 'store', 'view'];
/** Coffer speaks with nobody: modules that no layer imports. */
const network =
  /^(?:node:)?(?:http|https|http2|net|tls|dgram|dns|dns\/promises|inspector|cluster|worker_threads|repl)$/;
/** Modules that one file alone may import. */
const single = { keytar: 'main/host/secretStore.ts', 'node:child_process': 'main/host/entryProcess.ts' };

/**
 * What is wrong with an import, or null.
 * @param {string} file the importing file, from the root of the project
 * @param {string} specifier as written
 */
export function breach(file, specifier) {
  const layer = layers.find((one) => one.matches.test(file));
  if (layer === undefined) return null;
  if (specifier.startsWith('.')) return breachOfPath(layer, file, posix.join(posix.dirname(file), specifier));
  if (specifier.startsWith('#shared/')) return breachOfPath(layer, file, specifier.slice(1));
  if (specifier.startsWith('node:')) {
    if (!layer.node) return `${layer.name} runs without Node: it may not import ${specifier}.`;
    if (network.test(specifier)) return `Coffer speaks with nobody: ${specifier} may not be imported.`;
    return breachOfSingle(file, specifier);
  }
  const allowed = layer.packages.some((name) =>
    name.endsWith('/*')
      ? specifier.startsWith(name.slice(0, -1))
      : specifier === name || specifier.startsWith(`${name}/`),
  );
  return allowed ? breachOfSingle(file, specifier) : `${layer.name} may not import ${specifier}.`;
}

/**
 * @param {Layer} layer
 * @param {string} file
 * @param {string} target
 */
function breachOfPath(layer, file, target) {
  const own = /^renderer\/features\/[^/]+/.exec(file)?.[0] ?? '';
  const reached = layer.reach.some((prefix) => target.startsWith(prefix.replace('OWN', own).slice(0, -1)));
  if (!reached) return `${layer.name} may not import ${target}.`;
  if (!target.endsWith('.sql.ts') || posix.dirname(file) === posix.dirname(target)) return null;
  const parts = [file, target].map((path) => /^main\/vault\/([^/]+)\//.exec(path)?.[1] ?? '');
  const within = parts.every((part) => foundation.includes(part));
  return within ? null : `The SQL of ${posix.dirname(target)} is its own: import what is built on it.`;
}

/**
 * @param {string} file
 * @param {string} specifier
 */
function breachOfSingle(file, specifier) {
  for (const [name, owner] of Object.entries(single)) {
    if (specifier === name && file !== owner) return `Only ${owner} may import ${name}.`;
  }
  return null;
}
