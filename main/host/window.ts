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
  const query = new URLSearchParams({ window: kind, ...(request === null ? {} : { request }) });
  void window.loadURL(`${appOrigin}/index.html?${query}`);
  return window;
}
