import { decode } from 'cborg';
import { z } from 'zod';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { verify } from '../keys/crypto.ts';
import type { Context } from '../process.ts';
import { enrolmentMessage } from './enrol.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const offeredSlot = z.strictObject({
  user: z.string(),
  version: z.number().int().positive(),
  kdf: z.strictObject({ memory: z.number().int(), passes: z.number().int(), salt: bytes }),
  check: bytes,
  sealed: bytes,
  root: z.null(),
  recovery: z.null(),
});

/** What somebody's own window has made of the password typed there: a closed slot and two public keys. */
export interface Enrolled {
  readonly slot: z.infer<typeof offeredSlot>;
  readonly sign: Buffer;
  readonly box: Buffer;
}

interface Asked {
  readonly token: string;
  readonly user: Id;
  readonly version: number;
}
interface Given {
  /** Encoded. */
  readonly slot: Uint8Array;
  readonly sign: Uint8Array;
  readonly box: Uint8Array;
  readonly proof: Uint8Array;
}

/** Takes an enrolment from the host, once, and checks that it answers this very invitation. */
export async function takeEnrolment(context: Context, asked: Asked): Promise<Enrolled> {
  const given = await context.process.host.ask('enrolment.take', { token: asked.token });
  const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');
  return checkEnrolled(context, asked, {
    slot: bytesOf(given.slot),
    sign: bytesOf(given.signPublic),
    box: bytesOf(given.boxPublic),
    proof: bytesOf(given.proof),
  });
}

/** Whoever made the public keys holds their secrets and means this very invitation; throws `enrolmentMissing`. */
export function checkEnrolled({ vault }: Context, { token, user, version }: Asked, given: Given): Enrolled {
  const sign = Buffer.from(given.sign);
  const box = Buffer.from(given.box);
  const message = enrolmentMessage({ vault: vault.id, user, token }, sign, box);
  if (box.byteLength !== 32 || !verify(sign, 'enrolment', message, given.proof))
    throw new VaultError('enrolmentMissing');
  let content: unknown = null;
  try {
    content = decode(given.slot);
  } catch {
    throw new VaultError('enrolmentMissing');
  }
  const slot = offeredSlot.safeParse(content);
  if (!slot.success || slot.data.user !== user || slot.data.version !== version)
    throw new VaultError('enrolmentMissing');
  return { slot: slot.data, sign, box };
}
