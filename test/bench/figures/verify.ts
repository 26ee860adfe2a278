import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstPolicy } from '../../../main/vault/access/policy.ts';
import { Chain } from '../../../main/vault/journal/chain.ts';
import { type EntryBody, encodeEntry, entryHash, noHash } from '../../../main/vault/journal/entry.ts';
import { SecretKey, boxPair, equal, sign, signPair } from '../../../main/vault/keys/crypto.ts';
import { type Db, openDatabase } from '../../../main/vault/store/open.ts';
import { vaultSchema, vaultStatements } from '../../../main/vault/store/vault.sql.ts';
import { createView, removeView } from '../../../main/vault/view/openView.ts';
import { type Figure, ms, ratio, rounds } from '../figure.ts';
import { Samples } from '../statistics.ts';

const id = (letter: string): string => letter.repeat(21) + 'A';
const [vault, device, person, session, customer] = ['V', 'D', 'P', 'S', 'C'].map(id) as [
  string,
  string,
  string,
  string,
  string,
];
const root = signPair(SecretKey.random());
const keys = { sign: signPair(SecretKey.random()), box: boxPair(SecretKey.random()) };
const deviceKeys = signPair(SecretKey.random());

/** A journal of so many entries as reveals write them, behind the first one of a vault. */
function fill(db: Db, entries: number): { readonly seq: number; readonly hash: Uint8Array } {
  db.exec(vaultSchema);
  const { addEntry } = vaultStatements(db);
  let prev: Uint8Array = noHash;
  let authority: EntryBody['authority'] = null;
  db.exec('BEGIN');
  for (let seq = 1; seq <= entries; seq += 1) {
    const items: EntryBody['items'] =
      seq > 1
        ? []
        : [
            { t: 'root', public: root.publicKey, recovery: root.publicKey },
            { t: 'device', device, public: deviceKeys.publicKey },
            {
              t: 'certificate',
              user: person,
              role: 'owner',
              sign: keys.sign.publicKey,
              box: keys.box.publicKey,
              slot: 1,
            },
            { t: 'policy', policy: firstPolicy({ cards: 'private', customers: 'both', size: 'few' }) },
          ];
    const body = encodeEntry({
      v: 1,
      vault,
      device,
      seq,
      prev,
      authority,
      time: 1_790_000_000_000 + seq,
      session,
      actor: person,
      kind: seq > 1 ? 'customer.reveal' : 'vault.create',
      objects: [customer],
      count: 1,
      details: { reason: 'call' },
      subjects: [],
      items,
      batch: null,
      app: 'bench',
    });
    const hash = entryHash(prev, body);
    addEntry.run({
      n: seq,
      device,
      seq,
      body,
      sig: sign(keys.sign.secret, 'entry', hash),
      root_sig: seq > 1 ? null : sign(root.secret, 'root entry', hash),
      hash,
    });
    prev = hash;
    if (seq === 1) authority = { seq, hash };
  }
  db.exec('COMMIT');
  return { seq: entries, hash: prev };
}

/** Figure 10: a journal checked from its first entry on, by hashes alone and with all signatures, against reading it. */
export const verify: Figure = {
  name: 'verify',
  needsSmall: false,
  async measure({ large }) {
    const entries = large.customers;
    const folder = mkdtempSync(join(tmpdir(), 'coffer-bench-verify-'));
    const key = SecretKey.random();
    const db = openDatabase(join(folder, 'vault.db'), 'sqlcipher', key, { create: true, durable: false });
    try {
      const last = fill(db, entries);
      const { entriesAfter } = vaultStatements(db);
      const samples = new Samples();
      const walk = (take: (stored: ReturnType<typeof entriesAfter.all>[number]) => void): void => {
        for (let n = 0; ;) {
          const found = entriesAfter.all(n, 500);
          for (const stored of found) take(stored);
          n = found.at(-1)?.n ?? n;
          if (found.length < 500) return;
        }
      };
      const check = (vouched: typeof last | null): void => {
        const path = join(folder, 'check.db');
        const temporary = createView(path, key);
        const chain = new Chain(temporary, vault, root.publicKey);
        temporary.exec('BEGIN');
        walk((stored) => chain.apply(stored, vouched));
        temporary.exec('COMMIT');
        temporary.close();
        removeView(path);
      };
      for (let round = 0; round < rounds; round += 1) {
        let bytes = 0;
        await samples.take('reading', round, () => walk(({ body }) => (bytes += body.byteLength)));
        await samples.take('chain', round, () => {
          let sum: Uint8Array = noHash;
          walk(({ body }) => (sum = entryHash(sum, body)));
          if (!equal(sum, last.hash)) throw new Error('the chain does not lead to its end');
        });
        await samples.take('rights', round, () => check(last));
        await samples.take('signatures', round, () => check(null));
      }
      const reading = samples.of('reading', 0.5);
      const line = (what: 'chain' | 'rights' | 'signatures', words: string, most: number | null) => ({
        figure: '10 verify',
        what: `${words}, ${entries} entries`,
        measured: ms(samples.of(what, 0.5)),
        baseline: `${ms(reading)} reading them`,
        ratio: ratio(samples.of(what, 0.5), reading),
        target: most === null ? '' : `≤ ${most}x`,
        reached: most === null ? null : samples.of(what, 0.5) <= most * reading,
      });
      return [
        line('chain', 'the chain of hashes', 1.5),
        line('rights', 'chain, form and rights of what was seen before', null),
        line('signatures', 'everything, with all signatures', 20),
      ];
    } finally {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
