import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { contract, eventContract, type CallName, type EventName, type HostCallName } from '#shared/contract/index.ts';
import type { Reply } from '#shared/protocol.ts';
import { isOurs } from './appProtocol.ts';
import { jsonFault } from './jsonSafe.ts';
import { refusal } from './vaultProcess.ts';

/** Where a window's calls go. */
export interface Desk {
  host(name: HostCallName, input: unknown): Promise<Reply>;
  vault(name: CallName, input: unknown): Promise<Reply>;
}

/** Bytes of JSON that one call may bring. */
const mostBytes = 1024 * 1024;

/** Listens for calls: who may speak, how much, and only names of the contract; then forwards. */
export function listenForCalls(deskOf: (contentsId: number) => Desk | null): void {
  ipcMain.handle('coffer:call', async (event, name: unknown, input: unknown): Promise<Reply> => {
    const desk = isOurPage(event) ? deskOf(event.sender.id) : null;
    if (desk === null) return refusal('notAllowed');
    if (typeof name !== 'string' || !Object.hasOwn(contract, name)) return refusal('unknownCall');
    const fault = jsonFault(input, mostBytes);
    if (fault !== null) return refusal(fault);
    if (contract[name as CallName].action === 'host') return desk.host(name as HostCallName, input);
    // As JSON, so that both kinds of vault process get exactly the same.
    return desk.vault(name as CallName, input === undefined ? {} : (JSON.parse(JSON.stringify(input)) as unknown));
  });
}

/** Sends an event to a window if the contract knows it and its payload is as promised; anything else is dropped. */
export function sendEvent(window: BrowserWindow, name: string, payload: unknown): boolean {
  if (window.isDestroyed() || !Object.hasOwn(eventContract, name)) return false;
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
