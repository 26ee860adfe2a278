/** Milliseconds between two savings of a text that is being typed. */
export const draftPause = 1_500;

/** Saves a text while it is being typed: at most every `pause` milliseconds, and always the last state of it. */
export interface DraftSaver {
  readonly changed: (text: string) => void;
  /** Saves what is waiting, now. */
  readonly flush: () => void;
  /** Drops what is waiting (the text has become a note). */
  readonly drop: () => void;
}

export function createDraftSaver(save: (text: string) => void, pause = draftPause): DraftSaver {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waiting: string | null = null;

  function saveNow(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting === null) return;
    const text = waiting;
    waiting = null;
    save(text);
  }

  return {
    changed(text) {
      waiting = text;
      // A pause from the first letter on, not from the last: whoever types without a stop loses no more than this.
      timer ??= setTimeout(saveNow, pause);
    },
    flush: saveNow,
    drop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = null;
    },
  };
}
