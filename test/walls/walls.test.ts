import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = process.cwd();
let copy = '';

/** Every wall with one breach: the file, what it says, and a part of the complaint. */
const breaches: readonly (readonly [name: string, file: string, text: string, complaint: string])[] = [
  ['shared stays without Node', 'shared/seeded.ts', "import 'node:fs';", 'shared runs without Node'],
  [
    'shared knows no layer above',
    'shared/seeded.ts',
    "export * from '../main/vault/clock.ts';",
    'shared may not import main/vault',
  ],
  ['shared takes no other package', 'shared/seeded.ts', "import 'react';", 'shared may not import react'],
  [
    'preload reaches only shared and electron',
    'preload/seeded.ts',
    "import '../main/host/ipc.ts';",
    'preload may not import main/host',
  ],
  [
    'the host never loads the database',
    'main/host/seeded.ts',
    "import 'better-sqlite3-multiple-ciphers';",
    'main/host may not import better-sqlite3',
  ],
  [
    'the host knows the vault by path only',
    'main/host/seeded.ts',
    "void import('../vault/handle.ts');",
    'main/host may not import main/vault',
  ],
  [
    'one file imports ipcMain',
    'main/host/seeded.ts',
    "import { ipcMain } from 'electron'; void ipcMain;",
    'may import ipcMain',
  ],
  ['one file imports keytar', 'main/host/seeded.ts', "export { getPassword } from 'keytar';", 'may import keytar'],
  ['one file starts processes', 'main/host/seeded.ts', "import 'node:child_process';", 'may import node:child_process'],
  ['nobody speaks with the network', 'main/host/seeded.ts', "import 'node:https';", 'Coffer speaks with nobody'],
  [
    'the vault knows no Electron',
    'main/vault/seeded.ts',
    "void import('electron');",
    'main/vault may not import electron',
  ],
  [
    'the vault knows no host',
    'main/vault/seeded.ts',
    "export * from '../host/asks.ts';",
    'main/vault may not import main/host',
  ],
  ['a feature keeps its SQL', 'main/vault/exports/seeded.ts', "import '../customers/customers.sql.ts';", 'is its own'],
  ['a feature goes through the store', 'main/vault/exports/seeded.ts', "import '../store/vault.sql.ts';", 'is its own'],
  [
    'SQL stands in .sql.ts',
    'main/vault/customers/seeded.ts',
    "export const one = 'SELECT id FROM customers';",
    'SQL stands in',
  ],
  [
    'SQL in a template too',
    'main/vault/customers/seeded.ts',
    'export const one = (n: string) => `DELETE FROM ${n}`;',
    'SQL stands in',
  ],
  ['no SELECT *', 'main/vault/customers/seeded.sql.ts', "export const all = 'SELECT * FROM customers';", 'no SELECT *'],
  ['no key pragma', 'main/vault/store/seeded.ts', "export const key = `PRAGMA key = ''`;", 'never as a pragma'],
  [
    'no serialize',
    'main/vault/store/seeded.ts',
    'export const f = (db: { serialize(): void }) => db.serialize();',
    'in clear',
  ],
  [
    'no backup',
    'main/vault/store/seeded.ts',
    "export const f = (db: { backup(to: string): void }) => db.backup('x');",
    'VACUUM INTO',
  ],
  [
    'no sodium_malloc',
    'main/vault/keys/seeded.ts',
    "import { sodium_malloc } from 'sodium-native'; void sodium_malloc;",
    'sodium_malloc throws',
  ],
  [
    'modules are named by literals',
    'main/vault/seeded.ts',
    'export const f = (name: string) => import(name);',
    'named by a literal',
  ],
  [
    'the parser holds no keys',
    'main/parser/seeded.ts',
    "import 'sodium-native';",
    'main/parser may not import sodium-native',
  ],
  [
    'the parser opens no database',
    'main/parser/seeded.ts',
    "import 'better-sqlite3-multiple-ciphers';",
    'main/parser may not import better-sqlite3',
  ],
  [
    'a screen knows no other feature',
    'renderer/features/customers/seeded.ts',
    "import '../staff/staff.ts';",
    'may not import renderer/features/staff',
  ],
  [
    'a screen knows no app',
    'renderer/features/customers/seeded.ts',
    "export * from '../../app/routes.tsx';",
    'may not import renderer/app',
  ],
  [
    'a screen knows no Electron',
    'renderer/features/customers/seeded.ts',
    "import 'electron';",
    'may not import electron',
  ],
  ['a screen knows no Node', 'renderer/features/customers/seeded.ts', "import 'node:fs';", 'runs without Node'],
  [
    'the design system knows no feature',
    'renderer/ui/seeded.ts',
    "import '../features/customers/place.ts';",
    'may not import renderer/features',
  ],
  [
    'the design system knows no contract',
    'renderer/ui/seeded.ts',
    "import '#shared/contract/index.ts';",
    'may not import shared/contract',
  ],
];

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'coffer-walls-'));
  cpSync(join(root, 'scripts/lint'), join(copy, 'scripts/lint'), { recursive: true });
  cpSync(join(root, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a breach of a wall between layers is found by the linter', () => {
  /** What the linter says of each seeded file. All breaches lie beside each other, each in a file of its own. */
  const complaints = new Map<string, string[]>();
  let refused = false;
  const fileOf = (i: number): string => breaches[i]?.[1].replace('seeded', `seeded${i}`) ?? '';

  beforeAll(() => {
    const removals = breaches.map(([, , text], i) => seed(fileOf(i), text));
    const { status, diagnostics } = lint();
    refused = status !== 0;
    for (const remove of removals) remove();
    for (const { filename, message } of diagnostics)
      complaints.set(filename, [...(complaints.get(filename) ?? []), message]);
  });
  test('and code that keeps them is not', () => {
    seed('main/vault/customers/customers.ts', "export { list } from './customers.sql.ts';");
    seed('main/vault/keys/good.ts', "export { rows } from '../store/vault.sql.ts';");
    seed('renderer/features/customers/good.ts', "export { Money } from '../../ui/Money.tsx';");
    const { status, diagnostics } = lint();
    expect(diagnostics).toEqual([]);
    expect(status).toBe(0);
  });
  test.each(breaches.map(([name, , , complaint], i) => [name, fileOf(i), complaint] as const))(
    '%s',
    (_name, file, complaint) => {
      expect(complaints.get(file)?.join('\n')).toContain(complaint);
      expect(refused).toBe(true);
    },
  );
});

