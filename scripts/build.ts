import { build } from './lib/build.ts';

const built = await build();
process.stdout.write(built.length === 0 ? 'Everything was up to date.\n' : `Built ${built.join(', ')}.\n`);
