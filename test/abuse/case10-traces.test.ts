import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Input, Output, VaultCallName } from '#shared/contract/index.ts';
import type { HostToVault, VaultToHost, VaultToParser } from '#shared/protocol.ts';
import { build } from '../../scripts/lib/build.ts';
import { root } from '../../scripts/lib/paths.ts';
import { startParser } from '../support/parser.ts';

const folder = mkdtempSync(join(tmpdir(), 'coffer-traces-'));
const vault = join(folder, 'vault');
const temporary = join(folder, 'tmp');
const logs = join(folder, 'logs');
/** The list that is taken in; whoever brought it has it anyway. */
const list = join(mkdtempSync(join(tmpdir(), 'coffer-traces-list-')), 'list.csv');
afterAll(() => {
  for (const each of [folder, dirname(list)]) rmSync(each, { recursive: true, force: true });
});

/** Fifty values of all classes that stand on known customers, none of which occurs by chance. */
const known = Array.from({ length: 10 }, (_, i) => ({
  name: `隱密公司${String.fromCodePoint(0x9000 + i)}實業`,
  phones: [{ label: 'mobile' as const, value: `0919-77${i}-31${i}` }],
  emails: [{ label: 'work' as const, value: `hidden.person${i}@traces.example` }],
  idNumber: `Q12398765${i}`,
  note: `confidential remark number ${i} about delivery`,
}));
const values = known.flatMap(({ name, phones, emails, idNumber, note }) => [
  name,
  phones[0]?.value ?? '',
  emails[0]?.value ?? '',
  idNumber,
  note,
]);

/** A vault process as the host starts it, with temporary folders and error output that can be searched. */
function startProcess(): {
  call<N extends VaultCallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** When an import is over: how many it took in. */
  imported: Promise<number>;
  end(): Promise<void>;
} {
  mkdirSync(temporary, { recursive: true });
  mkdirSync(logs, { recursive: true });
  const keychain = new Map<string, string>();
  const child: ChildProcess = fork(join(root, 'dist/vault/index.js'), [], {
    env: { TMPDIR: temporary, SQLITE_TMPDIR: temporary, HOME: temporary },
    serialization: 'json',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => writeFileSync(join(logs, 'output'), chunk, { flag: 'a' }));
  const waiting = new Map<number, (message: Extract<VaultToHost, { type: 'reply' }>) => void>();
  const post = (message: HostToVault): void => void child.send(message);
  let parser: ReturnType<typeof startParser> | null = null;
  const answerTo = (message: Extract<VaultToHost, { type: 'ask' }>): unknown => {
    const input = message.input as { account: string; value?: string; message: VaultToParser };
    if (message.what === 'secret.set') keychain.set(input.account, input.value ?? '');
    if (message.what === 'secret.get') return keychain.get(input.account) ?? null;
    if (message.what === 'parser.send') parser?.send(input.message);
    if (message.what === 'parser.stop') parser?.stop();
    if (message.what !== 'parser.start') return null;
    parser = startParser(list, (said) => post({ type: 'parser', parser: 'parser', message: said }));
    return { parser: 'parser', name: 'list.csv', bytes: 0 };
  };
  const imported = new Promise<number>((resolve) => {
    child.on('message', (raw) => {
      const message = raw as VaultToHost;
      if (message.type === 'reply') waiting.get(message.id)?.(message);
      if (message.type === 'ask') post({ type: 'answer', id: message.id, ok: true, value: answerTo(message) });
      if (message.type !== 'event' || message.name !== 'imports.progress') return;
      const progress = message.payload as { state: string; imported: number };
      if (progress.state !== 'running') resolve(progress.imported);
    });
  });
  post({ type: 'start', mode: { kind: 'main' }, folder: vault, appVersion: 'test' });
  let last = 0;
  return {
    imported,
    async call(name, input) {
      last += 1;
      const id = last;
      const reply = new Promise<Extract<VaultToHost, { type: 'reply' }>>((resolve) => waiting.set(id, resolve));
      post({ type: 'call', id, name, input });
      const answered = (await reply).reply;
      if (!answered.ok) throw new Error(`${name}: ${answered.error.code}`);
      return answered.value as Output<typeof name>;
    },
    end: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        post({ type: 'end' });
      }),
  };
}

