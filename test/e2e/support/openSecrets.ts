import { text } from 'node:stream/consumers';
import { derive } from '../../../main/vault/keys/crypto.ts';
import { userKey } from '../../../main/vault/keys/slot.ts';
import { fieldClasses } from '../../../shared/domain/fields.ts';
import { asAttacker } from '../../abuse/asAttacker.ts';

// A program of its own: reads from its input which vault, whose keychain and who; writes what these open.

/** Keys by name, base64; the one of the slot is only made while the password is checked. */
export interface Secrets {
  readonly keys: readonly (readonly [string, string])[];
  readonly names: readonly string[];
}

interface Asked {
  readonly folder: string;
  readonly keychain: [string, string];
  readonly person: { readonly user: string; readonly password: string };
}

const { folder, keychain, person } = JSON.parse(await text(process.stdin)) as Asked;
const held = await asAttacker({ folder, keychain: new Map([keychain]), people: new Map([['them', person]]) }, 'them');
const slot = held.header().slots.find(({ user }) => user === person.user);
const [view] = held.all<{ salt: Buffer }>('SELECT salt FROM views WHERE user = ?', person.user);
if (slot === undefined || view === undefined) throw new Error('they have never been here');
const naming = { vault: held.vault, user: person.user, version: slot.version };
const books = held
  .all<{ key: string; generation: number }>('SELECT key, generation FROM sealed_keys WHERE user = ?', person.user)
  .flatMap(({ key, generation }) => {
    const [, book = '', named] = key.split(':');
    const fieldClass = fieldClasses.find((one) => one === named);
    const opened = fieldClass === undefined ? null : held.bookKey(book, fieldClass, generation);
    return opened === null ? [] : [[key, opened.bytes] as const];
  });
held.collect();
const names = held.loot().flatMap(({ row, payload }) => {
  const { name } = payload as { name?: unknown };
  return row.kind === 'customer' && typeof name === 'string' && name.length >= 4 ? [name] : [];
});
const keys: (readonly [string, Uint8Array])[] = [
  ['slot', userKey(held.device, naming, person.password, slot.kdf).bytes],
  ['seed', held.keys.seed.bytes],
  ['signing', held.keys.sign.secret.bytes.subarray(0, 32)],
  ['box', held.keys.box.secret.bytes],
  ['database', held.databaseKey.bytes],
  ['view', derive(held.keys.seed, 'view', [view.salt]).bytes],
  ...books,
];
const secrets: Secrets = {
  keys: keys.map(([name, key]) => [name, Buffer.from(key).toString('base64')]),
  names: [...new Set(names)],
};
process.stdout.write(JSON.stringify(secrets));
held.close();
