interface Person {
  readonly user: string;
}

/** Who is chosen when the login screen opens: whoever was here last, or the only one there is. */
export function firstChosen(people: readonly Person[], lastUser: string | null): string | null {
  if (people.some(({ user }) => user === lastUser)) return lastUser;
  return people.length === 1 ? (people[0]?.user ?? null) : null;
}

/** Whom an arrow key goes to from `user`, around the ends; null for other keys. */
export function neighbour(people: readonly Person[], user: string | null, key: string): string | null {
  const step = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || people.length === 0) return null;
  const at = people.findIndex((person) => person.user === user);
  if (at === -1) return people[0]?.user ?? null;
  return people[(at + step + people.length) % people.length]?.user ?? null;
}

/** The letter or character that a key types; null for keys that type none. What an input method holds back is read by its place. */
export function letterOf({ key, code }: { readonly key: string; readonly code: string }): string | null {
  if (key === 'Process' || key === 'Unidentified') return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null;
  return [...key].length === 1 && key !== ' ' ? key.toLowerCase() : null;
}

interface Named extends Person {
  readonly name: string;
}

/** Milliseconds after which the next letter begins a new name. */
const pause = 1_200;

/** Finds people by what is typed at their faces: the beginning of a name, of one of its words, or of how it is read. */
export function createFinder(): (people: readonly Named[], letter: string, now: number) => Promise<string | null> {
  let typed = '';
  let last = 0;
  return async (people, letter, now) => {
    typed = now - last > pause ? letter : typed + letter;
    last = now;
    const wanted = typed;
    const { readings } = await import('#shared/domain/pinyin.ts');
    return (
      people.find(({ name }) => spellings(name, readings).some((spelling) => spelling.startsWith(wanted)))?.user ?? null
    );
  };
}

function spellings(name: string, readings: (run: string) => readonly (readonly string[])[]): string[] {
  const plain = name.trim().toLowerCase();
  const words = plain.split(/\s+/);
  const read = /^\p{Script=Han}+$/u.test(plain) ? readings(plain) : [];
  const given = [...plain].slice(1).join('');
  return [
    plain,
    ...words,
    ...(read.length > 0 && given !== '' ? [given] : []),
    ...read.flatMap((syllables) => [syllables.join(''), syllables.map((syllable) => syllable.charAt(0)).join('')]),
  ];
}
