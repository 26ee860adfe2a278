import { z } from 'zod';
import { syncServices } from '../domain/syncFolder.ts';
import { call, done, id, nothing } from './call.ts';

export const locale = z.enum(['en', 'zh-CN', 'zh-TW']);
export const colourScheme = z.enum(['auto', 'light', 'dark']);
/** Bytes of a file that is picked for its text. */
export const mostText = 2_000;
const pickedFile = z.strictObject({ token: z.string(), name: z.string(), bytes: z.number().int() });

/** What the host answers itself, without the vault: windows, dialogs, lock, the appearance before login. */
export const hostContract = {
  'host.state': call({
    input: nothing,
    output: z.strictObject({
      window: z.enum(['main', 'newcomer', 'approval']),
      /** For `approval`: the request's id. */
      request: id.nullable(),
      locale: locale.nullable(),
      systemLocale: z.string(),
      colourScheme,
      platform: z.enum(['linux', 'darwin', 'win32']),
      version: z.string(),
      /** How the last session in this window ended; null = none has. */
      ended: z
        .enum(['lock', 'idle', 'suspend', 'hours', 'probing', 'renewed', 'shutOut', 'accountEnded', 'crash'])
        .nullable(),
      /** What copies the vault's folder to somewhere else, by its name or its disk; null = nothing recognised. */
      syncedBy: z.enum(syncServices).nullable(),
      /** Whether this runtime can open vaults; if not, the code of the sentence that says why. */
      runtime: z.strictObject({ ok: z.boolean(), code: z.string().nullable() }),
    }),
    action: 'host',
    journal: 'none',
  }),
  'host.setAppearance': call({
    input: z.strictObject({ locale: locale.optional(), colourScheme: colourScheme.optional() }),
    output: done,
    action: 'host',
    journal: 'none',
  }),
  'host.lock': call({ input: nothing, output: done, action: 'host', journal: 'none' }),
  /** Tells the host that the person is at work, at most every few seconds; puts off the idle lock. */
  'host.touch': call({ input: nothing, output: done, action: 'host', journal: 'none' }),
  /** Native dialog; the token stands for the path, which the renderer never sees. */
  'host.pickImport': call({ input: nothing, output: pickedFile.nullable(), action: 'host', journal: 'none' }),
  /** The text of a small file that the person picks, such as a checkpoint on a USB stick; nothing else of it is told. */
  'host.pickText': call({
    input: nothing,
    output: z.strictObject({ name: z.string(), text: z.string().max(mostText) }).nullable(),
    action: 'host',
    journal: 'none',
  }),
  'host.pickSave': call({
    input: z.strictObject({ suggestedName: z.string().trim().min(1).max(120) }),
    output: z.strictObject({ token: z.string(), name: z.string() }).nullable(),
    action: 'host',
    journal: 'none',
  }),
  /** Where the vault lies: in this account's own folder, in that of the whole computer, or in a chosen one. */
  'host.place': call({
    input: nothing,
    output: z.strictObject({
      kind: z.enum(['own', 'machine', 'chosen']),
      /** `denied`: this account may not read and write the folder. `gone`: the vault was there before. */
      state: z.enum(['there', 'none', 'denied', 'gone']),
    }),
    action: 'host',
    journal: 'none',
  }),
  /** Where a vault is to be made: for this account alone, or in a folder for all accounts of this computer. */
  'host.setPlace': call({
    input: z.strictObject({ place: z.enum(['own', 'machine']) }),
    output: done,
    action: 'host',
    journal: 'none',
  }),
  /** Native dialog. `make`: a folder for a vault that all accounts share; else that of a vault which is there already. */
  'host.pickPlace': call({
    input: z.strictObject({ make: z.boolean() }),
    output: z.strictObject({ picked: z.boolean() }),
    action: 'host',
    journal: 'none',
  }),
  /** Opens the newcomer's own window for an invitation that the owner's session offered. */
  'host.openNewcomer': call({
    input: z.strictObject({ token: z.string().max(64) }),
    output: done,
    action: 'host',
    journal: 'none',
  }),
  /** The invitation of this token is taken back: the newcomer's window closes, where it stands open. */
  'host.closeNewcomer': call({
    input: z.strictObject({ token: z.string().max(64) }),
    output: done,
    action: 'host',
    journal: 'none',
  }),
  /** Opens the approver's small window, with a vault process of its own. */
  'host.openApproval': call({ input: z.strictObject({ request: id }), output: done, action: 'host', journal: 'none' }),
  'host.closeWindow': call({ input: nothing, output: done, action: 'host', journal: 'none' }),
  /** Content protection while a protected value is on screen. Deters; promised nowhere. */
  'host.setProtected': call({
    input: z.strictObject({ on: z.boolean() }),
    output: done,
    action: 'host',
    journal: 'none',
  }),
} as const;
