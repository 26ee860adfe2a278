import { join } from 'node:path';
import { checkpointJournal, compareJournal } from './coffer/checkpoint.ts';
import { examine } from './coffer/doctor.ts';
import { help } from './coffer/help.ts';
import { importList } from './coffer/import.ts';
import { Ended } from './coffer/login.ts';
import { exportJournal, showJournal, verifyJournal } from './coffer/journal.ts';
import { refusalWords } from './coffer/words.ts';
import { readArguments } from './lib/arguments.ts';
import { fromCaller, root } from './lib/paths.ts';
import { CallRefused } from './lib/headlessHost.ts';

const login = { vault: 'text', user: 'text', 'password-stdin': 'flag' } as const;
const journalArguments = {
  ...login,
  against: 'text',
  file: 'text',
  root: 'text',
  out: 'text',
  limit: 'text',
} as const;
const journal = {
  verify: verifyJournal,
  show: showJournal,
  export: exportJournal,
  checkpoint: checkpointJournal,
  compare: compareJournal,
} as const;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function run([command = 'help', ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case 'journal': {
      const [what = '', ...given] = rest;
      const work = Object.hasOwn(journal, what) ? journal[what as keyof typeof journal] : null;
      if (work === null) throw new Ended(2, help);
      say(await work(readArguments(given, journalArguments)));
      return 0;
    }
    case 'import':
      say(
        await importList(
          readArguments(rest, { ...login, file: 'text', otherwise: 'text', duplicates: 'text', kind: 'text' }),
        ),
      );
      return 0;
    case 'doctor': {
      const { vault } = readArguments(rest, { vault: 'text' });
      const findings = await examine(vault === undefined ? join(root, '.coffer', 'vault') : fromCaller(vault));
      for (const { good, sentence } of findings) say(`${good ? 'Good: ' : 'Bad:  '}${sentence}`);
      return findings.every(({ good }) => good) ? 0 : 1;
    }
    case 'help':
    case '--help':
    case '-h':
      say(help);
      return 0;
    default:
      throw new Ended(2, help);
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof Ended) process.exitCode = error.code;
  else if (error instanceof CallRefused) process.exitCode = 2;
  else throw error;
  process.stderr.write(`${error instanceof CallRefused ? refusalWords(error.refusal) : error.message}\n`);
}
