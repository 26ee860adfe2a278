import { join } from 'node:path';
import { createSecretStore } from '../../../main/host/secretStore.ts';
import { headerPath, readHeader } from '../../../main/vault/keys/header.ts';
import { enterKeychain } from '../../../scripts/lib/keychain.ts';
import { asAttacker } from '../../abuse/asAttacker.ts';

// A process of its own: somebody of the office appends an entry in the owner's name and changes a stored row, dates an entry
// of their own a year ahead, or cuts off the last three entries.

const [how = '', profile = '', owner = '', user = '', password = ''] = process.argv.slice(2);
const folder = join(profile, 'vault');
const leave = await enterKeychain(profile);
try {
  const account = `device:${readHeader(headerPath(folder)).vault}`;
  const keychain = new Map([[account, (await createSecretStore().get(account)) ?? '']]);
  const by = await asAttacker({ folder, people: new Map([['Thief', { user, password }]]), keychain }, 'Thief');
  if (how === 'date') by.append({ kind: 'session.lock', time: Date.now() + 365 * 86_400_000 });
  else if (how === 'cut') by.run('DELETE FROM journal WHERE seq > ?', (by.entries().at(-1)?.seq ?? 0) - 3);
  else {
    by.run(
      "UPDATE records SET sealed = randomblob(200) WHERE rowid = (SELECT max(rowid) FROM records WHERE kind = 'customer' AND class = 'card')",
    );
    by.append({ actor: owner, kind: 'customer.bin' });
  }
  by.close();
} finally {
  await leave();
}
