import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { appOrigin } from './appProtocol.ts';

export type WindowKind = 'main' | 'newcomer' | 'approval';

interface Size {
  readonly width: number;
  readonly height: number;
  readonly least: readonly [number, number];
}
const sizes: Readonly<Record<WindowKind, Size>> = {
  main: { width: 1440, height: 900, least: [1024, 540] },
  newcomer: { width: 520, height: 640, least: [420, 480] },
  approval: { width: 900, height: 700, least: [720, 480] },
};

/** The name of the session that all windows share: without `persist:` it lives in memory only. */
export const partition = 'coffer';

/** Opens one of Coffer's windows; it shows itself when its first picture is ready. */
export function createWindow(kind: WindowKind, request: string | null, parent: BrowserWindow | null): BrowserWindow {
  const size = sizes[kind];
  const area = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    title: 'Coffer',
    width: Math.min(size.width, area.width),
    height: Math.min(size.height, area.height),
    minWidth: size.least[0],
    minHeight: size.least[1],
    useContentSize: true,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1917' : '#ffffff',
    ...(parent === null ? {} : { parent }),
    webPreferences: {
      preload: join(app.getAppPath(), 'dist/preload/index.cjs'),
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageOf(kind, request, 0));
  return window;
}

/** The address of a window's page; another turn is another origin. */
function pageOf(kind: WindowKind, request: string | null, turn: number): string {
  const query = new URLSearchParams({ window: kind, ...(request === null ? {} : { request }) });
  return `${appOrigin(turn)}/index.html?${query}`;
}

let turns = 0;

/** Loads a main window's page into a fresh process: nothing that was on the screen before stays in its memory. */
export function startAnew(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  turns += 1;
  // The document is replaced while it loads; a load that the next one overtakes is no failure.
  void window.loadURL(pageOf('main', null, turns)).catch(() => undefined);
}
