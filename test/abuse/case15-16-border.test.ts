import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallSpec } from '#shared/contract/call.ts';
import { vaultContract } from '#shared/contract/index.ts';
import { type Action, type Role, actions, roles } from '#shared/domain/roles.ts';
import type { VaultMode } from '#shared/protocol.ts';
import { permits } from '../../main/vault/access/policy.ts';
import { type TestProcess, openTestVault } from '../support/testVault.ts';

let office: Awaited<ReturnType<typeof openTestVault>>;
const sessions = new Map<Role, TestProcess>();
beforeAll(async () => {
  office = await openTestVault();
  for (const role of roles) {
    if (role === 'owner') continue;
    await office.hire(office.owner, `the ${role}`, role);
    sessions.set(role, await office.as(`the ${role}`));
  }
  sessions.set('owner', await office.as('Owner'));
});
afterAll(() => office.close());

const calls = Object.entries(vaultContract) as [string, CallSpec][];
/** No call takes this: whoever is let through to parsing is told so. */
const unfit = { 'no such field': 1 };

async function answer(process: TestProcess, name: string, input: unknown = unfit): Promise<string> {
  const reply = await process.raw(name, input);
  return reply.ok ? 'answered' : reply.error.code;
}

/** The policy table once more, written down apart from the product: a change there must be meant. */
const table: Readonly<Record<Action, readonly Role[]>> = {
  'customers.read': ['owner', 'manager', 'salesperson', 'service'],
  'customers.write': ['owner', 'manager', 'salesperson'],
  'notes.write': ['owner', 'manager', 'salesperson', 'service'],
  'customers.reveal': ['owner', 'manager', 'salesperson'],
  'customers.handOver': ['owner', 'manager'],
  'staff.read': ['owner', 'manager', 'salesperson', 'service', 'auditor'],
  'staff.manage': ['owner'],
  // A manager only while an owner has left it to them.
  'staff.add': ['owner'],
  'staff.preview': ['owner'],
  'staff.freeze': ['owner', 'manager'],
  'staff.cover': ['owner', 'manager'],
  'imports.run': ['owner', 'manager', 'salesperson'],
  'exports.request': ['owner', 'manager', 'salesperson'],
  'exports.approve': ['owner', 'manager'],
  'journal.readAll': ['owner', 'auditor'],
  'journal.readOwn': ['owner', 'manager', 'salesperson', 'service', 'auditor'],
  'journal.endAlarm': ['owner'],
  'office.secure': ['owner'],
  'drafts.write': ['owner', 'manager', 'salesperson', 'service'],
  'passwords.reset': ['owner'],
  'passwords.slip': ['manager', 'salesperson', 'service', 'auditor'],
};

test('case 15 the policy table is what was agreed', () => {
  for (const role of roles)
    expect(
      actions.filter((action) => permits(role, action)),
      role,
    ).toEqual(actions.filter((action) => table[action].includes(role)));
});

test.each(roles)('case 15 every call as %s answers as the policy table says', async (role) => {
  const session = sessions.get(role);
  expect(session).toBeDefined();
  if (session === undefined) return;
  for (const [name, { action }] of calls) {
    const open = action === 'public' || action === 'session' || (action !== 'host' && table[action].includes(role));
    expect(await answer(session, name), `${name} as ${role}`).toBe(open ? 'invalidInput' : 'notAllowed');
  }
});

test('case 15 every call without a session is refused but those before login', async () => {
  const locked = office.open();
  for (const [name, { action }] of calls)
    expect(await answer(locked, name), name).toBe(action === 'public' ? 'invalidInput' : 'notLoggedIn');
});

test('case 15 a session that has ended answers nothing', async () => {
  const over = await office.as('the salesperson');
  await over.end();
  for (const [name] of calls) expect(await answer(over, name), name).toBe('notLoggedIn');
});