describe('a breach of a wall between processes is found by the compiler', () => {
  const configs = [
    'scripts/config/tsconfig.base.json',
    'shared/tsconfig.json',
    'main/host/tsconfig.json',
    'main/vault/tsconfig.json',
    'renderer/tsconfig.json',
  ];
  test.each([
    [
      'the vault from the host',
      'main/host',
      "export { vault } from '../vault/clock.ts';",
      "'vault/clock.ts' is not listed",
    ],
    [
      'the vault from a screen',
      'renderer',
      "export { vault } from '../main/vault/clock.ts';",
      "'main/vault/clock.ts' is not listed",
    ],
    [
      'Node from a screen',
      'renderer',
      "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
      "'node:fs'",
    ],
    ['Node from shared', 'shared', 'export const here = process.cwd();', "'process'"],
    ['the page from the vault', 'main/vault', 'export const title = document.title;', "'document'"],
  ])('%s', (_name, project, text, complaint) => {
    for (const config of configs) seed(config, '', join(root, config));
    seed('main/vault/clock.ts', 'export const vault = 1;');
    const remove = seed(`${project}/seeded.ts`, text);
    const result = run('tsc', ['-p', project, '--outDir', join(copy, 'out'), '--skipLibCheck']);
    remove();
    expect(result.status).not.toBe(0);
    expect(result.output.replaceAll(copy, '').replaceAll('/main/vault', 'main/vault')).toContain(
      complaint.replace("'vault/", "'main/vault/"),
    );
  });
});

/** Writes one file into the copy (or takes it from the project) and returns what removes it. */
function seed(file: string, text: string, from?: string): () => void {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  if (from === undefined) writeFileSync(path, `${text}\n`);
  else cpSync(from, path);
  return () => rmSync(path);
}

function lint(): { status: number | null; diagnostics: { filename: string; message: string }[] } {
  const { status, output } = run('oxlint', [
    '-c',
    '.oxlintrc.json',
    '--deny-warnings',
    '--format=json',
    '-A',
    'all',
    '-D',
    'coffer/layers',
    '-D',
    'coffer/vault',
    'main',
    'preload',
    'renderer',
    'shared',
  ]);
  return { status, ...(JSON.parse(output) as { diagnostics: { filename: string; message: string }[] }) };
}

function run(tool: string, args: readonly string[]): { status: number | null; output: string } {
  const result = spawnSync(join(root, 'node_modules/.bin', tool), args, { cwd: copy, encoding: 'utf8' });
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
}
