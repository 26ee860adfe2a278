import { decode, encode } from 'cborg';
import { z } from 'zod';
import type { Id } from '#shared/domain/ids.ts';
import { type SecretKey, decrypt, derive, encrypt, sign, verify } from '../keys/crypto.ts';
import { type Header, changeHeader } from '../keys/header.ts';
import { logBug } from '../log.ts';
import { cutBehind, raiseMissed } from './ended.ts';
import type { OpenVault } from './openVault.ts';

// Where the journal ended when somebody was last here also lies in their slot of the header, under their signature:
// everybody who logs in holds the journal against what all the others have seen.

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const content = z.strictObject({
  seq: z.number().int().positive(),
  hash: bytes,
  time: z.number().int().nonnegative(),
  /** How many alarms an owner had ended by then. */
  endings: z.number().int().nonnegative(),
  signature: bytes,
});
type Content = z.infer<typeof content>;

/** Who has only the folder learns nothing of when people were here. */
function slotKey(databaseKey: SecretKey, vault: Id): SecretKey {
  return derive(databaseKey, 'seen in slots', [vault]);
}
function associated(vault: Id, user: Id): Uint8Array {
  return encode(['coffer seen in slot', vault, user]);
}
function message(vault: Id, user: Id, { seq, hash, time, endings }: Omit<Content, 'signature'>): Uint8Array {
  return encode(['coffer seen', vault, user, seq, hash, time, endings]);
}

/** Null where it was sealed under another key of the database, or touched. */
function open(key: SecretKey, vault: Id, user: Id, sealed: Uint8Array | undefined): Content | null {
  const plain = sealed === undefined ? null : decrypt(key, sealed, associated(vault, user));
  if (plain === null) return null;
  try {
    return content.safeParse(decode(plain)).data ?? null;
  } catch {
    return null;
  }
}

/** Keeps the newest entry that this session has checked in the person's slot. */
export function keepInSlot(folder: string, vault: OpenVault): void {
  const { head, endings } = vault.chain;
  const { id, user, keys } = vault;
  if (head === null || keys.seed.wiped) return;
  const version = vault.chain.authority.person(user)?.slot;
  const unsigned = { seq: head.seq, hash: head.hash, time: head.time, endings: endings.count.get() ?? 0 };
  const key = slotKey(vault.file.key, id);
  const signature = sign(keys.sign.secret, 'seen', message(id, user, unsigned));
  const seen = encrypt(key, encode({ ...unsigned, signature }), associated(id, user));
  tryChange(folder, (header) => {
    const slots = header.slots.map((slot) => {
      if (slot.user !== user || slot.version !== version) return slot;
      const before = open(key, id, user, slot.seen);
      // Another window of the same person may be further.
      const older = before === null || before.endings < unsigned.endings || before.seq < unsigned.seq;
      return older ? { ...slot, seen } : slot;
    });
    return slots.some((slot, i) => slot !== header.slots[i]) ? { ...header, slots } : null;
  });
  key.wipe();
}

/**
 * Holds the journal, as it was checked just now, against what stands in all slots: where somebody of the office has
 * signed for an entry that is gone, it was cut or replaced. Alarms that an owner has ended since explain what went.
 */
export function judgeSlots(vault: OpenVault, { slots }: Pick<Header, 'slots'>): void {
  const ended = vault.chain.endings.count.get() ?? 0;
  const missed = missedOf(vault, slots).filter(({ endings }) => endings >= ended);
  for (const { user, seq, hash, time, cut } of missed.sort((a, b) => b.seq - a.seq))
    raiseMissed(vault, cut, { user, seq, hash, time, kept: 'slot' });
}

function missedOf(vault: OpenVault, slots: Header['slots']) {
  const key = slotKey(vault.file.key, vault.id);
  const { authority } = vault.chain;
  const found = slots.flatMap(({ user, seen }) => {
    const kept = open(key, vault.id, user, seen);
    const signer = authority.stands(user) ? authority.person(user)?.sign : undefined;
    if (kept === null || signer === undefined) return [];
    if (!verify(signer, 'seen', message(vault.id, user, kept), kept.signature)) return [];
    const cut = cutBehind(vault, kept);
    return cut === null ? [] : [{ user, ...kept, cut }];
  });
  key.wipe();
  return found;
}

/** After an owner has ended an alarm: what somebody has seen of entries that are gone is no alarm any more. */
export function dropMissed(folder: string, vault: OpenVault): void {
  tryChange(folder, (header) => {
    const gone = missedOf(vault, header.slots).map(({ user }) => user);
    if (gone.length === 0) return null;
    const slots = header.slots.map(({ seen, ...slot }) =>
      seen === undefined || gone.includes(slot.user) ? slot : { ...slot, seen },
    );
    return { ...header, slots };
  });
}

/** What the disk refuses keeps nobody out, and undoes nothing that the journal has taken. */
function tryChange(folder: string, change: (header: Header) => Header | null): void {
  try {
    changeHeader(folder, change);
  } catch (error) {
    logBug(error, 'header');
  }
}
