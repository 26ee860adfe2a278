import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from './build.ts';
import { type Display, startDisplay } from './display.ts';
import { resolveElectron } from './electron.ts';
import { type Keychain, needsOwnKeychain, startKeychain } from './keychain.ts';

/** Milliseconds that the window may take to appear. */
const patience = 60_000;

/**
 * Builds, and opens Coffer on a profile folder: on the desktop, or without one on a virtual screen with a keychain of
 * its own and a picture of the window. Resolves with the exit code when it was closed, or with `check` when it was ready.
 */
export async function open(options: { readonly profile: string; readonly check: boolean }): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const built = await build();
  if (built.length > 0) say(`Built ${built.join(', ')}.`);
  const electron = resolveElectron();
  say(electron.reason);
  mkdirSync(options.profile, { recursive: true, mode: 0o700 });

  const headless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  let display: Display | null = null;
  let keychain: Keychain | null = null;
  try {
    if (headless) display = await startDisplay(1440, 900);
    if (needsOwnKeychain(options.profile)) keychain = await startKeychain(options.profile);
    const child = spawn(electron.executable, [...electron.arguments, `--coffer-profile=${options.profile}`], {
      env: {
        ...process.env,
        COFFER_NODE: process.execPath,
        ...keychain?.environment,
        ...(display === null ? {} : { DISPLAY: display.name }),
      },
      stdio: ['ignore', 'pipe', process.env['COFFER_VERBOSE'] ? 'inherit' : 'ignore'],
    });
    const stop = () => void child.kill('SIGTERM');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    const ended = new Promise<number>((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 0)));
    });

    const state = await Promise.race([
      readiness(child.stdout),
      ended.then((code) => `ended with ${code} before its window was ready`),
      sleep(patience, 'did not show its window', { ref: false }),
    ]);
    if (state !== 'ready') {
      process.stderr.write(`Coffer ${state}. Run it with COFFER_VERBOSE=1 to see what Electron says.\n`);
      child.kill('SIGTERM');
      await ended;
      return 1;
    }
    say('The window is ready.');
    if (display !== null) {
      // The page answers before it has painted its first picture.
      await sleep(1500);
      const picture = join(options.profile, 'screenshot.png');
      writeFileSync(picture, display.screenshot());
      say(`Screenshot: ${picture}`);
    }
    if (options.check) child.kill('SIGTERM');
    else say(`Profile: ${options.profile}${display === null ? '' : `, display ${display.name}. Ctrl-C ends it.`}`);
    const code = await ended;
    return options.check ? 0 : code;
  } finally {
    await keychain?.stop();
    await display?.stop();
  }
}

/** Waits for the host's line; what stands after "ready" is why no vault can be opened. */
function readiness(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const line = /^Coffer: window ready(?:, but (\w+))?\n/m.exec(text);
      if (line) resolve(line[1] === undefined ? 'ready' : `cannot open vaults here (${line[1]})`);
    });
  });
}
