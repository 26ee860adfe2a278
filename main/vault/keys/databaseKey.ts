import type { Id } from '#shared/domain/ids.ts';
import { type SecretKey, equal, keyedHash, sealTo } from './crypto.ts';
import type { Header } from './header.ts';
import type { Slot } from './slot.ts';

/** What the journal says of the key of `vault.db`, so that nobody can put an older one in its place. */
export function databaseKeyCommitment(key: SecretKey, vault: Id, generation: number): Buffer {
  return keyedHash(key, 'database key commitment', [vault, generation]);
}

function check(key: SecretKey, vault: Id): Buffer {
  return keyedHash(key, 'database key check', [vault], 8);
}

/** Whether the header says that this key opens the database. A word for people, not a proof. */
export function isNamedKey({ databaseCheck, vault }: Header, key: SecretKey): boolean {
  return databaseCheck === undefined || equal(databaseCheck, check(key, vault));
}

export function withCheck(header: Header, key: SecretKey): Header {
  return { ...header, databaseCheck: check(key, header.vault) };
}

/** The header with a next key of the database beside the one that counts, for those who stay and for recovery. */
export function withNextKey(
  header: Header,
  next: SecretKey,
  boxes: ReadonlyMap<Id, Uint8Array>,
  recovery: Uint8Array,
): Header {
  return {
    ...header,
    slots: header.slots.map((slot) => {
      const box = boxes.get(slot.user);
      return box === undefined ? slot : { ...slot, nextDatabase: sealTo(box, next.bytes) };
    }),
    recovery: { ...header.recovery, nextDatabase: sealTo(recovery, next.bytes) },
  };
}

function isInterrupted({ slots, recovery }: Header): boolean {
  return recovery.nextDatabase !== undefined || slots.some(({ nextDatabase }) => nextDatabase !== undefined);
}

/**
 * The header with the one key of the database that counts: the next one (`key`), or the one it had. Null where there was
 * only one. Slots that hold no next key are those of people who were not to have it.
 */
export function settled(header: Header, key: SecretKey, counts: 'next' | 'former'): Header | null {
  if (!isInterrupted(header)) return null;
  const only = <T extends Pick<Slot, 'database' | 'nextDatabase'>>({ nextDatabase, ...rest }: T) => ({
    ...rest,
    database: counts === 'next' && nextDatabase !== undefined ? nextDatabase : rest.database,
  });
  const { slots, recovery } = header;
  return withCheck({ ...header, slots: slots.map(only), recovery: only(recovery) }, key);
}
