/**
 * The line between the preload script of a window and its vault process. It leads through the host, which checks who calls
 * what, and must not keep what is said: values and passwords pass sealed under a key that only the two ends have, and both
 * of them end at a lock, so that what stays in the host's memory can be read by nobody. It does not protect from the host,
 * which is the program itself.
 *
 * Each end has a pair on P-256 that lives as long as it does. Both keys are HKDF-SHA-256 of what the pairs agree on; a
 * message is 12 random bytes and then AES-256-GCM (tag at the end), a call bound to its name, an answer to the random bytes
 * of its call. These are the operations that a page's own cryptography and Node have in common.
 *
 * What a parser has read of a file goes to the vault process in the same way, bound to nothing: it is one file's.
 */
export const line = {
  keyBytes: 65,
  ivBytes: 12,
  tagBytes: 16,
  calls: 'coffer calls',
  answers: 'coffer answers',
  parsed: 'coffer parsed',
} as const;

/** A call as it passes through the host: the public key of the page's end, and what is sealed; base64. */
export interface SealedCall {
  readonly from: string;
  readonly sealed: string;
}

/** The answer of a vault process that does not know the key under which a call was sealed: the page greets it again. */
export const lineUnknown = 'lineUnknown';
