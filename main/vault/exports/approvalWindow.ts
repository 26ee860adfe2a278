import { VaultError } from '#shared/errors.ts';
import { mayDecide } from '../access/approvals.ts';
import { requestFacts } from '../journal/requests.ts';
import type { VaultProcess } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';

/** The approver's window opens for nobody who could not decide on its request: the login ends there, journaled. */
export function requireApprover(process: VaultProcess, vault: OpenVault): void {
  if (process.mode.kind !== 'approval') return;
  const facts = requestFacts(vault.chain.sql, process.mode.request);
  const code =
    facts === undefined
      ? 'requestUnknown'
      : facts.requester === vault.user
        ? 'ownRequest'
        : mayDecide(vault.chain.authority, vault.user, facts.requester)
          ? null
          : 'approverInvalid';
  if (code === null) return;
  try {
    if (vault.quarantine === null)
      commit(vault, { kind: 'refused', details: { call: 'session.login', code, count: 1 } });
  } finally {
    vault.close();
  }
  throw new VaultError(code);
}
