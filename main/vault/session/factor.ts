import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { addFailure, readFailures, waitSeconds } from '../journal/pending.ts';
import { hash, randomBytes } from '../keys/crypto.ts';
import type { Context, VaultProcess } from '../process.ts';
import { type SubjectChange, commit } from '../store/commit.ts';
import { catchUpChain } from '../view/catchUp.ts';
import { readDevice, wipeDevice } from './device.ts';
import { requireHours } from './hours.ts';
import { loginState } from './loginState.ts';
import type { OpenVault } from './openVault.ts';
import { type Factor, type OwnLogin, ownLogin, ownLoginChange } from './ownLogin.ts';
import { base32, enrolmentUri, stepOfCode } from './totp.ts';

/** How long a code that was given stands for the steps that ask for the password again, in milliseconds. */
const stands = 2 * 60_000;
const recoveryCodes = 10;

function codeHash(code: string): string {
  return hash([Buffer.from(`coffer recovery code ${code}`)], 16).toString('hex');
}

/** The factor after a code was used, or null where the code does not fit. Each code counts once. */
export function spendCode(factor: Factor, typed: string, now: number): Factor | null {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  if (/^\d{6}$/.test(code)) {
    const step = stepOfCode(Buffer.from(factor.secret, 'base64url'), code, now, factor.last);
    return step === null ? null : { ...factor, last: step };
  }
  const used = codeHash(code);
  return factor.codes.includes(used) ? { ...factor, codes: factor.codes.filter((left) => left !== used) } : null;
}

/**
 * Whether somebody whose password was right may come in: at this hour, and with their second factor. Answers what the
 * entry of the login writes. Refuses with `outsideHours`, `pinOver`, `codeNeeded`, `codeWrong`.
 */
export function admit(
  process: VaultProcess,
  vault: OpenVault,
  proof: { readonly kind: 'password'; readonly code: string | null } | { readonly kind: 'pin' },
): SubjectChange[] {
  requireHours(vault);
  const { factor, pin } = ownLogin(vault);
  // What the last session left counts only as long as the office and the person still want it.
  if (proof.kind === 'pin' && (pin === null || !vault.chain.authority.logins.rules.pin))
    throw new VaultError('pinOver');
  if (proof.kind === 'pin' || factor === null) return [];
  if (proof.code === null) throw new VaultError('codeNeeded');
  const now = vault.clock.now();
  const used = spendCode(factor, proof.code, now);
  if (used === null) throw new VaultError('codeWrong');
  loginState(process).codeAt = now;
  return changes(process, vault, { factor: used });
}

function changes(process: VaultProcess, vault: OpenVault, patch: Partial<OwnLogin>): SubjectChange[] {
  const change = ownLoginChange(process, vault, patch);
  if (change === null) throw new VaultError('notAllowed');
  return [change];
}

/** Counts a wrong code as a wrong password is counted; answers the refusal. */
export async function wrongCode(process: VaultProcess, vault: string, user: string): Promise<VaultError> {
  const { host, folder, clock } = process;
  const device = await readDevice(process, vault);
  try {
    const { params } = await addFailure(host, vault, folder, device.secret, user, clock.now());
    return new VaultError('codeWrong', params);
  } finally {
    wipeDevice(device);
  }
}

/** Refuses a step that asks for the password again until a code was given, where the person has a second factor. */
export async function requireStepUp({ process, vault }: Context): Promise<void> {
  if (vault.quarantine === null) await catchUpChain(vault);
  if (ownLogin(vault).factor === null) return;
  const { codeAt } = loginState(process);
  if (codeAt === null || vault.clock.now() - codeAt > stands) throw new VaultError('codeNeeded');
}

export function giveCode(context: Context, { code }: Parsed<'logins.giveCode'>): Promise<Output<'logins.giveCode'>> {
  const { process, vault } = context;
  return process.oneAtATime(async () => {
    if (vault.quarantine === null) await catchUpChain(vault);
    const { factor } = ownLogin(vault);
    if (factor === null) return { done: true };
    const now = vault.clock.now();
    const wait = waitSeconds(await readFailures(process.host, vault.id, process.folder), vault.user, now);
    if (wait > 0) throw new VaultError('waitAfterWrong', { seconds: wait });
    const used = spendCode(factor, code, now);
    if (used === null) throw await wrongCode(process, vault.id, vault.user);
    // While nothing can be written, the owner must still be able to end the alarm.
    if (vault.quarantine === null)
      commit(vault, { kind: 'login.code', subjects: changes(process, vault, { factor: used }) });
    loginState(process).codeAt = now;
    return { done: true };
  });
}

export function beginFactor({ process, vault }: Context): Output<'logins.factorBegin'> {
  const secret = randomBytes(20);
  loginState(process).beginning = secret;
  const company = vault.content.meta.get('company') ?? 'Coffer';
  return {
    secret: base32(secret),
    uri: enrolmentUri(secret, company, vault.content.personName.get(vault.user) ?? ''),
  };
}

/** A code of the new secret proves that the telephone has it; only then it counts. */
export function confirmFactor(
  { process, vault }: Context,
  { code }: Parsed<'logins.factorConfirm'>,
): Output<'logins.factorConfirm'> {
  const state = loginState(process);
  const now = vault.clock.now();
  const fresh: Factor = { secret: state.beginning?.toString('base64url') ?? '', codes: [], last: 0 };
  const used = state.beginning === null ? null : spendCode(fresh, code, now);
  if (used === null) throw new VaultError('codeWrong');
  const codes = Array.from({ length: recoveryCodes }, () => base32(randomBytes(10)).slice(0, 10));
  commit(vault, {
    kind: 'login.factorOn',
    objects: [vault.user],
    subjects: changes(process, vault, { factor: { ...used, codes: codes.map(codeHash) } }),
  });
  state.beginning?.fill(0);
  state.beginning = null;
  state.codeAt = now;
  return { codes: codes.map((one) => `${one.slice(0, 5)}-${one.slice(5)}`) };
}

export function endFactor({ process, vault }: Context): void {
  commit(vault, {
    kind: 'login.factorOff',
    objects: [vault.user],
    subjects: changes(process, vault, { factor: null }),
  });
}
