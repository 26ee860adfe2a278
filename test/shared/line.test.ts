import { createCipheriv, createECDH, hkdfSync } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { line, lineUnknown } from '#shared/line.ts';
import type { Reply } from '#shared/protocol.ts';
import { sealedFor } from '../../main/parser/seal.ts';
import { Line } from '../../main/vault/line.ts';
import { type Carrier, openLine } from '../../preload/line.ts';

const value = { name: '大同實業', phones: ['0912-345-678'] };

/** A page and the vault process behind it, with all that passed between them. */
function connected(answers: (name: string, input: unknown) => Promise<Reply> | Reply) {
  const passed: Uint8Array[] = [];
  const sent: { name: string; from: Uint8Array; sealed: Uint8Array }[] = [];
  const end = { vault: new Line(), greeted: 0 };
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
  const deliver = async (name: string, from: Uint8Array, sealed: Uint8Array) => {
    const heard = end.vault.hear(name, { from: base64(from), sealed: base64(sealed) });
    if (!heard.ok) return { ok: false as const, error: { code: heard.code } };
    const answer = bytes(heard.answer(await answers(name, heard.input)));
    passed.push(answer);
    return answer;
  };
  const carrier: Carrier = {
    greet: async () => {
      end.greeted += 1;
      return bytes(end.vault.publicKey);
    },
    send: (name, from, sealed) => {
      passed.push(sealed);
      sent.push({ name, from, sealed });
      return deliver(name, from, sealed);
    },
  };
  return { call: openLine(carrier), carrier, end, passed, sent, deliver };
}

test('calls and answers come through as they are, and what passes holds nothing of them', async () => {
  const heard: unknown[] = [];
  const { call, passed, end } = connected((name, input) => {
    heard.push([name, input]);
    return { ok: true, value };
  });
  expect(await call('customers.get', { password: 'kettle-orchard-violin' })).toEqual({ ok: true, value });
  expect(await call('session.me', undefined)).toEqual({ ok: true, value });
  expect(heard).toEqual([
    ['customers.get', { password: 'kettle-orchard-violin' }],
    ['session.me', {}],
  ]);
  expect(end.greeted).toBe(1);
  const all = Buffer.concat(passed);
  // Nothing shorter: two letters stand in random bytes by chance.
  for (const text of ['kettle', value.name, 'phones', '"ok":'])
    for (const encoding of ['utf8', 'utf16le'] as const) expect(all.includes(Buffer.from(text, encoding))).toBe(false);
});

test('calls are heard in the order in which they were made', async () => {
  const heard: unknown[] = [];
  const { call } = connected((_name, input) => {
    heard.push((input as { n: number }).n);
    return { ok: true, value: null };
  });
  await call('session.status', { n: -1 });
  // The first one takes longer to seal than all that follow.
  const { subtle } = crypto;
  const encrypt = subtle.encrypt.bind(subtle);
  const slowOnce = vi.spyOn(subtle, 'encrypt').mockImplementationOnce(async (...given) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return encrypt(...given);
  });
  await Promise.all(Array.from({ length: 5 }, (_, n) => call('drafts.put', { n })));
  slowOnce.mockRestore();
  expect(heard).toEqual([-1, 0, 1, 2, 3, 4]);
});

test('a vault process that took the place of another is greeted once more, and the call made again', async () => {
  const { call, end } = connected(() => ({ ok: true, value }));
  await call('session.status', {});
  end.vault = new Line();
  expect(await call('session.status', {})).toEqual({ ok: true, value });
  expect(end.greeted).toBe(2);
});

