/**
 * The messages between the host (Electron's main process, or a command-line host) and one vault process.
 * JSON only: the two sides may run on different versions of V8, whose structured-clone formats differ.
 */

import type { SealedCall } from './line.ts';

/** What the process is for. It decides which calls are answered at all (see `main/vault/handle.ts`). */
export type VaultMode =
  /** The main window: login, then one person's session. */
  | { readonly kind: 'main' }
  /** A newcomer's own window: makes keys from their password, knows no session. */
  | { readonly kind: 'newcomer'; readonly invitation: Invitation }
  /** An approver at the requester's computer: one login, one request. */
  | { readonly kind: 'approval'; readonly request: string };

/** What the owner's session hands to the newcomer's process. No secret. Ids and keys are base64url. */
export interface Invitation {
  readonly token: string;
  readonly vault: string;
  readonly user: string;
  readonly rootPublic: string;
  readonly name: string;
  readonly role: string;
  /** Whether the window is a newcomer's, or that of somebody who has forgotten their password. */
  readonly purpose: 'join' | 'reset';
  /** Which of the person's slots is to be made: the first is 1. */
  readonly version: number;
}

/** What the newcomer's process hands back: a slot only the newcomer can open, and public keys. base64url. */
export interface Enrolment {
  readonly token: string;
  readonly slot: string;
  readonly signPublic: string;
  readonly boxPublic: string;
  readonly proof: string;
}

export type ParserToVault =
  | { readonly type: 'inspected'; readonly result: unknown }
  | {
      readonly type: 'rows';
      readonly rows: readonly (readonly string[])[];
      readonly firstLine: number;
      readonly last: boolean;
    }
  | { readonly type: 'failed'; readonly code: string };
/** The same as it passes through the host (see `line.ts`): the parser’s public key, and the answer that only the vault opens; base64. */
export type PassedByParser = Extract<ParserToVault, { type: 'failed' }> | ({ readonly type: 'sealed' } & SealedCall);

export type VaultToParser =
  /** Recognise encoding, separator and header; answer `inspected`, sealed to the public key `to` (base64). */
  | { readonly type: 'inspect'; readonly to: string; readonly options: unknown }
  /** Next chunk of at most `count` rows (pull, so that nothing piles up); answer `rows`. */
  | { readonly type: 'next'; readonly to: string; readonly count: number; readonly options?: unknown }
  | { readonly type: 'stop' };

/**
 * What a parser process hears: first the path of its one file, from the host; then what the vault asks.
 * It answers with `PassedByParser`, on `process.parentPort` where there is one, else with `process.send`.
 */
export type HostToParser = { readonly type: 'open'; readonly path: string } | VaultToParser;

export type HostToVault =
  | { readonly type: 'start'; readonly mode: VaultMode; readonly folder: string; readonly appVersion: string }
  /** From a command line, which is the window itself. */
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  /** From a window: what it asks for by the public key of the process, and its calls (see `line.ts`). */
  | { readonly type: 'greet'; readonly id: number }
  | ({ readonly type: 'sealed'; readonly id: number; readonly name: string } & SealedCall)
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly code: string }
  | { readonly type: 'parser'; readonly parser: string; readonly message: PassedByParser }
  /** Lock: stop at the next chunk (at most a second), then exit. `pin`: what a PIN opens again may be left with the host. */
  | { readonly type: 'end'; readonly pin?: boolean };

/** What a vault process may ask of its host, with input and answer. */
export interface Asks {
  /** Reads, writes, deletes one entry of the operating system's keychain. */
  'secret.get': { input: { account: string }; answer: string | null };
  'secret.set': { input: { account: string; value: string }; answer: null };
  'secret.delete': { input: { account: string }; answer: null };
  /** The path behind a token that a native dialog made. Each token answers once. */
  'file.take': { input: { token: string }; answer: { path: string } };
  /** Starts a keyless parser on the file behind a token; its messages come as `parser`. */
  'parser.start': { input: { token: string }; answer: { parser: string; name: string; bytes: number } };
  'parser.send': { input: { parser: string; message: VaultToParser }; answer: null };
  'parser.stop': { input: { parser: string }; answer: null };
  /** What a PIN opens again, in the host's memory alone; base64url. `pin.take` counts a try and says how many are left. */
  'pin.keep': { input: { user: string; blob: string; half: string; until: number }; answer: null };
  'pin.take': { input: { user: string }; answer: { blob: string; half: string; left: number } | null };
  'pin.drop': { input: { user: string }; answer: null };
  'pin.there': { input: Record<string, never>; answer: string[] };
  /** Hands the host an invitation to show (`host.openNewcomer`), and takes the finished enrolment. */
  'invitation.offer': { input: Invitation; answer: null };
  'enrolment.take': { input: { token: string }; answer: Enrolment };
  /** From the newcomer's process only. */
  'enrolment.give': { input: Enrolment; answer: null };
}
export type AskName = keyof Asks;

export type VaultToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  /** To a greeting the public key, to a sealed call the reply, which only its window opens; base64. */
  | { readonly type: 'answered'; readonly id: number; readonly bytes: string }
  /** Forwarded to the windows of this process after the host checked the name against the contract. */
  | { readonly type: 'event'; readonly name: string; readonly payload: unknown }
  /** The session's phase, which the host needs for idle lock and window titles. */
  | { readonly type: 'phase'; readonly phase: 'locked' | 'open'; readonly idleSeconds: number }
  /** The session has to end although nobody asked for it, such as when the hours of its role are over. */
  | { readonly type: 'over'; readonly reason: 'hours' | 'probing' | 'renewed' | 'shutOut' | 'accountEnded' }
  | { readonly type: 'ask'; readonly id: number; readonly what: AskName; readonly input: unknown };

/** The answer to a call: the value, or a refusal that carries no value of anybody's. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Refusal };

export interface Refusal {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Of a bug: the reference under which it was logged. */
  readonly reference?: string;
}
