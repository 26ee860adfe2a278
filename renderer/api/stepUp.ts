import type { Refused } from './call.ts';

/** Asks the person at the screen for a code; `wrong` is the refusal of the one before. Null: they gave up. */
type AskForCode = (wrong: Refused | null) => Promise<string | null>;

let ask: AskForCode | null = null;

/** Names who asks for codes in this window; answers the function that takes it back. */
export function onCodeNeeded(asker: AskForCode): () => void {
  ask = asker;
  return () => {
    if (ask === asker) ask = null;
  };
}

/** Has a code asked for and given until one fits; whether one did. */
export async function stepUp(give: (code: string) => Promise<Refused | null>): Promise<boolean> {
  let wrong: Refused | null = null;
  for (;;) {
    const code: string | null = ask === null ? null : await ask(wrong);
    if (code === null) return false;
    wrong = await give(code);
    if (wrong === null) return true;
  }
}