test('case 15 a newcomer’s and an approver’s process answer their own few calls only', async () => {
  const modes: [VaultMode, readonly string[]][] = [
    [
      {
        kind: 'newcomer',
        invitation: {
          token: 't',
          vault: 'v',
          user: 'u',
          rootPublic: 'r',
          name: 'n',
          role: 'salesperson',
          purpose: 'join',
          version: 1,
        },
      },
      ['enrol.invitation', 'enrol.setPassword'],
    ],
    [
      { kind: 'approval', request: 'A'.repeat(22) },
      [
        'session.status',
        'session.login',
        'session.me',
        'logins.giveCode',
        'exports.get',
        'exports.preview',
        'exports.decide',
      ],
    ],
  ];
  for (const [mode, answered] of modes) {
    const process = office.open(mode);
    for (const [name, { action }] of calls) {
      const expected = !answered.includes(name) ? 'notAllowed' : action === 'public' ? 'invalidInput' : 'notLoggedIn';
      expect(await answer(process, name), `${name} in ${mode.kind}`).toBe(expected);
    }
  }
});

test('case 15 looking as somebody else changes nothing and sees no more than they', async () => {
  const owner = sessions.get('owner');
  const user = office.people.get('the salesperson')?.user ?? '';
  await owner?.call('staff.previewStart', { user });
  for (const [name, spec] of calls) {
    if (owner === undefined || spec.action === 'public' || spec.action === 'host') continue;
    const code = await answer(owner, name);
    if (spec.action !== 'session' && !table[spec.action].includes('salesperson')) expect(code, name).toBe('notAllowed');
    else if (spec.journal === 'each' || /put|invite|start|open|dismiss|mend/.test(name))
      expect(code, name).toMatch(/previewReadOnly|notAllowed/);
  }
  expect(await owner?.refused('drafts.put', { key: 'k', text: 'while previewing' })).toBe('previewReadOnly');
  await owner?.call('staff.previewEnd', {});
});

test('case 16 unknown calls, and names of what every object has, are refused', async () => {
  const owner = sessions.get('owner');
  if (owner === undefined) return;
  for (const name of [
    '',
    'nothing',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'host.lock',
    'journal',
    'x'.repeat(1e6),
  ])
    expect(await answer(owner, name), name.slice(0, 20)).toBe('unknownCall');
});

test('case 16 keys that reach for prototypes are refused and change nothing', async () => {
  const owner = sessions.get('owner');
  if (owner === undefined) return;
  for (const text of [
    '{"__proto__":{"polluted":1},"id":"x"}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"fields":{"kind":"firm","name":"x","__proto__":{"polluted":1}}}',
    '{"fields":{"kind":"firm","name":"x","constructor":{"prototype":{"polluted":1}}}}',
  ])
    for (const [name, { action }] of calls.filter(([each]) => !each.startsWith('setup.')))
      expect(await answer(owner, name, JSON.parse(text)), `${name} ${text}`).toBe(
        action === 'passwords.slip' ? 'notAllowed' : 'invalidInput',
      );
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('case 16 huge, deep, cyclic and wrongly typed input is refused quickly, and the process stays up', async () => {
  const owner = sessions.get('owner');
  if (owner === undefined) return;
  let deep: unknown = 1;
  for (let i = 0; i < 50_000; i += 1) deep = [deep];
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const huge = { id: 'x'.repeat(50 * 1024 * 1024), ids: Array.from({ length: 1_000_000 }, (_, i) => i), fields: deep };
  for (const input of [deep, cyclic, huge, null, undefined, 0, '', [], () => 1, new Date(), Buffer.alloc(10)]) {
    for (const [name] of calls) {
      const start = performance.now();
      const code = await answer(owner, name, input);
      // Calls without input take an object without fields, and nothing else.
      expect(['invalidInput', 'answered', 'alreadyLoggedIn', 'notFound', 'notAllowed'], `${name} ${code}`).toContain(
        code,
      );
      if (code === 'answered') expect(typeof input).toBe('object');
      expect(performance.now() - start, name).toBeLessThan(2_000);
    }
  }
  expect((await owner.call('session.me', {})).role).toBe('owner');
});

test('case 16 whatever comes, every call answers with a code of the closed union', async () => {
  const reading = calls.filter(([name, { journal }]) => journal === 'refusal' && !name.startsWith('imports.'));
  const owner = sessions.get('owner');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...reading.map(([name]) => name)),
      fc.object({ maxDepth: 3 }),
      async (name, input) => {
        const reply = await owner?.raw(name, input);
        expect(reply?.ok === false ? reply.error.code : 'answered').not.toBe('internal');
      },
    ),
    { numRuns: 300 },
  );
});
