import { encode } from 'cborg';
import type { Id } from '#shared/domain/ids.ts';
import { type SecretKey, sign, verify } from '../keys/crypto.ts';
import type { AuthorityItem, ItemOf } from './items.ts';
import { type Person, leads } from './person.ts';

/** For how long a code may let another account of the computer in, in milliseconds: 72 hours. */
export const accountCodeLasts = 72 * 3_600_000;

/** An account of the operating system in which the vault may be opened. Moments in milliseconds since 1970. */
export interface Account {
  readonly device: Id;
  readonly public: Uint8Array;
  readonly since: number;
  /** The code that let it in; null for the account in which the vault was made. */
  readonly code: Id | null;
  /** Whose login was the first there. */
  readonly by: Id | null;
  /** When an owner took it away. */
  readonly ended: number | null;
}
/** A code that lets one more account in, once. */
export interface AccountCode {
  readonly code: Id;
  readonly public: Uint8Array;
  readonly by: Id | null;
  readonly made: number;
  readonly until: number;
  readonly over: 'used' | 'takenBack' | null;
}

const kinds = ['device', 'accountCode', 'accountCodeEnd', 'account', 'accountEnd'] as const;
type AccountItem = ItemOf<(typeof kinds)[number]>;

export function isAccountItem(item: AuthorityItem): item is AccountItem {
  return (kinds as readonly string[]).includes(item.t);
}

interface Joining {
  readonly vault: Id;
  readonly code: Id;
  readonly device: Id;
  readonly public: Uint8Array;
}
function message({ vault, code, device, public: key }: Joining): Uint8Array {
  return encode(['coffer account', vault, code, device, key]);
}

/** Whoever typed the code vouches with its key for the account they sit at. */
export function proveAccount(code: SecretKey, joining: Joining): Buffer {
  return sign(code, 'account', message(joining));
}

/** Under what an item stands. */
interface Place {
  readonly actor: Id | null;
  readonly byRoot: boolean;
  readonly time: number;
  readonly vault: Id;
}

/** In which accounts of the operating system the vault may be opened, as the entries of authority say and nothing else. */
export class Accounts {
  readonly all = new Map<Id, Account>();
  readonly codes = new Map<Id, AccountCode>();

  /** Whether entries that are written in an account count. */
  stands(device: Id): boolean {
    return this.all.get(device)?.ended === null;
  }
  /** The codes that still let somebody in at a moment. */
  open(now: number): AccountCode[] {
    return [...this.codes.values()].filter(({ over, until }) => over === null && now <= until);
  }

  /** Applies one item; the reason it is refused, or null. */
  apply(item: AccountItem, place: Place, actor: Person | undefined): string | null {
    const { byRoot, time } = place;
    switch (item.t) {
      case 'device':
        return byRoot ? this.#add({ ...item, code: null }, place) : 'rootSignatureMissing';
      case 'accountCode': {
        if (!byRoot) return 'rootSignatureMissing';
        if (this.codes.has(item.code) || item.until > time + accountCodeLasts) return 'accountNotAllowed';
        const { code, public: key, until } = item;
        this.codes.set(code, { code, public: key, by: place.actor, made: time, until, over: null });
        return null;
      }
      case 'accountCodeEnd': {
        const code = this.codes.get(item.code);
        // It only ever shuts out, so that an owner needs no ROOT for it.
        if (!byRoot && !(actor?.role === 'owner' && leads(actor))) return 'rootSignatureMissing';
        if (code === undefined || code.over !== null) return 'accountNotAllowed';
        this.codes.set(item.code, { ...code, over: 'takenBack' });
        return null;
      }
      case 'account':
        return this.#join(item, place);
      case 'accountEnd': {
        const account = this.all.get(item.device);
        if (!byRoot) return 'rootSignatureMissing';
        if (account === undefined || account.ended !== null) return 'accountUnknown';
        this.all.set(item.device, { ...account, ended: time });
        return null;
      }
    }
  }

  /** Each code lets one account in, in its time: whoever comes second with it is refused by everybody. */
  #join(item: ItemOf<'account'>, place: Place): string | null {
    const code = this.codes.get(item.code);
    if (code === undefined || code.over !== null || place.time > code.until) return 'accountNotAllowed';
    if (!verify(code.public, 'account', message({ ...item, vault: place.vault }), item.proof))
      return 'accountNotAllowed';
    const refusal = this.#add(item, place);
    if (refusal === null) this.codes.set(item.code, { ...code, over: 'used' });
    return refusal;
  }

  #add(of: { device: Id; public: Uint8Array; code: Id | null }, { actor, time }: Place): string | null {
    const { device, public: key, code } = of;
    if (this.all.has(device)) return 'accountNotAllowed';
    this.all.set(device, { device, public: key, since: time, code, by: actor, ended: null });
    return null;
  }
}
