import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * macOS takes copy and paste from the menu; elsewhere the text fields know them and there is no menu at all.
 * Reloading and developer tools exist only outside of packages.
 */
export function installMenu(): void {
  const entries: MenuItemConstructorOptions[] = [];
  if (process.platform === 'darwin') entries.push({ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' });
  if (!app.isPackaged) {
    if (process.platform !== 'darwin') entries.push({ role: 'editMenu' });
    entries.push({ label: 'Development', submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }] });
  }
  Menu.setApplicationMenu(entries.length === 0 ? null : Menu.buildFromTemplate(entries));
}
