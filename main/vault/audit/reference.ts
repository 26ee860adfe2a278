import type { Id } from '#shared/domain/ids.ts';
import { hash } from '../keys/crypto.ts';

/** A short number for what may not be named: the same on everybody's screen, so that two people can speak of it. */
export function referenceOf(id: Id): string {
  return hash([Buffer.from(id)], 16)
    .toString('hex')
    .slice(0, 6)
    .toUpperCase();
}
