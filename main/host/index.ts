import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, powerMonitor, session } from 'electron';
import type { VaultMode } from '#shared/protocol.ts';
import { registerAppScheme, serveApp } from './appProtocol.ts';
import { hardenProcess } from './harden.ts';
import { applyColourScheme, createHostCalls } from './hostCalls.ts';
import { createInvitations } from './invitations.ts';
import { type Desk, listenForCalls, sendEvent } from './ipc.ts';
import { installMenu } from './menu.ts';
import { findRuntime } from './runtime.ts';
import { type Office, type Seat, takeSeat } from './seat.ts';
import { createPlaces, machineFolder } from './place.ts';
import { createSecretStore } from './secretStore.ts';
import { createPinStore } from './pinStore.ts';
import { lockWithComputer } from './powerLock.ts';
import { openSettings } from './settings.ts';
import { syncedBy } from './vaultFolder.ts';
import { createWindow, partition } from './window.ts';

const profile = chooseProfile();
/** `--coffer-machine=<folder>` or the system's place for what all accounts share. */
const machine = resolve(named('machine') ?? machineFolder(process.platform, process.env['ProgramData']));
hardenProcess();
registerAppScheme();
if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.quit();

/** `--coffer-profile=<folder>` or the system's place; what Chromium keeps for itself lies apart from the vault. */
function chooseProfile(): string {
  const given = named('profile');
  const folder = given ? resolve(given) : app.getPath('userData');
  mkdirSync(join(folder, 'shell'), { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  app.setPath('sessionData', join(folder, 'shell'));
  app.setPath('crashDumps', join(folder, 'shell', 'crashes'));
  return folder;
}

function named(what: 'profile' | 'machine'): string | undefined {
  const start = `--coffer-${what}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length);
}

function run(): void {
  const runtime = findRuntime();
  const settings = openSettings(join(profile, 'settings.json'));
  const places = createPlaces(profile, machine, settings);
  const seats = new Set<Seat>();
  applyColourScheme(settings.get());
  installMenu();
  serveApp(session.fromPartition(partition), join(app.getAppPath(), 'dist/renderer'));

  const office: Office = {
    launch: runtime.ok ? runtime.launch : null,
    get folder() {
      return places.folder();
    },
    version: app.getVersion(),
    secrets: createSecretStore(),
    invitations: createInvitations(),
    pins: createPinStore(),
    toOthers(from, name, payload) {
      const others = [...seats].filter(
        (seat) => seat !== from && (name === 'data.changed' || seat.mode.kind === 'main'),
      );
      // Which customers another session touched is not this window's business; that something changed is.
      const told = name === 'data.changed' ? { ...(payload as object), ids: [] } : payload;
      for (const seat of others) sendEvent(seat.window, name, told);
    },
    sessionEnded(reason) {
      for (const seat of seats) if (seat.mode.kind !== 'main') seat.lock(reason);
    },
  };

  function open(mode: VaultMode, parent: BrowserWindow | null): void {
    const window = createWindow(mode.kind, mode.kind === 'approval' ? mode.request : null, parent);
    const seat = takeSeat(office, mode, window);
    seats.add(seat);
    window.on('closed', () => {
      const token = mode.kind === 'newcomer' ? mode.invitation.token : null;
      if (token !== null && !office.invitations.answered(token))
        office.toOthers(seat, 'staff.enrolCancelled', { token });
      void seat.close().finally(() => seats.delete(seat));
    });
  }

  let announced = false;
  const answerHost = createHostCalls({
    runtime,
    settings,
    syncedBy: () => syncedBy(office.folder),
    places,
    mayProtect: app.isPackaged || process.env['COFFER_E2E'] !== '1',
    openNewcomer(token, parent) {
      const invitation = office.invitations.open(token);
      if (invitation !== null) open({ kind: 'newcomer', invitation }, parent.window);
      return invitation !== null;
    },
    closeNewcomer(token) {
      // One whose window never opened opens no more.
      office.invitations.open(token);
      for (const seat of seats)
        if (seat.mode.kind === 'newcomer' && seat.mode.invitation.token === token && !seat.window.isDestroyed())
          seat.window.close();
    },
    openApproval(request, parent) {
      const there = [...seats].find((seat) => seat.mode.kind === 'approval' && seat.mode.request === request);
      if (there) there.window.focus();
      else open({ kind: 'approval', request }, parent.window);
    },
    ready(seat) {
      seat.whenReady(() => {
        // For whoever started us from a terminal or a script.
        if (!announced) process.stdout.write(`Coffer: window ready${runtime.ok ? '' : `, but ${runtime.code}`}\n`);
        announced = true;
      });
    },
  });

  listenForCalls((contentsId): Desk | null => {
    const seat = [...seats].find((one) => !one.window.isDestroyed() && one.window.webContents.id === contentsId);
    if (seat === undefined) return null;
    return {
      host: (name, input) => answerHost(name, input, seat),
      greet: () => seat.greet(),
      vault: (name, from, sealed) => seat.call(name, from, sealed),
    };
  });

  lockWithComputer(powerMonitor, () => {
    // Sleep may write the memory to the disk.
    office.pins.clear();
    for (const seat of seats) seat.lock('suspend');
  });
  app.on('second-instance', () => {
    const main = [...seats].find((seat) => seat.mode.kind === 'main')?.window;
    if (main?.isMinimized()) main.restore();
    main?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (seats.size === 0) return;
    event.preventDefault();
    // Sessions write down what they counted; then nothing holds us.
    void Promise.all([...seats].map((seat) => seat.close())).finally(() => app.exit(0));
  });
  open({ kind: 'main' }, null);
}
