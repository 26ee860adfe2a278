import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Output } from '#shared/contract/index.ts';
import { build } from '../lib/build.ts';
import { type HeadlessHost, startHeadlessHost } from '../lib/headlessHost.ts';
import { enterKeychain } from '../lib/keychain.ts';
import { fromCaller } from '../lib/paths.ts';
import { refusalWords } from './words.ts';

/** Ends the command with a sentence and a code. */
export class Ended extends Error {
  readonly code: number;
  constructor(code: number, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

export interface LoginOptions {
  readonly vault: string | undefined;
  readonly user: string | undefined;
  readonly 'password-stdin': boolean;
}

/** Opens a session in a vault process of its own, does the work in it, and ends it. */
export async function withSession<T>(
  options: LoginOptions,
  work: (host: HeadlessHost, me: Output<'session.login'>) => Promise<T>,
): Promise<T> {
  const profile = profileOf(options.vault);
  await build();
  const leave = await enterKeychain(profile).catch((error: unknown) => {
    throw new Ended(2, error instanceof Error ? error.message : String(error));
  });
  const host = startHeadlessHost({ profile });
  try {
    return await work(host, await login(host, options));
  } finally {
    await host.close();
    await leave();
  }
}

function profileOf(given: string | undefined): string {
  if (given === undefined) throw new Ended(2, 'Name the vault folder with --vault.');
  const folder = fromCaller(given);
  const there = (path: string): boolean =>
    existsSync(join(path, 'vault.cvh')) || existsSync(join(path, 'vault.cvh.previous'));
  if (basename(folder) === 'vault' && there(folder)) return dirname(folder);
  if (there(join(folder, 'vault'))) return folder;
  throw new Ended(
    2,
    there(folder)
      ? `${folder} holds a vault, but is not called "vault": put it into a profile folder under that name.`
      : `There is no vault in ${folder}.`,
  );
}

async function login(host: HeadlessHost, options: LoginOptions): Promise<Output<'session.login'>> {
  const status = await host.call('session.status', {});
  if (status.phase !== 'locked') throw new Ended(2, refusalWords({ code: status.code ?? 'vaultMissing' }));
  const { people } = status;
  const only = people.length === 1 ? people[0] : undefined;
  const name = options.user ?? only?.name ?? (await ask(`Who (${people.map((each) => each.name).join(', ')})? `));
  const person = people.find((each) => each.name === name);
  if (person === undefined) throw new Ended(2, `Nobody called "${name}" can log in to this vault.`);
  const password = options['password-stdin'] ? await firstLine() : await ask(`Password of ${person.name}: `, true);
  const reply = await host.reply('session.login', { user: person.user, password });
  if (reply.ok) return reply.value as Output<'session.login'>;
  const sequence = reply.error.params?.['sequence'];
  if (sequence !== undefined)
    throw new Ended(1, `Broken: entry ${sequence} of the journal, so early that nobody can log in.`);
  throw new Ended(2, refusalWords(reply.error));
}

/** The first line of standard input, without its end. */
async function firstLine(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8').split(/\r?\n/)[0] ?? '';
}

async function ask(question: string, hidden = false): Promise<string> {
  if (!process.stdin.isTTY) throw new Ended(2, 'Nobody can be asked here: give --user NAME and --password-stdin.');
  const terminal = createInterface({
    input: process.stdin,
    output: hidden ? undefined : process.stderr,
    terminal: true,
  });
  process.stderr.write(question);
  const answer = await new Promise<string>((resolve) => terminal.once('line', resolve));
  terminal.close();
  if (hidden) process.stderr.write('\n');
  return answer;
}
