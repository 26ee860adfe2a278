import { onBeforeLock } from './beforeLock.ts';
import { call } from './call.ts';
import { type Me, setMe, useSession } from './session.ts';

/** One feature's share of where the person is. `restore` gets what `read` gave at an earlier time, or nothing. */
interface PlacePart {
  readonly read: () => unknown;
  readonly restore: (kept: unknown) => void;
}

const parts = new Map<string, PlacePart>();
/** Milliseconds from a step to its being kept. */
const pause = 700;
let timer: ReturnType<typeof setTimeout> | null = null;

/** Adds a share to the place that is kept through lock, sealed on the person's own desk. */
export function keepInPlace(name: string, part: PlacePart): void {
  parts.set(name, part);
}

/** Whether this session keeps a place: the person's own, and they have a desk. */
function keeps(me: Me | null): boolean {
  return me !== null && me.previewing === null && me.quarantine === null && me.actions.includes('drafts.write');
}

/** The person has moved: the new place is kept shortly after. */
export function placeMoved(): void {
  timer ??= setTimeout(() => void keepNow(), pause);
}

async function keepNow(): Promise<void> {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  if (!keeps(useSession.getState().me)) return;
  const text = JSON.stringify(Object.fromEntries([...parts].map(([name, part]) => [name, part.read()])));
  // Too much to keep is nothing that anybody would miss.
  await call('session.keepPlace', { text }).catch(() => undefined);
}

onBeforeLock(keepNow);

/** Opens this window's session, with the person back where they were. */
export async function enter(me: Me): Promise<void> {
  const kept = keeps(me) ? await keptPlace() : {};
  setMe(me);
  // After the session is there: whatever belonged to the former one has been forgotten by now.
  for (const [name, part] of parts) part.restore(Object.hasOwn(kept, name) ? kept[name] : undefined);
}

async function keptPlace(): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { text } = await call('session.place', {});
    const parsed: unknown = JSON.parse(text ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
