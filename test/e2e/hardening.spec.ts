import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vaultProcesses } from './support/processes.ts';
import { type Coffer, launchCoffer } from './support/launchCoffer.ts';
import { expect, test } from './support/test.ts';

// One window for all that only looks at it: in this order, in one worker.
test.describe.configure({ mode: 'default' });
let coffer: Coffer;
test.beforeAll(async () => {
  coffer = await launchCoffer({ locale: 'en' });
});
test.afterAll(() => coffer.close());

test('the page has one way to ask and one way to hear, and nothing of Node', async () => {
  const found = await coffer.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { coffer: object }).coffer).sort(),
    node: ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(found).toEqual({ bridge: ['call', 'on'], node: [] });
});

test('the window has the size it was designed for and can be as small as an office laptop', async ({ launch }) => {
  expect(await coffer.page.evaluate(() => [innerWidth, innerHeight])).toEqual([1440, 900]);
  const small = await launch({ width: 1024, height: 540 });
  expect(await small.page.evaluate(() => [innerWidth, innerHeight])).toEqual([1024, 540]);
});

test('the content security policy is in force, with a new nonce for every load', async () => {
  const policies = await coffer.app.evaluate(async ({ session }) => {
    const load = async () => {
      const answer = await session.fromPartition('coffer').fetch('app://coffer/index.html');
      return { policy: answer.headers.get('content-security-policy') ?? '', page: await answer.text() };
    };
    return [await load(), await load()];
  });
  const nonces = policies.map(({ policy, page }) => {
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(page).toContain(nonce);
    expect(page).not.toContain('__NONCE__');
    return nonce;
  });
  expect(nonces[0]).not.toBe(nonces[1]);

  const found = await coffer.page.evaluate(async () => {
    const broken: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'html { --inline: 1 }';
    document.head.append(style);
    // Later, outside of the debugger's own evaluation, which may do anything.
    const evaluated = await new Promise<boolean>((resolve) =>
      setTimeout(() => {
        try {
          // oxlint-disable-next-line eslint/no-eval -- the very thing that the policy must refuse
          resolve((0, eval)('true') as boolean);
        } catch {
          resolve(false);
        }
      }, 200),
    );
    const applied = getComputedStyle(document.documentElement).getPropertyValue('--inline');
    return { ran: 'inlineRan' in window, evaluated, applied, broken: broken.sort() };
  });
  expect(found).toEqual({
    ran: false,
    evaluated: false,
    applied: '',
    broken: expect.arrayContaining(['script-src-elem', 'style-src-elem']),
  });
});

test('a fresh start reports no breach of the policy', async () => {
  const complaints: string[] = [];
  coffer.page.on(
    'console',
    (message) => message.text().includes('Content Security Policy') && complaints.push(message.text()),
  );
  await coffer.page.reload();
  await coffer.page.waitForTimeout(1500);
  expect(complaints).toEqual([]);
});

test('nothing reaches the network, neither from the page nor around its policy', async () => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await coffer.page.evaluate(async (url) => {
      await fetch(`${url}/fetch`, { mode: 'no-cors' }).catch(() => null);
      const image = new Image();
      image.src = `${url}/image`;
      navigator.sendBeacon(`${url}/beacon`);
      try {
        new WebSocket(`${url.replace('http', 'ws')}/socket`);
      } catch {
        // The policy may refuse at once.
      }
      window.open(`${url}/window`);
      location.href = `${url}/navigation`;
    }, base);
    const around = await coffer.app.evaluate(async ({ session }, url) => {
      const answers = [session.fromPartition('coffer'), session.defaultSession].map((one) =>
        one.fetch(`${url}/session`).then(
          () => 'reached',
          () => 'refused',
        ),
      );
      return Promise.all(answers);
    }, base);
    await coffer.page.waitForTimeout(500);
    expect(around).toEqual(['refused', 'refused']);
    expect(requests).toEqual([]);
    expect(coffer.page.url()).toContain('app://coffer/index.html');
    expect(coffer.app.windows()).toHaveLength(1);
  } finally {
    server.close();
  }
});

