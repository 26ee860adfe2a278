import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { protocol, type Session } from 'electron';

/**
 * Where Coffer's own pages live; nothing else is ever loaded. After a session the same pages are loaded from the next
 * origin: another site is another process, and the one that held the person's screens ends with all its memory.
 */
export function appOrigin(turn = 0): string {
  return turn === 0 ? 'app://coffer' : `app://coffer-${turn}`;
}

/** Whether an address is one of ours, under a path. */
export function isOurs(url: string, path = '/'): boolean {
  const found = /^app:\/\/coffer(?:-\d{1,9})?(\/.*)$/.exec(url);
  return found !== null && (found[1] ?? '').startsWith(path);
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** To be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

/** Serves the built renderer, and only the files that were in it when the program started. */
export function serveApp(session: Session, folder: string): void {
  const files = new Map(listFiles(folder).map((path) => [`/${path}`, join(folder, path)]));
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const file = isOurs(request.url) ? files.get(url.pathname) : undefined;
    if (file === undefined || request.method !== 'GET') return new Response(null, { status: 404 });
    const headers = {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    };
    if (url.pathname !== '/index.html') return new Response(await readFile(file), { headers });
    const nonce = randomBytes(16).toString('base64');
    const page = (await readFile(file, 'utf8')).replaceAll('__NONCE__', nonce);
    return new Response(page, {
      headers: { ...headers, 'cache-control': 'no-store', 'content-security-policy': policy(nonce) },
    });
  });
}

/** Styles need the nonce because the design system writes its variables into a style element. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

function listFiles(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? listFiles(folder, path) : entry.name.endsWith('.map') ? [] : [path];
  });
}