/** Which of the known values stand in clear in any file below, in the encodings that programs use. */
function found(): string[] {
  const needles = values.flatMap((value) => [
    [value, Buffer.from(value, 'utf8')] as const,
    [value, Buffer.from(value, 'utf16le')] as const,
    [value, Buffer.from(Buffer.from(value, 'utf8').toString('base64').slice(0, -4))] as const,
  ]);
  // Search tokens, too: two letters of a name are as telling as the name.
  for (const { name } of known) needles.push([`${name} (token)`, Buffer.from(name.slice(3, 5), 'utf8')]);
  // Most bytes begin none of them: what begins one is told by its first two.
  const beginnings = new Map<number, (readonly [string, Buffer])[]>();
  for (const needle of needles) {
    const at = needle[1].readUInt16BE(0);
    beginnings.set(at, [...(beginnings.get(at) ?? []), needle]);
  }
  const begins = new Uint8Array(2 ** 16);
  for (const at of beginnings.keys()) begins[at] = 1;
  const hits: string[] = [];
  const look = (content: Buffer, name: string): void => {
    const there = new Set<string>();
    for (let at = 1, pair = content[0] ?? 0; at < content.length; at += 1) {
      pair = ((pair & 0xff) << 8) | (content[at] ?? 0);
      if (begins[pair] === 1)
        for (const [value, bytes] of beginnings.get(pair) ?? [])
          if (content.subarray(at - 1, at - 1 + bytes.length).equals(bytes)) there.add(`${value} in ${name}`);
    }
    hits.push(...there);
  };
  const search = (at: string): void => {
    for (const name of readdirSync(at)) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) search(path);
      else look(readFileSync(path), name);
    }
  };
  search(folder);
  return hits;
}

test(
  'case 10 after a session with 10,000 customers none of 50 known values stands anywhere in clear',
  { timeout: 240_000 },
  async () => {
    expect(new Set(values).size).toBe(50);
    await build();
    const session = startProcess();
    await session.call('setup.create', {
      locale: 'zh-TW',
      company: 'Formosa Trading',
      name: 'Owner',
      password: 'correct horse battery staple',
      size: 'few',
      customers: 'both',
      cards: 'private',
    });
    const others = Array.from({ length: 9_990 }, (_, i) => `平凡商行第${i}號,02-2${String(i).padStart(4, '0')}-000`);
    writeFileSync(list, ['客戶名稱,電話', ...others].join('\n'));
    const file = await session.call('imports.open', { token: 'list' });
    await session.call('imports.start', {
      import: file.import,
      mapping: file.columns.map(({ guess }) => guess),
      people: [],
      otherwise: 'pool',
      duplicates: 'create',
      customerKind: 'firm',
    });
    expect(await session.imported).toBe(9_990);
    for (const { note, ...fields } of known) {
      const { id } = await session.call('customers.create', { fields: { kind: 'firm', ...fields } });
      await session.call('notes.add', { customer: id, kind: 'note', text: note });
      await session.call('customers.reveal', { id, reason: 'check' });
      await session.call('customers.revealRestricted', { id, field: 'idNumber' });
      await session.call('drafts.put', { key: id, text: note });
      await session.call('customers.update', { id, baseVersion: 1, patch: { tags: ['vip'] } });
    }
    // Sorts, searches and pages through everything: what spills, spills now.
    const page = { descending: true, collation: 'stroke', limit: 500 } as const;
    for (const sort of ['name', 'created', 'changed', 'lastContact'] as const) {
      let after: string | null = null;
      do {
        const answer: Output<'customers.list'> = await session.call('customers.list', {
          ...page,
          filter: {},
          sort,
          after,
        });
        after = answer.next;
      } while (after !== null);
    }
    for (const { name, phones } of known)
      for (const search of [name, name.slice(0, 4), phones[0]?.value ?? ''])
        expect(
          (await session.call('customers.list', { ...page, filter: { search }, sort: 'name', after: null })).rows
            .length,
        ).toBeGreaterThan(0);
    expect((await session.call('customers.list', { ...page, filter: {}, sort: 'name', after: null })).total).toBe(
      10_000,
    );
    await session.call('journal.verify', {});
    expect(readdirSync(vault)).toContain('vault.db-wal');
    expect(found()).toEqual([]);
    await session.end();
    expect(found()).toEqual([]);
    // The search would find them.
    writeFileSync(join(temporary, 'control'), values[2] ?? '', 'utf16le');
    expect(found()).toHaveLength(1);
  },
);
