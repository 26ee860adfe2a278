import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { jsonFault, mostCallBytes } from '#shared/domain/jsonSafe.ts';
import { type SealedCall, line, lineUnknown } from '#shared/line.ts';
import type { Reply } from '#shared/protocol.ts';

interface Keys {
  readonly calls: Buffer;
  readonly answers: Buffer;
  readonly parsed: Buffer;
}

/** What came over the line: the input and how to seal the answer, or why it cannot be read. */
export type Heard =
  | { readonly ok: true; readonly input: unknown; readonly answer: (reply: Reply) => string }
  | { readonly ok: false; readonly code: 'tooLarge' | 'invalidInput' | typeof lineUnknown };

/** Pages that one process knows: there is one window, whose page may load again. */
const mostPages = 4;

/** The vault process's end of the line to its window, or to a parser (see `shared/line.ts`). */
export class Line {
  readonly #pair = createECDH('prime256v1');
  readonly #pages = new Map<string, Keys>();
  /** What a page greets with; base64. */
  readonly publicKey: string;

  constructor() {
    this.publicKey = this.#pair.generateKeys('base64');
  }

  hear(name: string, { from, sealed }: SealedCall): Heard {
    const bytes = Buffer.from(sealed, 'base64');
    const most = mostCallBytes + line.ivBytes + line.tagBytes;
    if (bytes.byteLength > most) return { ok: false, code: 'tooLarge' };
    const iv = bytes.subarray(0, line.ivBytes);
    let keys: Keys;
    let text: string;
    try {
      keys = this.#keysOf(from);
      text = opened(keys.calls, iv, Buffer.from(name), bytes.subarray(line.ivBytes)).toString('utf8');
    } catch {
      return { ok: false, code: lineUnknown };
    }
    try {
      const input: unknown = JSON.parse(text);
      const fault = jsonFault(input, mostCallBytes);
      if (fault !== null) return { ok: false, code: fault };
      return { ok: true, input, answer: (reply) => sealedFor(keys.answers, iv, Buffer.from(JSON.stringify(reply))) };
    } catch {
      return { ok: false, code: 'invalidInput' };
    }
  }

  /** What a parser has sealed to this process; throws where it has not. */
  openParsed({ from, sealed }: SealedCall): unknown {
    const bytes = Buffer.from(sealed, 'base64');
    const { parsed } = this.#keysOf(from);
    const text = opened(parsed, bytes.subarray(0, line.ivBytes), Buffer.alloc(0), bytes.subarray(line.ivBytes));
    return JSON.parse(text.toString('utf8'));
  }

  #keysOf(from: string): Keys {
    const known = this.#pages.get(from);
    if (known !== undefined) return known;
    const theirs = Buffer.from(from, 'base64');
    const shared = this.#pair.computeSecret(theirs);
    const salt = Buffer.concat([theirs, this.#pair.getPublicKey()]);
    const key = (purpose: string) => Buffer.from(hkdfSync('sha256', shared, salt, purpose, 32));
    const keys = { calls: key(line.calls), answers: key(line.answers), parsed: key(line.parsed) };
    shared.fill(0);
    const oldest = this.#pages.size < mostPages ? undefined : this.#pages.keys().next().value;
    if (oldest !== undefined) this.#pages.delete(oldest);
    this.#pages.set(from, keys);
    return keys;
  }
}

function opened(key: Buffer, iv: Buffer, associated: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: line.tagBytes });
  decipher.setAAD(associated);
  const end = sealed.byteLength - line.tagBytes;
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
}

function sealedFor(key: Buffer, associated: Buffer, plain: Buffer): string {
  const iv = randomBytes(line.ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: line.tagBytes });
  cipher.setAAD(associated);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}
