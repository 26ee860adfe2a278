import { open } from './lib/open.ts';
import { readArguments } from './lib/arguments.ts';
import { fromCaller, root } from './lib/paths.ts';
import { join } from 'node:path';

const options = readArguments(process.argv.slice(2), { check: 'flag', profile: 'text' });
process.exitCode = await open({
  profile: options.profile === undefined ? join(root, '.coffer') : fromCaller(options.profile),
  check: options.check,
});