test('no permission is given, and the renderer keeps nothing on disk', async () => {
  const permission = await coffer.page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    location: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        () => resolve('denied'),
      ),
    ),
  }));
  expect(permission).toEqual({ notifications: 'denied', location: 'denied' });
  expect(await coffer.app.evaluate(({ session }) => session.fromPartition('coffer').getStoragePath())).toBeNull();
});

test('the border refuses what no page of ours sends', async () => {
  const answers = await coffer.page.evaluate(async () => {
    type Reply = { ok: boolean; error?: { code: string } };
    const { call } = (window as unknown as { coffer: { call(name: unknown, input: unknown): Promise<Reply> } }).coffer;
    const code = async (name: unknown, input: unknown) => {
      const reply = await call(name, input);
      return reply.ok ? 'ok' : reply.error?.code;
    };
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    return {
      unknown: await code('customers.everything', {}),
      inherited: await code('constructor', {}),
      prototype: await code('__proto__', {}),
      noName: await code(7, {}),
      large: await code('session.status', { text: 'x'.repeat(2 ** 20) }),
      huge: await code('session.status', 'x'.repeat(50 * 2 ** 20)),
      manyNumbers: await code(
        'session.status',
        Array.from({ length: 2 ** 20 }, () => 1),
      ),
      cyclic: await code('session.status', cyclic),
      map: await code('session.status', new Map()),
      wrongType: await code('host.setAppearance', { colourScheme: 'pink' }),
      extra: await code('host.state', { extra: 1 }),
      otherWindow: await code('host.openApproval', { request: '../../x' }),
    };
  });
  expect(answers).toEqual({
    unknown: 'unknownCall',
    inherited: 'unknownCall',
    prototype: 'unknownCall',
    noName: 'unknownCall',
    large: 'tooLarge',
    huge: 'tooLarge',
    manyNumbers: 'tooLarge',
    cyclic: 'invalidInput',
    map: 'invalidInput',
    wrongType: 'invalidInput',
    extra: 'invalidInput',
    otherWindow: 'invalidInput',
  });
});

test('what is for the vault is forwarded sealed or not at all', async () => {
  const answers = await coffer.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
    type Handler = (event: unknown, ...given: unknown[]) => Promise<{ error?: { code: string } }>;
    // Electron keeps here what answers; a page has only the preload script, which seals.
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const event = { sender: contents, senderFrame: contents?.mainFrame };
    const code = async (channel: string, ...given: unknown[]) => {
      const reply = await handlers.get(channel)?.(event, ...given);
      return reply?.error?.code;
    };
    const key = new Uint8Array(65);
    return {
      inClear: await code('coffer:call', 'session.status', {}),
      hostSealed: await code('coffer:sealed', 'host.state', key, new Uint8Array(40)),
      unknown: await code('coffer:sealed', 'customers.everything', key, new Uint8Array(40)),
      noKey: await code('coffer:sealed', 'session.status', new Uint8Array(64), new Uint8Array(40)),
      text: await code('coffer:sealed', 'session.status', key, 'session'),
      large: await code('coffer:sealed', 'session.status', key, new Uint8Array(2 ** 21)),
      forged: await code('coffer:sealed', 'session.status', key, new Uint8Array(40)),
    };
  });
  expect(answers).toEqual({
    inClear: 'notAllowed',
    hostSealed: 'notAllowed',
    unknown: 'unknownCall',
    noKey: 'invalidInput',
    text: 'invalidInput',
    large: 'tooLarge',
    forged: 'lineUnknown',
  });
});

test('a subframe has no bridge', async () => {
  const inFrame = await coffer.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return frame.contentWindow === null ? 'no frame' : 'coffer' in frame.contentWindow;
  });
  expect(inFrame).toBe(false);
});

test('when the vault process dies a fresh one answers', async () => {
  const status = () =>
    coffer.page.evaluate(async () => {
      const { coffer: bridge } = window as unknown as {
        coffer: { call(name: string, input: unknown): Promise<{ ok: boolean }> };
      };
      return (await bridge.call('session.status', {})).ok;
    });
  expect(await status()).toBe(true);
  const before = vaultProcesses(coffer);
  expect(before).toHaveLength(1);
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await expect.poll(status).toBe(true);
  expect(vaultProcesses(coffer)).not.toEqual(before);
});
