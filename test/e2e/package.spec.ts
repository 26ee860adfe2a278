import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startDisplay } from '../../scripts/lib/display.ts';
import { resolveElectron } from '../../scripts/lib/electron.ts';
import { root } from '../../scripts/lib/paths.ts';

test('a package is closed, holds only what it needs, and says in one sentence when it cannot open vaults', async () => {
  test.setTimeout(240_000);
  const made = spawnSync(process.execPath, [join(root, 'scripts/dist.ts'), '--dir'], { cwd: root, encoding: 'utf8' });
  expect(made.stdout + made.stderr).toContain('Fuses: RunAsNode off');
  expect(made.status).toBe(0);

  const electron = resolveElectron();
  const profile = mkdtempSync(join(tmpdir(), 'coffer-package-'));
  const display = await startDisplay(1440, 900);
  const sandbox = electron.arguments.filter((argument) => argument === '--no-sandbox');
  // The inspector is fused off, so the page is read through Chromium's own port.
  const child = spawn(
    join(root, 'release/linux-unpacked/coffer'),
    [...sandbox, '--remote-debugging-port=0', `--coffer-profile=${profile}`],
    { env: { ...process.env, DISPLAY: display.name }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  try {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const port = await said(child.stderr, /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/);
    const ready = await said(child.stdout, /Coffer: window ready(.*)/);
    expect(ready).toBe(electron.pinned ? '' : ', but runtimeTooOld');
    if (!electron.pinned) await expect.poll(() => pageText(port)).toContain('older runtime that cannot open vaults');
    child.kill('SIGTERM');
    await ended;
  } finally {
    child.kill('SIGKILL');
    await display.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** The text of the one page, by the DevTools protocol (Playwright's own way asks for more than Electron 25 has). */
async function pageText(port: string): Promise<string> {
  const pages = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(pages[0]?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const answer = new Promise<string>((resolve) =>
    socket.addEventListener('message', (event) => resolve(String(event.data))),
  );
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'document.body.innerText' } }));
  const { result } = JSON.parse(await answer) as { result: { result: { value: string } } };
  socket.close();
  return result.result.value;
}

function said(stream: NodeJS.ReadableStream, what: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = what.exec(text);
      if (found) resolve(found[1] ?? '');
    });
  });
}
