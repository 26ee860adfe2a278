import { randomFillSync } from 'node:crypto';
import type { EventName, EventPayload } from '#shared/contract/events.ts';
import { type Id, idMaker } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { VaultError } from '#shared/errors.ts';
import type { VaultMode } from '#shared/protocol.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import type { OpenVault } from './session/openVault.ts';
import type { Db } from './store/open.ts';
import type { Projection } from './view/project.ts';

/** What the owner looks through while seeing what somebody else will see. */
export interface Preview {
  readonly user: Id;
  readonly name: string;
  readonly role: Role;
  readonly db: Db;
  readonly projection: Projection;
  readonly end: () => void;
}

/** One vault process: locked at first, one person's session from login on, gone at lock. */
export class VaultProcess {
  readonly mode: VaultMode;
  readonly folder: string;
  readonly host: Host;
  readonly clock: Clock;
  readonly appVersion: string;
  /** How long deriving a key from a password may take on this machine, in milliseconds. */
  readonly kdfBudget: number;
  readonly newId: () => Id;
  vault: OpenVault | null = null;
  preview: Preview | null = null;
  building = false;
  /** Settles when the view that is being built is full. */
  built: Promise<unknown> = Promise.resolve();
  ending = false;
  /** The session has to end: its view cannot be read any more (the next one builds it again), or its person is shut out. */
  mustEnd = false;
  /** The session was ended for good and only waits for the host to end the process: nothing is answered any more. */
  over = false;
  /** What features keep for as long as the session lives (open reveals, running imports), by feature. */
  readonly features = new Map<symbol, unknown>();
  /** Work that the end of the session waits for, at most a second. */
  readonly running = new Set<Promise<unknown>>();
  #checking: Promise<unknown> = Promise.resolve();

  constructor(parts: Pick<VaultProcess, 'mode' | 'folder' | 'host' | 'clock' | 'appVersion' | 'kdfBudget'>) {
    this.mode = parts.mode;
    this.folder = parts.folder;
    this.host = parts.host;
    this.clock = parts.clock;
    this.appVersion = parts.appVersion;
    this.kdfBudget = parts.kdfBudget;
    this.newId = idMaker(parts.clock.now, (bytes) => randomFillSync(bytes));
  }

  emit<N extends EventName>(name: N, payload: EventPayload<N>): void {
    this.host.send({ type: 'event', name, payload });
  }

  /**
   * Runs checks of passwords one after the other: the wait that a wrong one begins must hold for the next, however many
   * are sent at once.
   */
  oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#checking.then(work);
    this.#checking = next.catch(() => undefined);
    return next;
  }

  /** The state that a feature keeps in this process, made at first use. */
  state<T>(feature: symbol, make: () => T): T {
    if (!this.features.has(feature)) this.features.set(feature, make());
    return this.features.get(feature) as T;
  }
}

/** What a handler works with: the process, this person's open vault, and the view that answers reads. */
export interface Context {
  readonly process: VaultProcess;
  readonly vault: OpenVault;
  /** The person's own view, or the previewed one. */
  readonly view: Db;
  /** As whom reads are answered. */
  readonly viewer: { readonly user: Id; readonly role: Role };
}

export function contextOf(process: VaultProcess): Context {
  const { vault, preview } = process;
  if (vault === null) throw new VaultError('notLoggedIn');
  vault.tick();
  return {
    process,
    vault,
    view: preview === null ? vault.viewDb : preview.db,
    viewer: preview === null ? vault.viewer : { user: preview.user, role: preview.role },
  };
}
