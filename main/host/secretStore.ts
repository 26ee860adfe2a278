import type * as Keytar from 'keytar';

/** One entry of the operating system's keychain per account. Refuses with `keychainMissing` or `keychainFailed`. */
export interface SecretStore {
  get(account: string): Promise<string | null>;
  /** Set, read back, compare: a keychain that forgets is found out now and not at the next login. */
  set(account: string, value: string): Promise<void>;
  delete(account: string): Promise<void>;
}

/** A refusal of the keychain, with the code that is shown. */
export class KeychainError extends Error {
  readonly code: 'keychainMissing' | 'keychainFailed';
  constructor(code: 'keychainMissing' | 'keychainFailed') {
    super(code);
    this.code = code;
  }
}

const service = 'Coffer';

/** The keychain of the person's desktop session through keytar; there is no other backend to fall back to. */
export function createSecretStore(): SecretStore {
  return {
    get: (account) => reach((keytar) => keytar.getPassword(service, account)),
    async set(account, value) {
      const kept = await reach(async (keytar) => {
        await keytar.setPassword(service, account, value);
        return keytar.getPassword(service, account);
      });
      if (kept !== value) throw new KeychainError('keychainFailed');
    },
    async delete(account) {
      await reach((keytar) => keytar.deletePassword(service, account));
    },
  };
}

async function reach<T>(work: (keytar: typeof Keytar) => Promise<T>): Promise<T> {
  const keytar = await load();
  try {
    return await work(keytar);
  } catch (error) {
    throw new KeychainError(isAbsent(error) ? 'keychainMissing' : 'keychainFailed');
  }
}

async function load(): Promise<typeof Keytar> {
  try {
    const loaded: typeof Keytar & { default?: typeof Keytar } = await import('keytar');
    return loaded.default ?? loaded;
  } catch {
    throw new KeychainError('keychainMissing');
  }
}

/** What libsecret says when no Secret Service, or no message bus, is there (seen on Debian 12). */
function isAbsent(error: unknown): boolean {
  return (
    error instanceof Error &&
    /org\.freedesktop\.secrets|D-Bus|autolaunch|could not connect|no such file/i.test(error.message)
  );
}
