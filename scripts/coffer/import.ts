import type { EventPayload, Input } from '#shared/contract/index.ts';
import type { HeadlessHost } from '../lib/headlessHost.ts';
import { fromCaller } from '../lib/paths.ts';
import { Ended, type LoginOptions, withSession } from './login.ts';

export interface ImportOptions extends LoginOptions {
  readonly file: string | undefined;
  readonly otherwise: string | undefined;
  readonly duplicates: string | undefined;
  readonly kind: string | undefined;
}

/** Takes a list in with what the program guesses of it. Answers what to say. */
export function importList(options: ImportOptions): Promise<string> {
  const { file, duplicates = 'skip', kind = 'firm' } = options;
  if (file === undefined) throw new Ended(2, 'Name the list with --file.');
  if (duplicates !== 'skip' && duplicates !== 'create') throw new Ended(2, '--duplicates takes skip or create.');
  if (kind !== 'firm' && kind !== 'person') throw new Ended(2, '--kind takes firm or person.');
  return withSession(options, async (host, me) => {
    const opened = await host.call('imports.open', { token: host.offerFile(fromCaller(file)) });
    const mapping = opened.columns.map(({ guess }) => guess);
    const seen = await host.call('imports.preview', { import: opened.import, mapping });
    const people = seen.responsible.flatMap(({ value, guess }) => (guess === null ? [] : [{ value, to: guess }]));
    const otherwise = await personFor(host, options.otherwise, me.user);
    const done = await run(host, { import: opened.import, mapping, people, otherwise, duplicates, customerKind: kind });
    if (done.state !== 'done') throw new Ended(1, `Nothing was taken in: ${done.code ?? done.state}.`);
    return `${done.imported} of ${done.rows} rows taken in, ${done.problems} set aside in the import's report.`;
  });
}

async function personFor(host: HeadlessHost, name: string | undefined, self: string): Promise<string> {
  if (name === undefined) return self;
  if (name === 'pool') return name;
  const { people } = await host.call('staff.list', {});
  const found = people.find((person) => person.name === name);
  if (found === undefined) throw new Ended(2, `Nobody is called "${name}" here.`);
  return found.user;
}

/** Starts an import and waits for its end. */
function run(host: HeadlessHost, input: Input<'imports.start'>): Promise<EventPayload<'imports.progress'>> {
  return new Promise((resolve, reject) => {
    host.onEvent((name, payload) => {
      if (name !== 'imports.progress') return;
      const progress = payload as EventPayload<'imports.progress'>;
      if (progress.import === input.import && progress.state !== 'running') resolve(progress);
    });
    host.call('imports.start', input).catch(reject);
  });
}