test('what is refused on the way is refused; what is no answer of the vault process is none', async () => {
  const { call, carrier } = connected(() => ({ ok: true, value }));
  const refuse = (code: string): Reply => ({ ok: false, error: { code } });
  const busy = openLine({ ...carrier, send: async () => refuse('busy') });
  expect(await busy('session.me', {})).toEqual(refuse('busy'));
  const tooOld = openLine({ ...carrier, greet: async () => refuse('runtimeTooOld') });
  expect(await tooOld('session.me', {})).toEqual(refuse('runtimeTooOld'));
  expect(await call('session.me', { text: 'x'.repeat(2 ** 20) })).toEqual(refuse('tooLarge'));
  expect(await call('session.me', new Map())).toEqual(refuse('invalidInput'));
  const answers: Uint8Array[] = [];
  const replaying = openLine({
    ...carrier,
    send: async (name, from, sealed) => {
      const answer = await carrier.send(name, from, Uint8Array.from(sealed));
      if (answer instanceof Uint8Array) answers.push(answer);
      return Uint8Array.from(answers[0] ?? []);
    },
  });
  expect(await replaying('session.me', {})).toEqual({ ok: true, value });
  await expect(replaying('session.me', {})).rejects.toMatchObject({ name: 'OperationError' });
});

test('a call that was touched, is of another name or too large is not heard', async () => {
  const { call, end, sent } = connected(() => ({ ok: true, value }));
  await call('customers.get', { id: 1 });
  const [first] = sent;
  if (first === undefined) throw new Error('nothing was sent');
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const hear = (name: string, from: Uint8Array, sealed: Uint8Array) => {
    const heard = end.vault.hear(name, { from: text(from), sealed: text(sealed) });
    return heard.ok ? 'heard' : heard.code;
  };
  expect(hear('customers.get', first.from, first.sealed)).toBe('heard');
  expect(hear('customers.purge', first.from, first.sealed)).toBe(lineUnknown);
  for (const at of [0, line.ivBytes, first.sealed.byteLength - 1]) {
    const touched = Uint8Array.from(first.sealed);
    touched[at] = (touched[at] ?? 0) ^ 1;
    expect(hear('customers.get', first.from, touched), `${at}`).toBe(lineUnknown);
  }
  expect(hear('customers.get', new Uint8Array(line.keyBytes), first.sealed)).toBe(lineUnknown);
  expect(hear('customers.get', first.from, first.sealed.subarray(0, 9))).toBe(lineUnknown);
  expect(hear('customers.get', first.from, new Uint8Array(2 ** 21))).toBe('tooLarge');
});

test('what a parser has read is opened by the vault process that asked, and by no other', () => {
  const vault = new Line();
  const rows = { type: 'rows', rows: [['大同實業', '0912-345-678']], firstLine: 2, last: true } as const;
  const passed = sealedFor(vault.publicKey, rows);
  if (passed.type !== 'sealed') throw new Error('not sealed');
  expect(Buffer.from(passed.sealed, 'base64').includes(Buffer.from('大同'))).toBe(false);
  expect(vault.openParsed(passed)).toEqual(rows);
  const touched = Buffer.from(passed.sealed, 'base64');
  touched[line.ivBytes] = (touched[line.ivBytes] ?? 0) ^ 1;
  const wrong = [
    { ...passed, sealed: touched.toString('base64') },
    { ...passed, sealed: '' },
    { ...passed, from: '' },
  ];
  for (const other of wrong) expect(() => vault.openParsed(other)).toThrow(Error);
  expect(() => new Line().openParsed(passed)).toThrow(Error);
});

test('what a window seals that is none of ours is held to the same limits', () => {
  const vault = new Line();
  const page = createECDH('prime256v1');
  const from = page.generateKeys();
  const theirs = Buffer.from(vault.publicKey, 'base64');
  const salt = Buffer.concat([from, theirs]);
  const key = Buffer.from(hkdfSync('sha256', page.computeSecret(theirs), salt, line.calls, 32));
  const heard = (text: string) => {
    const iv = Buffer.alloc(line.ivBytes, 1);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: line.tagBytes });
    cipher.setAAD(Buffer.from('session.me'));
    const sealed = Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    const found = vault.hear('session.me', { from: from.toString('base64'), sealed: sealed.toString('base64') });
    return found.ok ? found.input : found.code;
  };
  expect(heard('{"a":1}')).toEqual({ a: 1 });
  expect(heard('no JSON')).toBe('invalidInput');
  expect(heard(`${'['.repeat(100)}${']'.repeat(100)}`)).toBe('invalidInput');
  expect(heard(`${'['.repeat(500_000)}${']'.repeat(500_000)}`)).toBe('invalidInput');
});
