import { existsSync, readFileSync } from 'node:fs';
import { renderUnicodeCompact } from 'uqr';
import type { HeadlessHost } from '../lib/headlessHost.ts';
import { fromCaller } from '../lib/paths.ts';
import { type JournalOptions, day } from './journal.ts';
import { Ended, withSession } from './login.ts';

/** Saves where the journal ends, or prints it for paper. */
export function checkpointJournal(options: JournalOptions): Promise<string> {
  const out = options.out === undefined ? null : fromCaller(options.out);
  return withSession(options, async (host) => {
    const token = out === null ? null : host.offerSave(out);
    const { sequence, at, code } = await host.call('journal.checkpoint', { token });
    const lines = [`Entry ${sequence}: ${code}`, `Made on ${day(at)} UTC.`];
    if (out !== null) return [...lines, `Saved in ${out}.`].join('\n');
    return [...lines, renderUnicodeCompact(`${sequence} ${code}`), 'Write both down, or give --out FILE.'].join('\n');
  });
}

/** Holds the journal against a checkpoint that was kept outside, without checking all of it. */
export function compareJournal(options: JournalOptions): Promise<string> {
  if (options.against === undefined) throw new Ended(2, 'Name the checkpoint with --against.');
  const kept = keptText(options.against);
  return withSession(options, (host) => comparedWith(host, kept));
}

/** What was kept: a file, or number and code themselves. */
export function keptText(against: string): string {
  const path = fromCaller(against);
  if (!existsSync(path) && /^\D{0,40}\d+[\s:]/.test(against)) return against.slice(0, 2_000);
  try {
    return readFileSync(path, 'utf8').slice(0, 2_000);
  } catch {
    throw new Ended(2, `${path} cannot be read.`);
  }
}

/** Whether a checkpoint holds, in words; ends with 1 where it does not. */
export async function comparedWith(host: HeadlessHost, kept: string): Promise<string> {
  const { holds, reason, sequence, at, newest, signed, by, ended } = await host.call('journal.compare', { kept });
  const whose =
    signed === null
      ? ''
      : signed
        ? ` It is signed by ${by ?? 'a person of this office'}.`
        : ' Its signature is not that of a person of this office.';
  const when = at === null ? '' : ` of ${day(at)} UTC`;
  if (holds)
    return `The checkpoint of entry ${sequence}${when} holds; ${newest - sequence} entries were written after it.${whose}`;
  const why = {
    otherVault: 'it belongs to another vault',
    gone: `the journal ends at entry ${newest}`,
    different: 'the vault holds another entry in its place',
  }[reason ?? 'different'];
  const explained =
    ended === null
      ? ''
      : ` On ${day(ended)} UTC an owner ended an alarm for which entries from there on were given up.`;
  throw new Ended(1, `The checkpoint of entry ${sequence}${when} does not hold: ${why}.${explained}${whose}`);
}
