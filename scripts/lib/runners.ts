import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './paths.ts';

/** How many passed and failed; a runner that did not get that far has failed once. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs one tool of node_modules; true when it ended well. What it prints appears when it has ended, so that tools which
 * run beside each other do not talk into each other's lines.
 */
async function runTool(label: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const [tool = '', ...rest] = args;
  const started = Date.now();
  process.stdout.write(`Running ${label} …\n`);
  const child = spawn(join(root, 'node_modules/.bin', tool), rest, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`, ...environment },
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
  process.stdout.write(`\n— ${label}\n`);
  process.stdout.write(Buffer.concat(printed));
  process.stdout.write(`— ${label}: ${ok ? 'good' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  return ok;
}

const prettierCache = join(cacheFolder, 'prettier');

/** Types, lint, walls between layers, dead code, format: each counts as one. */
export async function runChecks(): Promise<Count> {
  const results = await Promise.all([
    runTool('types', ['tsc', '-b']),
    runTool('lint and walls', ['oxlint', '-c', '.oxlintrc.json', '--deny-warnings']),
    runTool('dead code', ['knip', '-c', 'scripts/config/knip.json', '--no-progress']),
    runTool('format', [
      'prettier',
      '--check',
      '--cache',
      '--cache-location',
      prettierCache,
      '--log-level',
      'warn',
      '.',
    ]),
  ]);
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

/** The tests that need no window. */
export async function runUnitTests(): Promise<Count> {
  const report = freshReport('vitest');
  const ok = await runTool('tests', [
    'vitest',
    'run',
    '--config=scripts/config/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return counted(report, ok, (value) => {
    const { numPassedTests, numFailedTests } = value as { numPassedTests: number; numFailedTests: number };
    return { passed: numPassedTests, failed: numFailedTests };
  });
}

/** The tests in real Electron. */
export async function runEndToEndTests(): Promise<Count> {
  const report = freshReport('playwright');
  const ok = await runTool(
    'end to end',
    ['playwright', 'test', '--config=scripts/config/playwright.config.ts', '--reporter=list,json'],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  );
  return counted(report, ok, (value) => {
    const { stats } = value as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
  });
}

function freshReport(name: string): string {
  mkdirSync(cacheFolder, { recursive: true });
  const file = join(cacheFolder, `${name}-report.json`);
  rmSync(file, { force: true });
  return file;
}

/** A runner that ended badly has at least one failure, whatever its report says. */
function counted(report: string, ok: boolean, read: (value: unknown) => Count): Count {
  const count = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 1 };
  return ok || count.failed > 0 ? count : { ...count, failed: 1 };
}
