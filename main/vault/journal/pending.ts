import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Id, isId } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import type { Host } from '../host.ts';
import { type SecretKey, keyedHash } from '../keys/crypto.ts';

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

function fromFile(folder: string): Failures {
  const found: Failures = {};
  if (!existsSync(path(folder))) return found;
  for (const text of readFileSync(path(folder), 'utf8').split('\n')) {
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
  appendFileSync(path(folder), `${JSON.stringify({ at: now, user: isId(user) ? user : '', mac })}\n`, { mode: 0o600 });
  failures[user] = { ...before, count: before.count + 1, last: now };
  await host.ask('secret.set', { account: account(vault), value: JSON.stringify(failures) });
  const seconds = waitSeconds(failures, user, now);
  return new VaultError('wrongPassword', seconds > 0 ? { seconds } : {});
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
  rmSync(path(folder), { force: true });
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
