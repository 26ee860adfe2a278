import { createInvitations } from '../../main/host/invitations.ts';
import { createSecretStore } from '../../main/host/secretStore.ts';
import { handlers } from '../../main/vault/features.ts';
import { handle } from '../../main/vault/handle.ts';
import { Host } from '../../main/vault/host.ts';
import { VaultProcess } from '../../main/vault/process.ts';
import { endSession } from '../../main/vault/session/end.ts';
import type { OpenVault } from '../../main/vault/session/openVault.ts';
import type { Input, Output, VaultCallName } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Enrolment, Invitation, VaultMode } from '#shared/protocol.ts';

/** The people of a made office that its customers are shared out among, besides the owner and the pool. */
export interface Staff {
  /** Looks after a fifth of the customers, and has worked at this computer. */
  readonly leaver: Id;
  /** Looks after 10,000 customers, or a fifth where that is fewer. */
  readonly seller: Id;
  /** Looks after nobody yet. */
  readonly receiver: Id;
}

type Call = <N extends VaultCallName>(name: N, input: Input<N>) => Promise<Output<N>>;
interface SeedProcess {
  readonly vaultProcess: VaultProcess;
  readonly call: Call;
}

const invitations = createInvitations();

/** A vault process within this one: what seeding needs of a host is answered here, with the real keychain. */
export function openProcess(
  folder: string,
  clock: { readonly now: () => number },
  mode: VaultMode = { kind: 'main' },
): SeedProcess {
  const secrets = createSecretStore();
  const answer = async (what: string, input: unknown): Promise<unknown> => {
    const { account = '', value = '', token = '' } = input as Record<string, string>;
    if (what === 'secret.get') return secrets.get(account);
    if (what === 'secret.set') return secrets.set(account, value);
    if (what === 'secret.delete') return secrets.delete(account);
    if (what === 'invitation.offer') return invitations.offer(input as Invitation);
    if (what === 'enrolment.give') return invitations.give(input as Enrolment);
    if (what === 'enrolment.take') return invitations.take(token);
    throw new Error(`nobody answers ${what} here`);
  };
  const host: Host = new Host((message) => {
    if (message.type !== 'ask') return;
    const { id } = message;
    answer(message.what, message.input).then(
      (value) => host.answered({ type: 'answer', id, ok: true, value: value ?? null }),
      () => host.answered({ type: 'answer', id, ok: false, code: 'internal' }),
    );
  });
  const vaultProcess = new VaultProcess({ mode, folder, host, clock, appVersion: 'bench', kdfBudget: 1_000 });
  return {
    vaultProcess,
    async call(name, input) {
      const reply = await handle(vaultProcess, handlers, name, input);
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      return reply.value as Output<typeof name>;
    },
  };
}

/** Gives salespeople a login, as at the owner's desk. */
export async function hire(
  owner: Call,
  ownerPassword: string,
  names: readonly [string, string, string],
  openNewcomer: (mode: VaultMode) => SeedProcess,
): Promise<Staff> {
  const one = async (name: string): Promise<Id> => {
    const { token } = await owner('staff.invite', { name, role: 'salesperson', worksFor: null });
    const invitation = invitations.open(token);
    if (invitation === null) throw new Error('the invitation did not reach the newcomer');
    const newcomer = openNewcomer({ kind: 'newcomer', invitation });
    await newcomer.call('enrol.setPassword', { password: staffPassword });
    await endSession(newcomer.vaultProcess);
    return (await owner('staff.certify', { token, password: ownerPassword })).user;
  };
  return { leaver: await one(names[0]), seller: await one(names[1]), receiver: await one(names[2]) };
}

/** The password of everybody who is hired. */
const staffPassword = 'velvet-thunder-planet-41';

/** Lets somebody work at this computer: afterwards their view lies beside the others. */
export async function workOnce(
  { vaultProcess, call }: SeedProcess,
  user: Id,
  work: (vault: OpenVault) => void = () => {},
  password = staffPassword,
): Promise<void> {
  await call('session.login', { user, password });
  while ((await call('session.me', {})).building) await new Promise((resolve) => setTimeout(resolve, 50));
  if (vaultProcess.vault !== null) work(vaultProcess.vault);
  await endSession(vaultProcess);
}
