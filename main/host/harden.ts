import { app, type Session, type WebContents } from 'electron';
import { isOurs } from './appProtocol.ts';

/** Switches that must be set before the app is ready: no sandbox exceptions, no name is ever resolved. */
export function hardenProcess(): void {
  // Under root Chromium has no sandbox to enable and would not start; each window asks for it besides.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const switches: readonly (readonly [string, string?])[] = [
    ['host-resolver-rules', 'MAP * ~NOTFOUND'],
    ['disable-background-networking'],
    ['disable-component-update'],
    ['disable-domain-reliability'],
    ['no-pings'],
    ['disable-sync'],
    ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
    // Chromium keeps nothing of ours; it must not open the keychain for itself.
    ['password-store', 'basic'],
  ];
  for (const [name, value] of switches) {
    if (value === undefined) app.commandLine.appendSwitch(name);
    else app.commandLine.appendSwitch(name, value);
  }
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
  app.on('session-created', hardenSession);
}

/** No permission, no network, no spelling dictionaries from elsewhere, no downloads. */
function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}

function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Also a file dropped on the window, a form, a link: a page of ours never goes anywhere. It may only start anew.
  contents.on('will-navigate', (event) => {
    if (event.url !== contents.getURL()) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

function mayLoad(url: string): boolean {
  return isOurs(url) || (!app.isPackaged && url.startsWith('devtools://'));
}
