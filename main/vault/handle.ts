import { randomBytes } from 'node:crypto';
import type { CallSpec } from '#shared/contract/call.ts';
import { type VaultCallName, vaultContract } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import type { Refusal, Reply, VaultMode } from '#shared/protocol.ts';
import { actionsOf } from './access/policy.ts';
import type { Viewer } from './access/treatment.ts';
import type { AllHandlers } from './handlers.ts';
import { logBug } from './log.ts';
import { type VaultProcess, contextOf } from './process.ts';
import { noticeProbing } from './probing.ts';
import { countRefusal } from './refusals.ts';
import { requireLongEnough } from './session/shortPassword.ts';
import { noticeDamage } from './session/damage.ts';
import { isDamage } from './store/open.ts';
import { catchUpBehind } from './view/catchUp.ts';
import { applyLapses } from './view/lapse.ts';

/** What a process answers at all, by what it is for; `main` answers everything. */
const answeredBy: Readonly<Record<Exclude<VaultMode['kind'], 'main'>, readonly string[]>> = {
  newcomer: ['enrol.invitation', 'enrol.setPassword'],
  approval: [
    'session.status',
    'session.login',
    'session.me',
    'logins.giveCode',
    'exports.get',
    'exports.preview',
    'exports.decide',
  ],
};
/** What may be asked while looking as somebody else: what these actions read, and calls that change nothing either. */
const readingActions: readonly CallSpec['action'][] = [
  'customers.read',
  'staff.read',
  'journal.readAll',
  'journal.readOwn',
];
const whilePreviewing = [
  'session.me',
  'session.status',
  'staff.previewEnd',
  'drafts.get',
  'terms.mine',
  'imports.list',
  'exports.mine',
  'exports.inbox',
  'exports.get',
];

/** The only way in: parse → authorise → run → check the output → reply. Knows no feature. */
export async function handle(
  process: VaultProcess,
  handlers: AllHandlers,
  name: string,
  input: unknown,
): Promise<Reply> {
  const known = Object.hasOwn(vaultContract, name) ? (name as VaultCallName) : null;
  try {
    if (known === null) throw new VaultError('unknownCall');
    return { ok: true, value: await run(process, handlers, known, input) };
  } catch (error) {
    noticeDamage(process, error);
    // Of a view, which is built again, nobody need hear; of the vault they must, and what to do.
    const refusal = refusalOf(isDamage(error) && !process.mustEnd ? new VaultError('vaultDamaged') : error, name);
    try {
      if (known !== null) countRefusal(process, known, refusal.code);
      if (known !== null) noticeProbing(process, input);
    } catch (unjournaled) {
      logBug(unjournaled, 'refusal');
    }
    return { ok: false, error: refusal };
  }
}

async function run(
  process: VaultProcess,
  handlers: AllHandlers,
  name: VaultCallName,
  input: unknown,
): Promise<unknown> {
  const spec: CallSpec = vaultContract[name];
  if (process.mode.kind !== 'main' && !answeredBy[process.mode.kind].includes(name)) throw new VaultError('notAllowed');
  if (spec.action !== 'public' && process.vault === null) throw new VaultError('notLoggedIn');
  if (process.ending || process.over) throw new VaultError('notLoggedIn');
  // Before parsing, so that a refusal says nothing about what the input should have been.
  authorise(process, spec, name);
  requireLongEnough(process, name);
  const parsed = spec.input.safeParse(input);
  if (!parsed.success) {
    const [field] = parsed.error.issues[0]?.path ?? [];
    throw new VaultError('invalidInput', typeof field === 'string' ? { field: field.slice(0, 40) } : {});
  }
  if (process.vault !== null) {
    catchUpBehind(process.vault);
    applyLapses(process.vault);
  }
  const before = process.vault?.commits ?? 0;
  // One table, two kinds of first parameter, told apart by `action`: the types of the table hold that, not this line.
  const handler = handlers[name] as (context: unknown, input: unknown) => unknown;
  const value = await handler(spec.action === 'public' ? process : contextOf(process), parsed.data);
  if (
    spec.journal === 'each' &&
    process.vault !== null &&
    process.vault.quarantine === null &&
    process.vault.commits === before
  ) {
    throw new Error(`${name} left no entry in the journal`);
  }
  // The last mask: what the contract does not name does not leave.
  const checked = spec.output.safeParse(value);
  if (!checked.success)
    throw new Error(
      `${name} answers what its contract does not name: ${checked.error.issues[0]?.path.join('.') ?? ''}`,
    );
  return checked.data;
}

function authorise(process: VaultProcess, spec: CallSpec, name: string): void {
  if (spec.action === 'public') return;
  if (spec.action === 'host') throw new VaultError('unknownCall');
  const { vault, preview } = process;
  if (vault === null) throw new VaultError('notLoggedIn');
  vault.tick();
  const { authority } = vault.chain;
  const { action } = spec;
  const may = (as: Viewer): boolean => action === 'session' || actionsOf(as, authority).includes(action);
  if (!may(vault.viewer)) throw new VaultError('notAllowed');
  if (preview === null) return;
  if (!may(preview)) throw new VaultError('notAllowed');
  if (!whilePreviewing.includes(name) && !readingActions.includes(action)) throw new VaultError('previewReadOnly');
}

function refusalOf(error: unknown, name: string): Refusal {
  if (error instanceof VaultError) return { code: error.code, params: { ...error.params } };
  const reference = randomBytes(4).toString('hex');
  logBug(error, `${Object.hasOwn(vaultContract, name) ? name : 'unknown'} ${reference}`);
  return { code: 'internal', reference };
}
