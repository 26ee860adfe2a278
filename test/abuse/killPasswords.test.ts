import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { type ChildVault, type Computer, startChildVault } from '../support/childVault.ts';
import { type KillOffice, aKillOffice } from '../support/killOffice.ts';
import {
  type Login,
  copyOf,
  everyCustomer,
  expectWhole,
  killWhen,
  random,
  startKilling,
  unlessDied,
} from '../support/killing.ts';
import { ownerPassword } from '../support/testVault.ts';

// Abuse case 8: SIGKILL while keys and slots change. Afterwards exactly one of the two passwords opens all that is theirs.

let login: KillOffice;
beforeAll(async () => {
  startKilling();
  login = await aKillOffice(4);
}, 120_000);
vi.setConfig({ testTimeout: 180_000 });

const next = 'another long one of theirs';
const header = (computer: Computer): string => readFileSync(join(computer.folder, 'vault.cvh')).toString('base64');

/** Kills the work at some moment after its first write of the header. Whether it was acknowledged. */
async function killed(computer: Computer, child: ChildVault, start: () => Promise<unknown>): Promise<boolean> {
  const before = header(computer);
  const answered = unlessDied(start());
  await killWhen(child, answered, () => header(computer) !== before, random(14));
  return (await answered) !== null;
}

/** How many of the two passwords work: one that does opens a whole vault, the other says in words that it does not count. */
async function working(computer: Computer, old: Login, acknowledged: boolean, customers: number): Promise<number> {
  let works = 0;
  for (const password of [old.password, next]) {
    const child = await startChildVault(computer);
    const reply = await child.reply('session.login', { user: old.user, password });
    if (reply.ok) {
      works += 1;
      await expectWhole(child, computer);
      expect(await everyCustomer(child)).toHaveLength(customers);
      expect((await child.call('session.me', {})).quarantine).toBeNull();
      if (acknowledged) expect(password).toBe(next);
    } else {
      expect(['wrongPassword', 'passwordReplaced', 'passwordNotChanged']).toContain(reply.error.code);
    }
    await child.kill();
  }
  return works;
}

test('8 new keys that are asked for: with the old or the new password, and renewed by the owner once they count', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.ann);
  const acknowledged = await killed(computer, child, () =>
    child.call('session.changePassword', { current: login.ann.password, next, known: true }),
  );
  const owner = await startChildVault(computer);
  // The owner’s login, which makes the keys anew, is killed too.
  await killed(computer, owner, () => owner.call('session.login', login.owner));
  const again = await startChildVault(computer);
  await again.call('session.login', login.owner);
  await again.end();
  expect(await working(computer, login.ann, acknowledged, login.annas.length)).toBe(1);
});

test('8 an owner’s new keys at once: the old or the new ones', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.owner);
  const acknowledged = await killed(computer, child, () =>
    child.call('session.changePassword', { current: ownerPassword, next, known: true }),
  );
  expect(await working(computer, login.owner, acknowledged, login.annas.length + login.firms * 3)).toBe(1);
});

test('8 a password set anew at the desk: the old or the new one', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.owner);
  const { token } = await child.call('passwords.inviteReset', { user: login.ann.user });
  const invitation = computer.invitations.get(token);
  if (invitation === undefined) throw new Error('no invitation');
  const window = await startChildVault(computer, { kind: 'newcomer', invitation });
  await window.call('enrol.setPassword', { password: next });
  await window.kill();
  const acknowledged = await killed(computer, child, () =>
    child.call('passwords.reset', { token, password: ownerPassword }),
  );
  expect(await working(computer, login.ann, acknowledged, login.annas.length)).toBe(1);
});

test('8 a recovery slip: the old password and the slip, or the new password alone', async () => {
  const computer = copyOf(login.computer);
  const child = await startChildVault(computer);
  await child.call('session.login', login.ann);
  const { code } = await child.call('passwords.makeSlip', { password: login.ann.password });
  await child.end();
  const locked = await startChildVault(computer);
  const use = { user: login.ann.user, code, next };
  const acknowledged = await killed(computer, locked, () => locked.call('passwords.useSlip', use));
  expect(await working(computer, login.ann, acknowledged, login.annas.length)).toBe(1);
});
