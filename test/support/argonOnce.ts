import { createHash } from 'node:crypto';
import sodium from 'sodium-native';

/*
 * Argon2id takes a third of all processor time of these tests, mostly to compute for the tenth time what a password and its
 * salt give. It is a pure function, so within one process the same input is computed once and its result is given again;
 * all that Coffer does before and after it runs each time. Vault processes that tests start as children do without this.
 */
const once = Symbol.for('coffer.argonOnce');
if (!(once in sodium)) {
  const results = new Map<string, Buffer>();
  const compute = sodium.crypto_pwhash;
  sodium.crypto_pwhash = (output, password, salt, passes, memory, algorithm) => {
    const input = createHash('sha256').update(salt).update(password).digest('hex');
    const key = [output.byteLength, salt.byteLength, passes, memory, algorithm, input].join(' ');
    const known = results.get(key);
    if (known !== undefined) return void known.copy(output);
    compute(output, password, salt, passes, memory, algorithm);
    results.set(key, Buffer.from(output));
  };
  Object.assign(sodium, { [once]: true });
}
