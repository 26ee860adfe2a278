import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, dialog, nativeTheme } from 'electron';
import type { z } from 'zod';
import type { HostCallName, Input, Output, Parsed } from '#shared/contract/index.ts';
import { hostContract, mostText } from '#shared/contract/host.ts';
import type { SyncService } from '#shared/domain/syncFolder.ts';
import type { Reply } from '#shared/protocol.ts';
import type { PlaceRefusal, Places } from './place.ts';
import type { Runtime } from './runtime.ts';
import type { Seat } from './seat.ts';
import type { Settings } from './settings.ts';
import { refusal } from './vaultProcess.ts';
import type { WindowKind } from './window.ts';

/** What the host's own calls work on. */
export interface HostContext {
  readonly runtime: Runtime;
  readonly settings: { readonly get: () => Settings; readonly set: (change: Partial<Settings>) => void };
  /** Whether content protection may be switched on; tests take pictures. */
  readonly mayProtect: boolean;
  /** What copies the vault's folder to somewhere else, if anything. */
  readonly syncedBy: () => SyncService | null;
  readonly places: Places;
  readonly openNewcomer: (token: string, parent: Seat) => boolean;
  readonly closeNewcomer: (token: string) => void;
  readonly openApproval: (request: string, parent: Seat) => void;
  /** The page has asked how things are: it runs. */
  readonly ready: (seat: Seat) => void;
}

type Handlers = {
  [N in HostCallName]: (input: Parsed<N>, seat: Seat) => Output<N> | Reply | Promise<Output<N> | Reply>;
};

const done = { done: true } as const;
/** Which windows may make a call; without a row all may. */
const only: Partial<Record<HostCallName, readonly WindowKind[]>> = {
  'host.pickImport': ['main'],
  'host.pickText': ['main'],
  'host.pickSave': ['main'],
  'host.setPlace': ['main'],
  'host.pickPlace': ['main'],
  'host.openNewcomer': ['main'],
  'host.closeNewcomer': ['main'],
  'host.openApproval': ['main'],
};

/** Answers `host.*`: windows, dialogs, lock, appearance. */
export function createHostCalls(
  context: HostContext,
): (name: HostCallName, input: unknown, seat: Seat) => Promise<Reply> {
  const handlers: Handlers = {
    'host.state': (_input, seat) => {
      context.ready(seat);
      return {
        window: seat.mode.kind,
        request: seat.mode.kind === 'approval' ? seat.mode.request : null,
        locale: context.settings.get().locale,
        colourScheme: context.settings.get().colourScheme,
        systemLocale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
        platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
        version: app.getVersion(),
        ended: seat.ended(),
        syncedBy: context.syncedBy(),
        runtime: { ok: context.runtime.ok, code: context.runtime.ok ? null : context.runtime.code },
      };
    },
    'host.setAppearance': (input) => {
      context.settings.set({
        ...(input.locale === undefined ? {} : { locale: input.locale }),
        ...(input.colourScheme === undefined ? {} : { colourScheme: input.colourScheme }),
      });
      applyColourScheme(context.settings.get());
      return done;
    },
    'host.lock': (_input, seat) => {
      seat.lock('lock');
      return done;
    },
    'host.touch': (_input, seat) => {
      seat.touch();
      return done;
    },
    'host.pickImport': async (_input, seat) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(seat.window, {
        properties: ['openFile'],
        filters: [{ name: 'CSV', extensions: ['csv', 'tsv', 'txt'] }],
      });
      const path = filePaths[0];
      if (canceled || path === undefined) return null;
      const found = await stat(path).catch(() => null);
      if (found === null || !found.isFile()) return refusal('fileUnreadable');
      return { token: seat.files.offer(path, 'read'), name: basename(path), bytes: found.size };
    },
    'host.pickText': async (_input, seat) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(seat.window, { properties: ['openFile'] });
      const path = filePaths[0];
      if (canceled || path === undefined) return null;
      const text = await smallText(path);
      return text === null ? refusal('checkpointUnreadable') : { name: basename(path), text };
    },
    'host.pickSave': async ({ suggestedName }, seat) => {
      const { canceled, filePath } = await dialog.showSaveDialog(seat.window, {
        defaultPath: join(app.getPath('documents'), fileName(suggestedName)),
        // With a filter some systems put its ending behind any other name.
        ...(suggestedName.endsWith('.csv') ? { filters: [{ name: 'CSV', extensions: ['csv'] }] } : {}),
      });
      return canceled || !filePath ? null : { token: seat.files.offer(filePath, 'save'), name: basename(filePath) };
    },
    'host.place': () => context.places.place(),
    'host.setPlace': ({ place }, seat) => elsewhere(seat, () => context.places.choose(place)) ?? done,
    'host.pickPlace': async ({ make }, seat) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(seat.window, {
        properties: make ? ['openDirectory', 'createDirectory'] : ['openDirectory'],
      });
      const folder = filePaths[0];
      if (canceled || folder === undefined) return { picked: false };
      return elsewhere(seat, () => context.places.pick(folder, make)) ?? { picked: true };
    },
    'host.openNewcomer': ({ token }, seat) => (context.openNewcomer(token, seat) ? done : refusal('invitationUnknown')),
    'host.closeNewcomer': ({ token }) => {
      context.closeNewcomer(token);
      return done;
    },
    'host.openApproval': ({ request }, seat) => {
      context.openApproval(request, seat);
      return done;
    },
    'host.closeWindow': (_input, seat) => {
      // After the answer has gone out.
      setImmediate(() => seat.window.isDestroyed() || seat.window.close());
      return done;
    },
    'host.setProtected': ({ on }, seat) => {
      if (context.mayProtect) seat.window.setContentProtection(on);
      return done;
    },
  };

  /** Only where no vault can be opened at the moment: nobody is led away from one that is there. */
  function elsewhere(seat: Seat, move: () => PlaceRefusal | null): Reply | null {
    if (context.places.place().state === 'there' || !seat.isLocked()) return refusal('notAllowed');
    const refused = move();
    if (refused !== null) return refusal(refused);
    seat.startAgain();
    return null;
  }

  return async (name, input, seat) => {
    if (only[name]?.includes(seat.mode.kind) === false) return refusal('notAllowed');
    return answer(name, hostContract[name], handlers[name] as Handler, input as Input<typeof name>, seat);
  };
}

type Handler = (input: unknown, seat: Seat) => unknown;

async function answer(
  _name: HostCallName,
  spec: { readonly input: z.ZodType; readonly output: z.ZodType },
  handler: Handler,
  input: unknown,
  seat: Seat,
): Promise<Reply> {
  const parsed = spec.input.safeParse(input ?? {});
  if (!parsed.success) return refusal('invalidInput');
  const value = await handler(parsed.data, seat);
  if (isRefusal(value)) return value;
  const checked = spec.output.safeParse(value);
  return checked.success ? { ok: true, value: checked.data } : refusal('internal');
}

function isRefusal(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}

/** What a small file says; null where it is none, too long, or no text. */
async function smallText(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > mostText) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    return null;
  }
}

/** A name without folders and without characters that one of the systems forbids. */
function fileName(suggested: string): string {
  return suggested.replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/g, '_').replace(/^\.+/, '_');
}

/** Makes menus, dialogs and `prefers-color-scheme` follow the choice. */
export function applyColourScheme(settings: Settings): void {
  nativeTheme.themeSource = settings.colourScheme === 'auto' ? 'system' : settings.colourScheme;
}
