import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import { type TestProcess, openTestVault } from '../support/testVault.ts';
import { addFailure } from '../../main/vault/journal/pending.ts';
import { SecretKey } from '../../main/vault/keys/crypto.ts';
import { headerPath, readHeader } from '../../main/vault/keys/header.ts';
import { keepOffice } from './asAttacker.ts';

let office: Awaited<ReturnType<typeof openTestVault>>;
let kept: ReturnType<typeof keepOffice>;
beforeAll(async () => {
  office = await openTestVault();
  await office.hire(office.owner, 'Ann', 'salesperson');
  await office.owner.end();
  kept = keepOffice(office);
});
beforeEach(() => kept.restore());
afterAll(async () => {
  kept.remove();
  await office.close();
});

const ann = (): Id => office.people.get('Ann')?.user ?? '';
const nobody = 'U'.repeat(22);
const log = (): string => join(office.folder, 'pending.log');
const guess = (user: Id = ann(), on = office.open()): Promise<string> =>
  on.refused('session.login', { user, password: 'a guess' });

async function told(session: TestProcess, kind: string): Promise<readonly { count: number; days: unknown }[]> {
  const { lines } = await session.call('journal.list', { filter: { kind }, after: null, limit: 20 });
  return lines.map(({ count, details }) => ({ count, days: details['days'] }));
}

test('case 13 a thousand wrong passwords: three are tried, the wait outlives the process, one entry tells of them', async () => {
  const session = office.open();
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => guess(ann(), session)));
  expect(answers.filter((code) => code === 'wrongPassword')).toHaveLength(3);
  expect(answers.filter((code) => code === 'waitAfterWrong')).toHaveLength(997);
  expect(await guess()).toBe('waitAfterWrong');
  const owner = await office.as('Owner');
  expect(await told(owner, 'session.loginFailed')).toMatchObject([{ count: 3 }]);
  await owner.end();
});

const tamperings: readonly (readonly [string, () => void])[] = [
  ['edited', () => writeFileSync(log(), readFileSync(log(), 'utf8').replaceAll(/"at":\d+/g, '"at":0'))],
  ['cut off', () => writeFileSync(log(), '')],
  ['deleted', () => rmSync(log())],
  ['full of nonsense', () => writeFileSync(log(), Buffer.alloc(40 * 1024 * 1024, 7))],
  [
    'a folder in its place',
    () => {
      rmSync(log());
      mkdirSync(log());
    },
  ],
  ['made unwritable', () => chmodSync(log(), 0o400)],
];

test.each(tamperings)(
  'case 13 what was written down of guesses, %s, ends no wait and keeps nobody out',
  async (_, tamper) => {
    for (let i = 0; i < 3; i += 1) expect(await guess()).toBe('wrongPassword');
    tamper();
    expect(await guess()).toBe('waitAfterWrong');
    office.clock.time += 5_000;
    expect(await guess()).toBe('wrongPassword');
    expect(await guess()).toBe('waitAfterWrong');
    office.clock.time += 3_600_000;
    const session = await office.as('Ann');
    expect((await session.call('session.me', {})).quarantine).toBeNull();
    await session.end();
  },
);

test('case 13 guesses at many who do not exist fill nothing up: those at Ann go on counting', async () => {
  const { host } = office.open().process;
  const { vault } = readHeader(headerPath(office.folder));
  for (let i = 0; i < 120; i += 1) {
    const user = `${String(i).padStart(3, '0')}${'V'.repeat(19)}`;
    await addFailure(host, vault, office.folder, SecretKey.random(), user, office.clock.now());
  }
  for (let i = 0; i < 3; i += 1) expect(await guess()).toBe('wrongPassword');
  rmSync(log());
  expect(await guess()).toBe('waitAfterWrong');
  const longest = Math.max(...[...office.keychain.values()].map(({ length }) => length));
  expect(longest).toBeLessThan(4_096);
});

test('case 13 somebody who does not exist waits as somebody who does', async () => {
  for (const user of [ann(), nobody]) {
    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push(await guess(user));
    expect(answers, user).toEqual([
      'wrongPassword',
      'wrongPassword',
      'wrongPassword',
      'waitAfterWrong',
      'waitAfterWrong',
    ]);
  }
});

const day = 86_400_000;
test('case 12 a clock set back two days, and one set forward a year, stand in the journal', async () => {
  const { time } = office.clock;
  for (const [jump, kind, days] of [
    [-2 * day, 'clock.behind', 2],
    [365 * day, 'clock.ahead', 365],
  ] as const) {
    kept.restore();
    office.clock.time = time + jump;
    const owner = await office.as('Owner');
    expect(await told(owner, kind)).toEqual([{ count: 0, days }]);
    expect((await owner.call('journal.verify', {})).whole).toBe(true);
    await owner.end();
    office.clock.time = time;
  }
});
