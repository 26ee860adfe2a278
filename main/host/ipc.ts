import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { contract, eventContract, type CallName, type EventName, type HostCallName } from '#shared/contract/index.ts';
import { jsonFault, mostCallBytes } from '#shared/domain/jsonSafe.ts';
import { line } from '#shared/line.ts';
import type { Reply } from '#shared/protocol.ts';
import { isOurs } from './appProtocol.ts';
import { refusal } from './vaultProcess.ts';

/** Where a window's calls go. */
export interface Desk {
  host(name: HostCallName, input: unknown): Promise<Reply>;
  greet(): Promise<Uint8Array | Reply>;
  vault(name: CallName, from: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | Reply>;
}

/**
 * Listens for calls: who may speak, how much, and only names of the contract; then forwards. What is for the vault comes
 * sealed and goes on so; in clear nothing is forwarded.
 */
export function listenForCalls(deskOf: (contentsId: number) => Desk | null): void {
  ipcMain.handle('coffer:call', async (event, name: unknown, input: unknown): Promise<Reply> => {
    const desk = isOurPage(event) ? deskOf(event.sender.id) : null;
    if (desk === null) return refusal('notAllowed');
    if (!isCall(name)) return refusal('unknownCall');
    if (contract[name].action !== 'host') return refusal('notAllowed');
    const fault = jsonFault(input, mostCallBytes);
    return fault === null ? desk.host(name as HostCallName, input) : refusal(fault);
  });
  ipcMain.handle('coffer:greet', async (event): Promise<Uint8Array | Reply> => {
    const desk = isOurPage(event) ? deskOf(event.sender.id) : null;
    return desk === null ? refusal('notAllowed') : desk.greet();
  });
  ipcMain.handle('coffer:sealed', async (event, name: unknown, from: unknown, sealed: unknown) => {
    const desk = isOurPage(event) ? deskOf(event.sender.id) : null;
    if (desk === null) return refusal('notAllowed');
    if (!isCall(name)) return refusal('unknownCall');
    if (contract[name].action === 'host') return refusal('notAllowed');
    if (!(from instanceof Uint8Array) || from.byteLength !== line.keyBytes) return refusal('invalidInput');
    if (!(sealed instanceof Uint8Array)) return refusal('invalidInput');
    if (sealed.byteLength > mostCallBytes + line.ivBytes + line.tagBytes) return refusal('tooLarge');
    return desk.vault(name, from, sealed);
  });
}

function isCall(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(contract, name);
}

/** Sends an event to a window if the contract knows it and its payload is as promised; anything else is dropped. */
export function sendEvent(window: BrowserWindow, name: string, payload: unknown): boolean {
  // A window that is just being closed stands longer than what it shows.
  if (window.isDestroyed() || window.webContents.isDestroyed()) return false;
  if (!Object.hasOwn(eventContract, name)) return false;
  const parsed = eventContract[name as EventName].safeParse(payload);
  if (!parsed.success) return false;
  window.webContents.send('coffer:event', { name, payload: parsed.data });
  return true;
}

/** The main frame of a page of ours; a subframe, or anything loaded from elsewhere, is nobody. */
function isOurPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOurs(frame.url, '/index.html');
}
