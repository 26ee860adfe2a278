import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForTest } from '../../scripts/lib/build.ts';
import { expect, test } from './support/test.ts';

test('the adapter starts a utility process in which keys can be locked, used and zeroed', async ({ coffer }) => {
  const folder = mkdtempSync(join(tmpdir(), 'coffer-adapter-'));
  try {
    const adapter = await bundleForTest('main/host/utilityLaunch.ts', folder);
    const entry = join(import.meta.dirname, 'support/utilityEntry.cjs');
    const answer = await coffer.app.evaluate(
      async (_electron, paths) => {
        const { utilityLaunch } = (process.mainModule as NodeJS.Module).require(paths.adapter) as {
          utilityLaunch: (path: () => string) => (entry: string) => {
            post(message: unknown): void;
            onMessage(listener: (message: unknown) => void): void;
            onExit(listener: () => void): void;
            kill(): void;
          };
        };
        const child = utilityLaunch(() => paths.entry)('vault');
        const said = new Promise<unknown>((resolve) => child.onMessage(resolve));
        const gone = new Promise<string>((resolve) => child.onExit(() => resolve('gone')));
        child.post({ type: 'try', text: '王芳 0912 345 678' });
        const result = await Promise.race([said, gone]);
        child.kill();
        return { result, end: await gone };
      },
      { adapter, entry },
    );
    expect(answer.end).toBe('gone');
    expect(answer.result).toMatchObject({ opened: '王芳 0912 345 678', forged: 'refused', zeroed: true });
    // Chromium itself says `disabled:` to its children; the address of the keychain's bus must not be there.
    expect([null, 'disabled:']).toContain((answer.result as { bus: string | null }).bus);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
