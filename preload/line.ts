import { jsonFault, mostCallBytes } from '#shared/domain/jsonSafe.ts';
import { line, lineUnknown } from '#shared/line.ts';
import type { Reply } from '#shared/protocol.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What leads to the vault process: the host. Refusals of its own come as they are. */
export interface Carrier {
  /** The public key of the vault process. */
  greet(): Promise<Bytes | Reply>;
  send(name: string, from: Bytes, sealed: Bytes): Promise<Bytes | Reply>;
}

interface Keys {
  readonly from: Bytes;
  readonly calls: CryptoKey;
  readonly answers: CryptoKey;
}

/** Opens the page's end; answers the function that makes a call (see `shared/line.ts`). */
export function openLine(carrier: Carrier): (name: string, input: unknown) => Promise<Reply> {
  const pair = crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  let met: Promise<Keys | Reply> | null = null;
  // Sealing takes turns elsewhere: one after the other, so that calls leave in the order in which they were made.
  let before: Promise<unknown> = Promise.resolve();

  async function meet(): Promise<Keys | Reply> {
    const theirs = await carrier.greet();
    return theirs instanceof Uint8Array ? agree(await pair, theirs) : theirs;
  }

  async function keysOrRefusal(): Promise<Keys | Reply> {
    met ??= meet();
    const keys = await met.catch(() => refused('internal'));
    if ('ok' in keys) met = null;
    return keys;
  }

  async function once(name: string, text: Bytes): Promise<Reply> {
    const leaves = before.then(async () => {
      const keys = await keysOrRefusal();
      if ('ok' in keys) return { answer: Promise.resolve(keys), keys: null, iv: null };
      const iv = crypto.getRandomValues(new Uint8Array(line.ivBytes));
      const sealed = await crypto.subtle.encrypt(gcm(iv, bytesOf(name)), keys.calls, text);
      return { answer: carrier.send(name, keys.from, joined(iv, new Uint8Array(sealed))), keys, iv };
    });
    before = leaves.catch(() => undefined);
    const { answer, keys, iv } = await leaves;
    const given = await answer;
    if (!(given instanceof Uint8Array)) return given;
    if (keys === null) return refused('internal');
    const own = given.subarray(0, line.ivBytes);
    const plain = await crypto.subtle.decrypt(gcm(own, iv), keys.answers, given.subarray(line.ivBytes));
    // What the vault process has sealed is its reply.
    return JSON.parse(new TextDecoder().decode(plain)) as Reply;
  }

  return async (name, input) => {
    const fault = jsonFault(input, mostCallBytes);
    if (fault !== null) return refused(fault);
    const text = bytesOf(JSON.stringify(input === undefined ? {} : input));
    const reply = await once(name, text);
    if (reply.ok || reply.error.code !== lineUnknown) return reply;
    // Another vault process has taken the place of the one that was greeted.
    met = null;
    return once(name, text);
  };
}

async function agree(pair: CryptoKeyPair, theirs: Bytes): Promise<Keys> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const from = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const other = await crypto.subtle.importKey('raw', theirs, curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, pair.privateKey, 256);
  const secret = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const key = (purpose: string, use: 'encrypt' | 'decrypt') =>
    crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: joined(from, theirs), info: bytesOf(purpose) },
      secret,
      { name: 'AES-GCM', length: 256 },
      false,
      [use],
    );
  return { from, calls: await key(line.calls, 'encrypt'), answers: await key(line.answers, 'decrypt') };
}

function gcm(iv: Bytes, additionalData: Bytes): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData };
}

function joined(first: Bytes, second: Bytes): Bytes {
  const all = new Uint8Array(first.byteLength + second.byteLength);
  all.set(first);
  all.set(second, first.byteLength);
  return all;
}

function bytesOf(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function refused(code: string): Reply {
  return { ok: false, error: { code } };
}
