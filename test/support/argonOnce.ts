import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sodium from 'sodium-native';

/*
 * Argon2id takes a third of all processor time of these tests, mostly to compute for the tenth time what a password and its
 * salt give. It is a pure function, so within one run the same input is computed once and its result is given again, also to
 * the vault processes that tests start as children by the hundred; all that Coffer does before and after it runs each time.
 */
const once = Symbol.for('coffer.argonOnce');
const folder = process.env['COFFER_TEST_RUN'];
if (!(once in sodium) && folder !== undefined) {
  const results = new Map<string, Buffer>();
  const compute = sodium.crypto_pwhash;
  sodium.crypto_pwhash = (output, password, salt, passes, memory, algorithm) => {
    const sizes = [output.byteLength, salt.byteLength, passes, memory, algorithm].join('-');
    const key = `argon-${sizes}-${createHash('sha256').update(salt).update(password).digest('hex')}`;
    const known = results.get(key) ?? kept(join(folder, key));
    if (known === undefined) compute(output, password, salt, passes, memory, algorithm);
    else known.copy(output);
    const result = known ?? Buffer.from(output);
    results.set(key, result);
    if (known === undefined) keep(join(folder, key), result);
  };
  Object.assign(sodium, { [once]: true });
}

function kept(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Whole or not at all: whoever writes it may be killed meanwhile, or run in an account that may not write here. */
function keep(path: string, result: Buffer): void {
  const fresh = `${path}-${process.pid}`;
  try {
    writeFileSync(fresh, result);
    renameSync(fresh, path);
  } catch {
    // Then the next one computes it again.
  }
}
