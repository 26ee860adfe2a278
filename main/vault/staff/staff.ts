import type { Output, Parsed } from '#shared/contract/index.ts';
import type { staffContract } from '#shared/contract/staff.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { addBook, emptyPlan, grantExisting, planWorksFor } from '../books/books.ts';
import type { Handlers } from '../handlers.ts';
import { type SecretKey, openSealed, randomBytes, sealTo } from '../keys/crypto.ts';
import { type Header, sealName, writeHeader } from '../keys/header.ts';
import type { Slot } from '../keys/slot.ts';
import type { Context } from '../process.ts';
import { type Enrolled, takeEnrolment } from '../session/enrolment.ts';
import { type Retyped, retype, wipeRetyped } from '../session/password.ts';
import { commit } from '../store/commit.ts';
import { list } from './list.ts';
import { endPreview, startPreview } from './preview.ts';
import { staffStatements } from './staff.sql.ts';

export const staff = {
  'staff.list': list,
  'staff.invite': invite,
  'staff.certify': certify,
  'staff.cancelInvite': ({ process }, { token }) => {
    invited(process).delete(token);
    return { done: true };
  },
  'staff.setWorksFor': setWorksFor,
  'staff.previewStart': startPreview,
  'staff.previewEnd': endPreview,
} satisfies Handlers<typeof staffContract>;

interface Invited {
  readonly user: Id;
  readonly name: string;
  readonly role: Parsed<'staff.invite'>['role'];
  readonly worksFor: Id | null;
}
const invitedKey = Symbol('invited');
function invited(process: Context['process']): Map<string, Invited> {
  return process.state(invitedKey, () => new Map<string, Invited>());
}

function requireManager({ vault }: Context, manager: Id | null): void {
  if (manager === null) return;
  if (vault.chain.authority.person(manager)?.role !== 'manager') throw new VaultError('managerInvalid');
}

/** Offers an invitation to the host; the newcomer answers it in a window and a process of their own. */
async function invite(
  context: Context,
  { name, role, worksFor }: Parsed<'staff.invite'>,
): Promise<Output<'staff.invite'>> {
  const { process, vault, view } = context;
  requireManager(context, role === 'salesperson' || role === 'service' ? worksFor : null);
  if (
    staffStatements(view)
      .names.all()
      .some((known) => known.name === name)
  )
    throw new VaultError('nameTaken');
  const root = vault.chain.authority.root;
  if (root === null) throw new VaultError('vaultDamaged');
  const token = randomBytes(24).toString('base64url');
  const user = process.newId();
  await process.host.ask('invitation.offer', {
    token,
    vault: vault.id,
    user,
    rootPublic: Buffer.from(root).toString('base64url'),
    name,
    role,
    purpose: 'join',
    version: 1,
  });
  invited(process).set(token, {
    user,
    name,
    role,
    worksFor: role === 'salesperson' || role === 'service' ? worksFor : null,
  });
  return { token };
}

/**
 * Certifies a newcomer's keys with ROOT: the person, their books, their rights and the keys that go with them, in one
 * entry. The header gets the slot first: a slot that no entry names opens nothing.
 */
async function certify(
  context: Context,
  { token, password }: Parsed<'staff.certify'>,
): Promise<Output<'staff.certify'>> {
  const { process } = context;
  const found = invited(process).get(token);
  if (found === undefined) throw new VaultError('invitationUnknown');
  // The password first: an enrolment can be taken only once.
  const retyped = await retype(context, password);
  try {
    if (retyped.root === null) throw new VaultError('notAllowed');
    const keys = await takeEnrolment(context, { token, user: found.user, version: 1 });
    addSlot(context, retyped, found, keys);
    try {
      commitCertificate(context, retyped.root, found, keys);
    } catch (error) {
      writeHeader(process.folder, retyped.header);
      throw error;
    }
    invited(process).delete(token);
    return { user: found.user };
  } finally {
    wipeRetyped(retyped);
  }
}

function addSlot({ process, vault }: Context, retyped: Retyped, found: Invited, keys: Enrolled): void {
  const databaseKey: SecretKey | null = openSealed(vault.keys.box, retyped.slot.database);
  if (databaseKey === null) throw new VaultError('slotRefused');
  const slot: Slot = {
    ...keys.slot,
    database: sealTo(keys.box, databaseKey.bytes),
    name: sealName(retyped.device.secret, vault.id, found.user, found.name),
  };
  databaseKey.wipe();
  const header: Header = { ...retyped.header, slots: [...retyped.header.slots, slot] };
  writeHeader(process.folder, header);
}

function commitCertificate({ process, vault }: Context, root: SecretKey, found: Invited, keys: Enrolled): void {
  const { authority } = vault.chain;
  const cards = authority.policy?.cards ?? 'private';
  const recovery = authority.recovery ?? new Uint8Array();
  const newcomer = { user: found.user, role: found.role, box: keys.box };
  const plan = emptyPlan();
  plan.items.push({ t: 'certificate', user: found.user, role: found.role, sign: keys.sign, box: keys.box, slot: 1 });
  if (found.worksFor !== null) plan.items.push({ t: 'worksFor', user: found.user, manager: found.worksFor });
  grantExisting(plan, vault.ring, authority, newcomer, cards);
  const holders = authority.active().map(({ user, role, box }) => ({ user, role, box }));
  for (const kind of found.role === 'salesperson' || found.role === 'manager'
    ? (['person', 'desk'] as const)
    : (['desk'] as const)) {
    const book = { book: process.newId(), kind, person: found.user };
    addBook(plan, vault.ring, book, [...holders, newcomer], recovery, { manager: found.worksFor, cards });
  }
  const office = authority.bookOf('office');
  if (office === undefined) throw new VaultError('vaultDamaged');
  commit(vault, {
    kind: 'staff.certify',
    objects: [found.user],
    details: { role: found.role },
    items: plan.items,
    sealedKeys: plan.sealedKeys,
    root,
    subjects: [
      {
        id: found.user,
        kind: 'person',
        books: [office.book],
        rows: [{ record: found.user, kind: 'person', class: 'card', payload: { name: found.name } }],
      },
    ],
  });
}

async function setWorksFor(
  context: Context,
  { user, manager, password }: Parsed<'staff.setWorksFor'>,
): Promise<Output<'staff.setWorksFor'>> {
  const { vault } = context;
  requireManager(context, manager);
  const person = vault.chain.authority.person(user);
  if (person === undefined || person.role === 'owner' || person.role === 'manager')
    throw new VaultError('managerInvalid');
  const retyped = await retype(context, password);
  try {
    if (retyped.root === null) throw new VaultError('notAllowed');
    const plan = emptyPlan();
    planWorksFor(plan, vault.ring, vault.chain.authority, user, manager);
    commit(vault, {
      kind: 'staff.worksFor',
      objects: manager === null ? [user] : [user, manager],
      items: plan.items,
      sealedKeys: plan.sealedKeys,
      root: retyped.root,
    });
    return { done: true };
  } finally {
    wipeRetyped(retyped);
  }
}
