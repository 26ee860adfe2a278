import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { line } from '#shared/line.ts';
import type { ParserToVault, PassedByParser } from '#shared/protocol.ts';

const pair = createECDH('prime256v1');
const own = pair.generateKeys();
const keys = new Map<string, Buffer>();

/** Seals what was read to the vault process that asked: the host, which passes it on, keeps nothing of it (`shared/line.ts`). */
export function sealedFor(to: string, answer: ParserToVault): PassedByParser {
  const key = keys.get(to) ?? keyFor(to);
  keys.set(to, key);
  const iv = randomBytes(line.ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: line.tagBytes });
  const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(answer)), cipher.final(), cipher.getAuthTag()]);
  return { type: 'sealed', from: own.toString('base64'), sealed: sealed.toString('base64') };
}

function keyFor(to: string): Buffer {
  const theirs = Buffer.from(to, 'base64');
  return Buffer.from(hkdfSync('sha256', pair.computeSecret(theirs), Buffer.concat([own, theirs]), line.parsed, 32));
}
