/** An id: a UUIDv7 (RFC 9562), 16 bytes written as 22 characters of base 64 whose alphabet is in ASCII order, so that text sorts as the bytes do. */
export type Id = string;

const alphabet = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** Writes 16 bytes as an id. */
export function idFromBytes(bytes: Uint8Array): Id {
  let text = '';
  for (let i = 0; i < 15; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text +=
      alphabet.charAt(group >> 18) +
      alphabet.charAt((group >> 12) & 63) +
      alphabet.charAt((group >> 6) & 63) +
      alphabet.charAt(group & 63);
  }
  const last = bytes[15] ?? 0;
  return text + alphabet.charAt(last >> 2) + alphabet.charAt((last & 3) << 4);
}

/** True for text of the form of an id. */
export function isId(text: unknown): text is Id {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{22}$/.test(text);
}

/** Makes ids that never repeat and never run backwards within one process, whatever the clock does. */
export function idMaker(now: () => number, random: (bytes: Uint8Array) => void): () => Id {
  let lastTime = 0;
  let counter = 0;
  return () => {
    const bytes = new Uint8Array(16);
    random(bytes);
    const time = now();
    if (time > lastTime) {
      lastTime = time;
      counter = ((bytes[6] ?? 0) << 4) & 0x7ff;
    } else {
      counter += 1;
      // 12 bits of counter (RFC 9562 section 6.2, method 1); overflow borrows a millisecond.
      if (counter > 0xfff) {
        lastTime += 1;
        counter = 0;
      }
    }
    for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(lastTime / 2 ** (8 * (5 - i))) & 0xff;
    bytes[6] = 0x70 | (counter >> 8);
    bytes[7] = counter & 0xff;
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    return idFromBytes(bytes);
  };
}
