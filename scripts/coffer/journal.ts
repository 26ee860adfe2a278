import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import ICU from 'i18next-icu';
import type { JournalLine } from '#shared/contract/audit.ts';
import { NoJournalFile } from '../../main/vault/journal/file.ts';
import { verifyJournalFile } from '../../main/vault/journal/fileVerify.ts';
import { journalCode } from '../../main/vault/journal/verify.ts';
import { sentenceOf } from '../../renderer/features/journal/sentence.ts';
import { resources } from '../../renderer/locales/resources.ts';
import { fromCaller } from '../lib/paths.ts';
import { comparedWith, keptText } from './checkpoint.ts';
import { Ended, type LoginOptions, withSession } from './login.ts';
import { reasonWords } from './words.ts';

export interface JournalOptions extends LoginOptions {
  readonly against: string | undefined;
  readonly file: string | undefined;
  readonly root: string | undefined;
  readonly out: string | undefined;
  readonly limit: string | undefined;
}

/** Checks a whole journal, or a file of one. Answers what to say; ends with 1 where it is broken. */
export async function verifyJournal(options: JournalOptions): Promise<string> {
  if (options.file !== undefined) return verifyFile(fromCaller(options.file), options.root);
  const kept = options.against === undefined ? null : keptText(options.against);
  return withSession(options, async (host, { quarantine }) => {
    const { whole, entries, code, broken, endings } = await host.call('journal.verify', {});
    if (!whole) {
      const alarm = quarantine === null ? '' : ` The login ended read-only (${quarantine.code}).`;
      if (broken === null) throw new Ended(1, `Broken.${alarm}`);
      throw new Ended(1, `Broken: entry ${broken.sequence}, ${reasonWords(broken.reason)} (${broken.reason}).${alarm}`);
    }
    const lines = [`Whole: ${entries} entries.`, `Code of the newest one: ${code}`];
    for (const { at, entries: aside, rows, sequence, kept: there } of endings)
      lines.push(
        `An alarm was ended on ${day(at)} by entry ${sequence}: ${aside} entries and ${rows} rows set aside${there ? '' : ', which no longer lie there as they were'}.`,
      );
    if (kept !== null) lines.push(await comparedWith(host, kept));
    return lines.join('\n');
  });
}

/** Needs no login: the owner's public key is all it takes. */
function verifyFile(file: string, root: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'coffer-journal-'));
  try {
    const verdict = verifyJournalFile(file, root === undefined ? null : publicKey(root), join(folder, 'check.db'));
    if (verdict.broken !== null) {
      const { sequence, reason } = verdict.broken;
      throw new Ended(1, `Broken: entry ${sequence}, ${reasonWords(reason)} (${reason}).`);
    }
    const lines = [`Whole: ${verdict.entries} entries.`, `Code of the newest one: ${journalCode(verdict.newest)}`];
    if (root === undefined)
      lines.push(
        `Signed under the owner’s key ${keyWords(verdict.root)}`,
        'Compare that with the key that the owner gave you, or give it with --root.',
      );
    return lines.join('\n');
  } catch (error) {
    if (error instanceof NoJournalFile) throw new Ended(2, `${file} is not a journal file, or it was cut.`);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Ended(2, `There is no file ${file}.`);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function publicKey(text: string): Buffer {
  const digits = text.replace(/\s/g, '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new Ended(2, '--root takes the 64 hexadecimal digits of the owner’s key.');
  return Buffer.from(digits, 'hex');
}
function keyWords(key: Uint8Array): string {
  return Buffer.from(key).toString('hex').match(/.{4}/g)?.join(' ') ?? '';
}
/** A moment as the command prints it, in UTC. */
export function day(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** Prints the journal in sentences, the newest first, as far as this login may read it. */
export async function showJournal(options: JournalOptions): Promise<string> {
  const wanted = options.limit === undefined ? Number.POSITIVE_INFINITY : Number(options.limit);
  if (Number.isNaN(wanted) || wanted < 1) throw new Ended(2, '--limit takes a number.');
  const words = createInstance();
  await words.use(ICU).init({ lng: 'en', resources: { en: resources.en }, defaultNS: 'common', keySeparator: false });
  const t = words.getFixedT('en', 'journal');
  return withSession(options, async (host, { actions }) => {
    const all = actions.includes('journal.readAll');
    const out: string[] = [];
    for (let after: number | null = null; ;) {
      const page: { lines: JournalLine[]; next: number | null } = all
        ? await host.call('journal.list', { filter: {}, after, limit: 200 })
        : await host.call('journal.mine', { after, limit: 200 });
      for (const line of page.lines) {
        if (out.length >= wanted) break;
        const sentence = sentenceOf(line, t, 'en').parts.map(({ text }) => text);
        out.push(`${String(line.sequence).padStart(6)}  ${day(line.at)}  ${sentence.join('')}`);
      }
      after = page.next;
      if (after === null || out.length >= wanted) return out.join('\n');
    }
  });
}

/** Saves the whole journal as a signed file. */
export function exportJournal(options: JournalOptions): Promise<string> {
  const out = outOf(options);
  return withSession(options, async (host) => {
    const { entries, root } = await host.call('journal.exportFile', { token: host.offerSave(out) });
    return `${entries} entries saved in ${out}.\nIt is checked with: journal verify --file ${out} --root "${root}"`;
  });
}

function outOf({ out }: JournalOptions): string {
  if (out === undefined) throw new Ended(2, 'Name the file with --out.');
  return fromCaller(out);
}
