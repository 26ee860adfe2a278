import type { Page } from '@playwright/test';
import type { CallName, EventName, EventPayload, Input, Output } from '#shared/contract/index.ts';
import type { Reply } from '#shared/protocol.ts';

interface Bridge {
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

/** The next event of that name. Await the first promise before causing it, the second after. */
export async function listen<N extends EventName>(page: Page, name: N): Promise<() => Promise<EventPayload<N>>> {
  const key = `heard-${name}-${Math.random()}`;
  await page.evaluate(
    ([event, place]) => {
      const { coffer } = window as unknown as { coffer: Bridge };
      const heard = new Promise((resolve) => coffer.on(event, resolve));
      Reflect.set(window, place, heard);
    },
    [name, key] as const,
  );
  return () =>
    page.evaluate((place) => Reflect.get(window, place) as Promise<unknown>, key) as Promise<EventPayload<N>>;
}
