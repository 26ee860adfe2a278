import { appendFileSync, closeSync, constants, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Id, isId } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import type { Host } from '../host.ts';
import { type SecretKey, keyedHash } from '../keys/crypto.ts';
import { logBug } from '../log.ts';
import { fileMode } from '../store/sharedFolder.ts';

/**
 * What happened before anybody was logged in: wrong passwords. Each line is MACed under a key from the device secret
 * together with the one before; the counters are mirrored in the keychain, so that deleting the file gains nothing.
 */
const line = z.strictObject({ at: z.number(), user: z.string(), mac: z.string() });
/** `told`: how many of them the journal names by now. */
const counter = z.strictObject({ count: z.number().int(), last: z.number(), told: z.number().int().default(0) });
const counters = z.record(z.string(), counter);
export type Failures = z.infer<typeof counters>;

function path(folder: string): string {
  return join(folder, 'pending.log');
}
function account(vault: Id): string {
  return `failures:${vault}`;
}

/** As much of the file's end as is read, in bytes: whoever fills it must not keep anybody from logging in. */
const mostBytes = 256 * 1024;

/** The last lines of the file; none where there is no file, or something else in its place. */
function lines(folder: string): string[] {
  let file: number;
  try {
    file = openSync(path(folder), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return [];
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile()) return [];
    const length = Math.min(found.size, mostBytes);
    const content = Buffer.alloc(length);
    readSync(file, content, 0, length, found.size - length);
    return content.toString('utf8').split('\n');
  } catch {
    return [];
  } finally {
    closeSync(file);
  }
}

function fromFile(folder: string): Failures {
  const found: Failures = {};
  for (const text of lines(folder)) {
    if (text === '') continue;
    // A line that cannot be read, or whose MAC would not hold, is a failure all the same: touching the file gains nothing.
    const parsed = line.safeParse(parse(text));
    const user = parsed.success ? parsed.data.user : '';
    const before = found[user] ?? { count: 0, last: 0, told: 0 };
    found[user] = {
      ...before,
      count: before.count + 1,
      last: Math.max(before.last, parsed.success ? parsed.data.at : 0),
    };
  }
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Failures per user since that user's last login, from file and keychain, whichever says more. */
export async function readFailures(host: Host, vault: Id, folder: string): Promise<Failures> {
  const found = fromFile(folder);
  const mirrored = counters.safeParse(parse((await host.ask('secret.get', { account: account(vault) })) ?? '{}'));
  for (const [user, { count, last, told }] of Object.entries(mirrored.success ? mirrored.data : {})) {
    const before = found[user] ?? { count: 0, last: 0, told: 0 };
    found[user] = { count: Math.max(count, before.count), last: Math.max(last, before.last), told };
  }
  return found;
}

/** Adds a failure to file and keychain; answers the refusal, with the seconds to wait where a wait begins. */
export async function addFailure(
  host: Host,
  vault: Id,
  folder: string,
  device: SecretKey,
  user: Id,
  now: number,
): Promise<VaultError> {
  const failures = await readFailures(host, vault, folder);
  const before = failures[user] ?? { count: 0, last: 0, told: 0 };
  const mac = keyedHash(device, 'pending log', [before.count, user, now], 16).toString('hex');
  try {
    const told = `${JSON.stringify({ at: now, user: isId(user) ? user : '', mac })}\n`;
    appendFileSync(path(folder), told, { mode: fileMode });
  } catch (error) {
    // A file that cannot be written to must not make guessing free: the keychain counts.
    logBug(error, 'pending');
  }
  failures[user] = { ...before, count: before.count + 1, last: now };
  await host.ask('secret.set', { account: account(vault), value: JSON.stringify(fewest(failures)) });
  const seconds = waitSeconds(failures, user, now);
  return new VaultError('wrongPassword', seconds > 0 ? { seconds } : {});
}

/** An entry of the keychain holds little: of a guess at many ids the newest stay, the others are counted together. */
const mostCounted = 32;
function fewest(failures: Failures): Failures {
  const all = Object.entries(failures).sort(([, a], [, b]) => b.last - a.last || b.count - a.count);
  const kept = Object.fromEntries(all.slice(0, mostCounted));
  for (const [, { count, last, told }] of all.slice(mostCounted)) {
    const before = kept[''] ?? { count: 0, last: 0, told: 0 };
    kept[''] = { count: before.count + count, last: Math.max(before.last, last), told: before.told + told };
  }
  return kept;
}

/** How many failures no entry of the journal names yet. */
export function untold(failures: Failures): number {
  return Object.values(failures).reduce((sum, { count, told }) => sum + Math.max(0, count - told), 0);
}

/**
 * After a login, and the failures have been taken into the journal: this person's are over. Another's stay until they
 * log in themselves, else whoever guesses at a colleague's password would end the wait with a login of their own.
 */
export async function settleFailures(
  host: Host,
  vault: Id,
  folder: string,
  failures: Failures,
  others: readonly Id[],
): Promise<void> {
  // Guesses at people who do not exist are told and forgotten: they must not pile up.
  const left = others.flatMap((other) => {
    const found = failures[other];
    return found === undefined ? [] : [[other, { ...found, told: found.count }] as const];
  });
  await host.ask('secret.set', { account: account(vault), value: JSON.stringify(Object.fromEntries(left)) });
  rmSync(path(folder), { force: true, recursive: true });
}

/** Seconds to wait: none for two failures, then five, doubled each time, a quarter of an hour at most. */
export function waitSeconds(failures: Failures, user: Id, now: number): number {
  const found = failures[user];
  if (found === undefined || found.count < 3) return 0;
  const delay = Math.min(900, 5 * 2 ** (found.count - 3));
  // Whoever can set the clock can end a wait either way; a clock set back must not lock an honest person out for days.
  const passed = now < found.last ? delay : (now - found.last) / 1000;
  return Math.ceil(Math.max(0, delay - passed));
}
