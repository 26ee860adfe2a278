import { cpSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Output } from '#shared/contract/index.ts';
import { type ChildVault, type Computer, Died, aComputer, startChildVault } from './childVault.ts';

const seed = Number(process.env['COFFER_KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
let state = seed >>> 0;

/** At the beginning of a file: says where the kills fall; set in COFFER_KILL_SEED, they fall there again. */
export function startKilling(): void {
  state = seed >>> 0;
  process.stdout.write(`kill tests: COFFER_KILL_SEED=${seed}\n`);
}

/** The next number from 0 up to `end` (mulberry32). */
export function random(end: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * end;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Ends the process `delay` ms, to a fraction of one, after `when` was seen to hold. Where the work was done before that was
 * seen, it ends it after the work.
 */
export async function killWhen(
  child: ChildVault,
  work: Promise<unknown>,
  when: () => boolean,
  delay: number,
): Promise<void> {
  let over = false;
  void work.finally(() => (over = true)).catch(() => undefined);
  // Now and then: turning on the spot would take from the child the processor that it works on.
  while (!over && !when()) await pause(1);
  const at = performance.now() + delay;
  while (performance.now() < at) await new Promise((resolve) => setImmediate(resolve));
  await child.kill();
}

/** The value of a call that may have been cut off: then null. Refusals are failures. */
export async function unlessDied<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Died) return null;
    throw error;
  }
}

/** The same computer once more, to be killed another time. */
export function copyOf(computer: Computer): Computer {
  const copy = aComputer(join(mkdtempSync(join(tmpdir(), 'coffer-kill-')), 'vault'));
  cpSync(computer.folder, copy.folder, { recursive: true });
  for (const [account, value] of computer.keychain) copy.keychain.set(account, value);
  return copy;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** After a kill: a new process, in which this person logs in and finds the vault whole and the folder clean. */
export async function again(computer: Computer, login: Login): Promise<ChildVault> {
  const child = await startChildVault(computer);
  const me = await child.call('session.login', login);
  expect(me.quarantine).toBeNull();
  await expectWhole(child, computer);
  return child;
}

/** Journal and rows agree both ways, and nothing lies in the folder that nobody will ever remove. */
export async function expectWhole(child: ChildVault, computer: Computer): Promise<void> {
  expect(await child.call('journal.verify', {})).toMatchObject({ whole: true, broken: null });
  const known =
    /^(?:vault\.db|view-[\w-]{22}\.db)(?:-wal|-shm)?$|^vault\.cvh(?:\.previous|\.lock(?:-journal)?)?$|^vault\.lock$|^last-user$|^files$/;
  expect(readdirSync(computer.folder).filter((name) => !known.test(name))).toEqual([]);
}

export type Rows = Output<'customers.list'>['rows'];

/** Every customer that this person sees. */
export async function everyCustomer(child: ChildVault): Promise<Rows> {
  const rows: Rows = [];
  for (let after: string | null = null; ;) {
    const page: Output<'customers.list'> = await child.call('customers.list', {
      filter: {},
      sort: 'created',
      descending: false,
      collation: 'pinyin',
      after,
      limit: 500,
    });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

/** Whether a file of this name is in the folder. */
export function lies(folder: string, pattern: RegExp): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => pattern.test(name));
}
