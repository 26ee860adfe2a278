/**
 * The code on a personal recovery slip: 26 symbols of Crockford's base32 (130 random bits) and two that check them, in
 * groups of four. Crockford's alphabet leaves out I, L, O and U; I and L are read as 1, O as 0.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const dataSymbols = 26;
/** The largest prime below 1024. A sum modulo a prime notices every single wrong symbol and every swap of neighbours. */
const modulus = 1021;

function checkOf(data: string): string {
  let sum = 0;
  for (const symbol of data) sum = (sum * 32 + alphabet.indexOf(symbol)) % modulus;
  return `${alphabet[sum >> 5] ?? ''}${alphabet[sum & 31] ?? ''}`;
}

/** A code of random bytes; takes at least 26. */
export function makeSlipCode(random: Uint8Array): string {
  if (random.byteLength < dataSymbols) throw new RangeError('too few bytes for a code');
  const data = [...random.subarray(0, dataSymbols)].map((byte) => alphabet[byte & 31] ?? '').join('');
  return (data + checkOf(data)).match(/.{4}/g)?.join('-') ?? '';
}

/** The 26 symbols of a code as somebody typed it; null where the check does not hold. */
export function readSlipCode(typed: string): string | null {
  const symbols = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (symbols.length !== dataSymbols + 2 || [...symbols].some((symbol) => !alphabet.includes(symbol))) return null;
  const data = symbols.slice(0, dataSymbols);
  return checkOf(data) === symbols.slice(dataSymbols) ? data : null;
}
