import { existsSync } from 'node:fs';
import { encode } from 'cborg';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { minimumPasswordLength } from '../access/policy.ts';
import { SecretKey, sign } from '../keys/crypto.ts';
import { headerPath, previousHeaderPath, readHeader } from '../keys/header.ts';
import { calibrate } from '../keys/kdf.ts';
import { personKeys, sealSlot, userKey, wipePersonKeys } from '../keys/slot.ts';
import type { VaultProcess } from '../process.ts';
import { requireLength } from '../session/create.ts';
import { readDevice, wipeDevice } from '../session/device.ts';
import { enrolmentMessage } from '../session/enrol.ts';
import { fileNameOf, keyOfCode } from './code.ts';
import { readInvite, writeInvite } from './files.ts';
import { type Answer, type Offer, inviteIdOf, openAnswer, openOffer, sealAnswer, sixNumbers } from './offer.ts';

interface Found {
  readonly vault: Id;
  readonly key: SecretKey;
  readonly file: Id;
  readonly offer: Offer;
  readonly answer: Answer | null;
}

/** What a code leads to beside the vault; throws `inviteUnreadable`, `inviteUnknown`, `inviteTouched`, `inviteExpired`. */
function find(process: VaultProcess, code: string): Found {
  if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
  const { folder, clock } = process;
  const { vault } = readHeader(existsSync(headerPath(folder)) ? headerPath(folder) : previousHeaderPath(folder));
  const key = keyOfCode(vault, code);
  try {
    const file = fileNameOf(key, vault);
    const sealed = readInvite(folder, file, 'offer');
    if (sealed === null) throw new VaultError('inviteUnknown');
    const offer = openOffer(key, vault, sealed);
    const given = readInvite(folder, file, 'answer');
    const answer = given === null ? null : openAnswer(key, vault, given);
    if (answer === null && clock.now() > offer.until) throw new VaultError('inviteExpired');
    return { vault, key, file, offer, answer };
  } catch (error) {
    key.wipe();
    throw error;
  }
}

/** What the login screen greets a newcomer with; afterwards it is the page on which they wait for the owner. */
export function openInvite(process: VaultProcess, { code }: Parsed<'invites.open'>): Output<'invites.open'> {
  const { vault, key, offer, answer } = find(process, code);
  key.wipe();
  const { name, role, company, until, locale } = offer;
  const words = answer === null ? null : sixNumbers(vault, offer, answer);
  return { name, role, company, until, locale, words, minimumLength: minimumPasswordLength(role) };
}

/** Sets the newcomer's password. A code is answered once: whoever comes second is told so, and the owner sees one answer only. */
export async function answerInvite(
  process: VaultProcess,
  { code, password }: Parsed<'invites.answer'>,
): Promise<Output<'invites.answer'>> {
  const { vault, key, file, offer, answer } = find(process, code);
  try {
    if (answer !== null) throw new VaultError('inviteUsed');
    requireLength(password, offer.role);
    const made = await makeKeys(process, vault, inviteIdOf(key, vault, offer), offer, password);
    // Keys take a while to make: somebody may have been quicker.
    if (readInvite(process.folder, file, 'answer') !== null) throw new VaultError('inviteUsed');
    writeInvite(process.folder, file, 'answer', sealAnswer(key, vault, made));
    return { words: sixNumbers(vault, offer, made), locale: offer.locale };
  } finally {
    key.wipe();
  }
}

async function makeKeys(
  process: VaultProcess,
  vault: Id,
  token: Id,
  { user, root }: Offer,
  password: string,
): Promise<Answer> {
  const device = await readDevice(process, vault);
  const keys = personKeys(SecretKey.random());
  const kdf = calibrate(() => performance.now(), process.kdfBudget);
  const naming = { vault, user, version: 1 };
  const ukek = userKey(device.secret, naming, password, kdf);
  wipeDevice(device);
  const slot = sealSlot(ukek, naming, kdf, {
    seed: keys.seed,
    next: null,
    rootPublic: root,
    root: null,
    recovery: null,
  });
  ukek.wipe();
  const message = enrolmentMessage({ vault, user, token }, keys.sign.publicKey, keys.box.publicKey);
  const made = {
    slot: encode(slot),
    sign: Buffer.from(keys.sign.publicKey),
    box: Buffer.from(keys.box.publicKey),
    proof: sign(keys.sign.secret, 'enrolment', message),
    at: process.clock.now(),
  };
  wipePersonKeys(keys);
  return made;
}
