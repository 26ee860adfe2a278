import { build } from './lib/build.ts';
import { resolveElectron } from './lib/electron.ts';
import { runChecks, runEndToEndTests, runUnitTests, type Count } from './lib/runners.ts';

const counts: Count[] = [await runChecks()];
const electron = resolveElectron();
process.stdout.write(`\n${electron.reason}\n`);
const built = await build().then(
  () => true,
  (error: unknown) => {
    process.stdout.write(`The build failed: ${String(error)}\n`);
    return false;
  },
);
counts.push({ passed: built ? 1 : 0, failed: built ? 0 : 1 });
// Beside each other: each waits a good part of its time for windows, disks and children of its own.
counts.push(...(await Promise.all([runUnitTests(), ...(built ? [runEndToEndTests()] : [])])));

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
