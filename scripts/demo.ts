import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeOffice } from './demo/makeOffice.ts';
import { readArguments } from './lib/arguments.ts';
import { build } from './lib/build.ts';
import { enterKeychain } from './lib/keychain.ts';
import { open } from './lib/open.ts';
import { fromCaller, root } from './lib/paths.ts';

const options = readArguments(process.argv.slice(2), {
  'no-open': 'flag',
  json: 'flag',
  profile: 'text',
  customers: 'text',
  seed: 'text',
});
const profile = options.profile === undefined ? join(root, '.coffer-demo') : fromCaller(options.profile);
const customers = wholeNumber('customers', options.customers ?? '2000');
const seed = wholeNumber('seed', options.seed ?? '1');
const say = (line: string): void => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);

if (existsSync(join(profile, 'vault', 'vault.cvh'))) {
  say(`There is a vault in ${profile} already. Opening it; for a new one name another folder with --profile.`);
} else {
  await make();
}
if (!options['no-open']) process.exitCode = await open({ profile, check: false });

async function make(): Promise<void> {
  await build();
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const leave = await enterKeychain(profile);
  try {
    const people = await makeOffice({ profile, customers, seed, say });
    if (options.json) process.stdout.write(`${JSON.stringify({ profile, people })}\n`);
    else for (const { name, role, password } of people) say(`${name} · ${role} · ${password}`);
  } finally {
    await leave();
  }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0 && value <= 1_000_000) return value;
  process.stderr.write(`--${name} takes a whole number from 0 to 1,000,000.\n`);
  process.exit(2);
}
