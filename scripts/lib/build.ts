import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { withLock } from './lock.ts';
import { cacheFolder, root } from './paths.ts';

/** What a bundle leaves to node_modules: packages with native parts, and Electron itself. */
const external = ['electron', 'keytar', 'better-sqlite3-multiple-ciphers', 'sodium-native'];

interface Target {
  readonly name: string;
  readonly sources: readonly string[];
  readonly config: () => InlineConfig | Promise<InlineConfig>;
}

const targets: readonly Target[] = [
  // Host and preload are CommonJS, so that they run on Electron 25 as on the pinned version.
  { name: 'host', sources: ['main/host', 'shared'], config: () => forNode('main/host/index.ts', 'cjs', 'node18') },
  { name: 'preload', sources: ['preload', 'shared'], config: () => forNode('preload/index.ts', 'cjs', 'chrome114') },
  { name: 'vault', sources: ['main/vault', 'shared'], config: () => forNode('main/vault/index.ts', 'es', 'node24') },
  { name: 'parser', sources: ['main/parser', 'shared'], config: () => forNode('main/parser/index.ts', 'es', 'node24') },
  { name: 'renderer', sources: ['renderer', 'shared'], config: forRenderer },
];

/** Builds what changed since the last time, into `dist/<name>`, all or one; says what it did. Several callers wait for one another. */
export async function build(only?: string): Promise<readonly string[]> {
  return withLock('build', async () => {
    const built: string[] = [];
    for (const target of targets.filter(({ name }) => only === undefined || name === only)) {
      const stamp = join(cacheFolder, `built-${target.name}`);
      const hash = fingerprint(target.sources);
      const output = join(root, 'dist', target.name);
      if (existsSync(stamp) && existsSync(output) && readFileSync(stamp, 'utf8') === hash) continue;
      rmSync(stamp, { force: true });
      await buildOne(target, output);
      writeFileSync(stamp, hash);
      built.push(target.name);
    }
    return built;
  });
}

async function buildOne(target: Target, output: string): Promise<void> {
  const { build: viteBuild, mergeConfig } = await import('vite');
  // Beside the old one and swapped at the end: whoever runs it meanwhile sees either the old or the new.
  const fresh = join(root, 'dist', `.${target.name}-${process.pid}`);
  const common: InlineConfig = {
    configFile: false,
    logLevel: 'warn',
    cacheDir: join(root, 'node_modules/.cache/vite'),
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: fresh,
      emptyOutDir: true,
      reportCompressedSize: false,
      sourcemap: true,
      minify: target.name === 'renderer',
    },
  };
  // Under a test runner this says `test`, and pages would be made that ask for React's development parts.
  const environment = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await viteBuild(mergeConfig(common, await target.config()));
    rmSync(output, { recursive: true, force: true });
    renameSync(fresh, output);
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = environment;
    rmSync(fresh, { recursive: true, force: true });
  }
}

function forNode(entry: string, format: 'cjs' | 'es', platform: string): InlineConfig {
  return {
    root,
    ssr: { noExternal: true, external },
    build: {
      ssr: join(root, entry),
      target: platform,
      rolldownOptions: {
        external: [...external, ...builtinModules, /^node:/],
        output: { format, entryFileNames: format === 'cjs' ? 'index.cjs' : 'index.js', codeSplitting: format === 'es' },
      },
    },
  };
}

async function forRenderer(): Promise<InlineConfig> {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    root: join(root, 'renderer'),
    base: '/',
    plugins: [react()],
    build: {
      target: 'chrome114',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
    },
  };
}

/** A hash over all files in these folders, and over what builds them. */
export function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256');
  const files = ['package-lock.json', 'scripts/lib/build.ts', ...folders.flatMap((folder) => filesBelow(folder))];
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  const here = join(root, folder);
  if (!existsSync(here)) return [];
  return readdirSync(here).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(root, path)).isDirectory() ? filesBelow(path) : [path];
  });
}

mkdirSync(cacheFolder, { recursive: true });

/**
 * The vault process in one file, but that its new passwords take the least Argon2id: for tests, which start it hundreds of
 * times. Built where its source changed. Below node_modules it finds its native parts.
 */
export async function testVault(): Promise<string> {
  const folder = join(cacheFolder, 'test-vault');
  const [stamp, file] = [join(folder, 'built'), join(folder, 'index.cjs')];
  return withLock('test-vault', async () => {
    const hash = fingerprint(['main/vault', 'shared', 'test/support']);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return file;
    rmSync(stamp, { force: true });
    await bundleForTest('test/support/vaultEntry.ts', folder);
    writeFileSync(stamp, hash);
    return file;
  });
}

/** Bundles one module of the host by itself, for a test that runs it inside Electron; returns the file. */
export async function bundleForTest(entry: string, folder: string): Promise<string> {
  const { build: viteBuild, mergeConfig } = await import('vite');
  const config: InlineConfig = { configFile: false, logLevel: 'error', build: { outDir: folder, minify: false } };
  await viteBuild(mergeConfig(config, forNode(entry, 'cjs', 'node18')));
  return join(folder, 'index.cjs');
}
