import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { startDisplay } from '../../../scripts/lib/display.ts';
import { resolveElectron } from '../../../scripts/lib/electron.ts';
import { startKeychain } from '../../../scripts/lib/keychain.ts';
import { endAllWith, vaultProcesses } from './processes.ts';

/** How a window is to look, and whose vault it opens. */
export interface LaunchOptions {
  /** A folder that is kept; without one a new one is made and removed. */
  readonly profile?: string;
  /** The folder that all accounts of the computer share; without one there is none. */
  readonly machine?: string;
  readonly width?: number;
  readonly height?: number;
  readonly locale?: 'en' | 'zh-CN' | 'zh-TW';
  /** The vault process that is shipped, with all its Argon2id for new passwords. */
  readonly shipped?: boolean;
  /** The folder for temporary files; without one the computer's own. */
  readonly temporary?: string;
}

/** Coffer as people have it: real Electron, a screen, a real keychain daemon on the profile's own keyring. */
export interface Coffer {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** Gives the main window's content another size, in pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Runs `open` and gives the window that it opened. */
  windowOpenedBy(open: () => Promise<unknown>): Promise<Page>;
  /** What the next native dialogs give; `null`: the person cancels. */
  answerOpenDialog(path: string | null): Promise<void>;
  answerSaveDialog(path: string | null): Promise<void>;
  /** Ends the whole program in the middle of whatever it does; the profile stays. */
  kill(): Promise<void>;
  /** Closes it and removes what it made. */
  close(): Promise<void>;
}

/** Starts it and waits for the page. The build must be current (the global set-up sees to it). */
export async function launchCoffer(options: LaunchOptions = {}): Promise<Coffer> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'coffer-e2e-'));
  if (options.locale !== undefined)
    writeFileSync(join(profile, 'settings.json'), JSON.stringify({ locale: options.locale, colourScheme: 'auto' }));
  const electron = resolveElectron();
  const [width, height] = [options.width ?? 1440, options.height ?? 900];
  // A little larger than the window: one as large as the screen is made a pixel smaller (seen on X11).
  const display = await startDisplay(Math.max(width, 1440) + 40, Math.max(height, 900) + 40);
  const keychain = await startKeychain(profile);
  const tidy = async () => {
    await keychain.stop();
    await display.stop();
    if (options.profile === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const app = await started(
      {
        executablePath: electron.executable,
        args: [
          ...electron.arguments,
          ...still,
          `--coffer-profile=${profile}`,
          `--coffer-machine=${options.machine ?? join(profile, 'no-machine')}`,
        ],
        env: {
          ...withoutUndefined(process.env),
          ...keychain.environment,
          DISPLAY: display.name,
          COFFER_E2E: '1',
          ...(options.temporary === undefined ? {} : { TMPDIR: options.temporary }),
          ...(options.shipped ? {} : { COFFER_VAULT_ENTRY: process.env['COFFER_E2E_VAULT'] ?? '' }),
        },
        timeout: 30_000,
      },
      profile,
    );
    const page = await app.firstWindow();
    await page.waitForLoadState('load');
    const resize = async (w: number, h: number) => {
      const window = await app.browserWindow(page);
      await window.evaluate((one, [x, y]) => one.setContentSize(x, y), [w, h] as const);
      await page.waitForFunction(([x, y]) => innerWidth === x && innerHeight === y, [w, h]);
    };
    await resize(width, height);
    const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
    return {
      app,
      page,
      profile,
      resize,
      async windowOpenedBy(open) {
        const [window] = await Promise.all([app.waitForEvent('window'), open()]);
        await window.waitForLoadState('load');
        return window;
      },
      answerOpenDialog: (path) =>
        app.evaluate(({ dialog }, chosen) => {
          dialog.showOpenDialog = async () => ({
            canceled: chosen === null,
            filePaths: chosen === null ? [] : [chosen],
          });
        }, path),
      answerSaveDialog: (path) =>
        app.evaluate(({ dialog }, chosen) => {
          dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' });
        }, path),
      async kill() {
        // The vault processes too: one that sees its host go would end in good order.
        for (const pid of vaultProcesses({ app })) process.kill(pid, 'SIGKILL');
        app.process().kill('SIGKILL');
        await ended;
        await tidy();
      },
      async close() {
        await app.close().catch(() => {});
        await tidy();
      },
    };
  } catch (error) {
    await tidy();
    throw error;
  }
}

/**
 * What fades or slides has colours and places that nobody has to read, and its frames cost a machine without a GPU dearly.
 * A window lives for a minute: compiling its scripts once more for speed, and sweeping often, costs more than it brings.
 */
const still = ['--force-prefers-reduced-motion', '--js-flags=--no-opt --min-semi-space-size=16'];

/**
 * Starts Electron; again where the debugger that drives it was connected and Electron then never said that it is ready, which
 * happens to one start in a hundred on a busy machine, before any line of ours has run.
 */
async function started(options: Parameters<typeof _electron.launch>[0], profile: string): Promise<ElectronApplication> {
  for (let left = 2; ; left -= 1) {
    try {
      return await _electron.launch(options);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'TimeoutError') || left === 0) throw error;
      process.stderr.write('Electron did not get ready in 30 seconds and is started again.\n');
      // One that hangs would be asked whether it is the only one on this profile, and never answer.
      endAllWith(`--coffer-profile=${profile}`);
    }
  }
}

function withoutUndefined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
