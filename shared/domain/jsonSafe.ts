/** What is wrong with a value that a window sent, if anything. */
export type JsonFault = 'tooLarge' | 'invalidInput' | null;

/** Bytes of JSON that one call may bring. */
export const mostCallBytes = 1024 * 1024;
const deepest = 64;

/**
 * Checks that a value is plain JSON of at most `limit` bytes, without recursion and giving up as soon as it is too
 * large, so that a cycle or a huge array costs no more than the limit does.
 */
export function jsonFault(value: unknown, limit: number): JsonFault {
  let size = 0;
  const rest: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    size += 1;
    if (typeof one.value === 'string') size += one.value.length;
    if (size > limit) return 'tooLarge';
    const parts = partsOf(one.value);
    if (parts === null || (parts.length > 0 && one.depth >= deepest)) return 'invalidInput';
    if (size + rest.length + parts.length > limit) return 'tooLarge';
    for (const part of parts) rest.push({ value: part, depth: one.depth + 1 });
    if (!Array.isArray(one.value) && parts.length > 0)
      for (const key of Object.keys(one.value as object)) size += key.length;
  }
  return utf8Length(JSON.stringify(value) ?? '') > limit ? 'tooLarge' : null;
}

/** The members of an array or plain object, none of anything else that JSON knows, `null` for what it does not. */
function partsOf(value: unknown): readonly unknown[] | null {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return [];
    case 'number':
      return Number.isFinite(value) ? [] : null;
    case 'object': {
      if (value === null) return [];
      if (Array.isArray(value)) return value;
      const prototype: unknown = Object.getPrototypeOf(value);
      return prototype === Object.prototype || prototype === null ? Object.values(value) : null;
    }
    default:
      return null;
  }
}

/** Bytes of a text that has no half characters, which JSON never has. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // The two halves of a character beyond the first plane are four bytes together.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
