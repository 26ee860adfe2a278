import './argonOnce.ts';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../main/vault/serve.ts';
import { clockFile } from './clockFile.ts';

// The vault process as it is, but that new passwords take the least Argon2id that it accepts, for dozens of them are started;
// and that where a test laid a clock into the folder for temporary files, it goes by that one.
const clock = join(tmpdir(), clockFile);
if (existsSync(clock)) {
  const real = Date.now;
  Date.now = () => real() + Number(readFileSync(clock, 'utf8'));
}
serve(0);
