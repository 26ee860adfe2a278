import type { Page } from '@playwright/test';
import type { CallName, EventName, EventPayload, Input, Output } from '#shared/contract/index.ts';
import type { Reply } from '#shared/protocol.ts';

/** What the preload gives to the page. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Reply>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}

/** A call of the page's own bridge, as its scripts make it: the reply as it came. */
export function reply(page: Page, name: string, input: unknown): Promise<Reply> {
  return page.evaluate(([one, given]) => (window as unknown as { coffer: Bridge }).coffer.call(one as string, given), [
    name,
    input,
  ] as const);
}

/** The same, for calls that must succeed. */
export async function call<N extends CallName>(page: Page, name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await reply(page, name, input);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value as Output<N>;
}

/** The next event of that name, also when the page goes away with it. Start before causing it, await the result after. */
export async function listen<N extends EventName>(page: Page, name: N): Promise<() => Promise<EventPayload<N>>> {
  const key = `heard${Math.random().toString(36).slice(2)}`;
  let tell: (payload: EventPayload<N>) => void = () => {};
  const heard = new Promise<EventPayload<N>>((resolve) => {
    tell = resolve;
  });
  await page.exposeFunction(key, tell);
  await page.evaluate(
    ([event, place]) => {
      const { coffer } = window as unknown as { coffer: Bridge };
      coffer.on(event, Reflect.get(window, place) as (payload: unknown) => void);
    },
    [name, key] as const,
  );
  return () => heard;
}

/** Does what ends the session of a main window; the reason, once the page has started anew. */
export async function sessionEndedBy(page: Page, cause: () => Promise<unknown> | void): Promise<string> {
  const ended = await listen(page, 'session.ended');
  const again = page.waitForEvent('load');
  // The page may go away before the answer to its own call arrives.
  await Promise.resolve(cause()).catch(() => null);
  const { reason } = await ended();
  await again;
  return reason;
}
