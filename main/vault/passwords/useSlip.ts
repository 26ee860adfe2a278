import type { Output, Parsed } from '#shared/contract/index.ts';
import { readSlipCode } from '#shared/domain/slipCode.ts';
import { VaultError } from '#shared/errors.ts';
import { addFailure, readFailures, waitSeconds } from '../journal/pending.ts';
import { type Header, openName } from '../keys/header.ts';
import { type Slip, openSlip } from '../keys/slip.ts';
import { type OpenedSeeds, personKeys } from '../keys/slot.ts';
import type { VaultProcess } from '../process.ts';
import { requireLength } from '../session/create.ts';
import { type Device, readDevice, wipeDevice } from '../session/device.ts';
import { currentHeader, openSession } from '../session/login.ts';
import type { OpenVault } from '../session/openVault.ts';
import { exchangeSlot, nextSlot } from '../session/password.ts';
import { opened } from '../session/session.ts';
import { commit } from '../store/commit.ts';

type Input = Parsed<'passwords.useSlip'>;

/** Logs in with the code on a recovery slip, under a new password. The slip is used up. */
export async function useSlip(process: VaultProcess, input: Input): Promise<Output<'passwords.useSlip'>> {
  if (process.vault !== null || process.mode.kind !== 'main') throw new VaultError('alreadyLoggedIn');
  return opened(process, await process.oneAtATime(() => enter(process, input)));
}

async function enter(process: VaultProcess, { user, code, next, factor }: Input): Promise<OpenVault> {
  if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
  const { folder, host, clock } = process;
  const found = currentHeader(folder);
  const failures = await readFailures(host, found.vault, folder);
  const wait = waitSeconds(failures, user, clock.now());
  if (wait > 0) throw new VaultError('waitAfterWrong', { seconds: wait });
  const symbols = readSlipCode(code);
  // A slip of the pen is no guess.
  if (symbols === null) throw new VaultError('slipUnreadable');
  const device = await readDevice(process, found.vault);
  try {
    const { slip, ...seeds } = await openAny(process, found, device, user, symbols);
    const slot = found.slots.filter((each) => each.user === user).sort((a, b) => b.version - a.version)[0];
    if (slot === undefined) throw new VaultError('slotRefused');
    const shownName = openName(device.secret, found.vault, slot);
    const waiting = seeds.next === null ? null : personKeys(seeds.next);
    const opening = {
      user,
      keys: personKeys(seeds.seed),
      next: waiting,
      rootPublic: seeds.rootPublic,
      by: { slip: slip.no },
      sealedDatabaseKey: slot.database,
      device: device.device,
      joining: device.joining,
    };
    const proof = { kind: 'password', code: factor ?? null } as const;
    const vault = await openSession(process, found, opening, { failures, shownName }, proof, {
      first: (vault) => {
        requireLength(next, vault.viewer.role);
        const held = { seed: vault.keys.seed, next: waiting?.seed ?? null };
        const fresh = nextSlot({ process, vault }, { device, slot, root: null, recovery: null }, next, held);
        exchangeSlot({ process, vault }, fresh, () => {
          commit(vault, {
            kind: 'password.bySlip',
            objects: [user],
            items: [
              { t: 'slot', user, version: fresh.version },
              { t: 'slip', user, no: slip.no, valid: false },
            ],
          });
        });
      },
    });
    if (vault.quarantine === null) return vault;
    // Nothing can be written under an alarm, and so no new password set.
    vault.close();
    throw new VaultError('quarantined');
  } finally {
    wipeDevice(device);
  }
}

/** Opens the slip that the code fits; wrong codes count as wrong passwords do. */
async function openAny(
  { host, folder, clock }: VaultProcess,
  { vault, slips }: Header,
  device: Device,
  user: string,
  symbols: string,
): Promise<OpenedSeeds & { readonly slip: Slip }> {
  const own = slips.filter((slip) => slip.user === user).sort((a, b) => b.no - a.no);
  for (const slip of own) {
    try {
      return { slip, ...openSlip(device.secret, vault, slip, symbols) };
    } catch (error) {
      if (!(error instanceof VaultError && error.code === 'slipWrong')) throw error;
    }
  }
  const { params } = await addFailure(host, vault, folder, device.secret, user, clock.now());
  throw new VaultError('slipWrong', params);
}
