import { useEffect, useState } from 'react';
import { loadStrength, type Score, type Strength } from './strength.ts';

interface Rated {
  readonly score: Score | null;
  readonly words: readonly string[];
}

/** The strength of a password while it is typed. */
export function useStrength(password: string, known: readonly string[]): Rated {
  const [strength, setStrength] = useState<Strength | null>(null);
  const [score, setScore] = useState<Score | null>(null);
  useEffect(() => {
    let here = true;
    void loadStrength().then((loaded) => here && setStrength(loaded));
    return () => {
      here = false;
    };
  }, []);
  const list = known.join('\n');
  useEffect(() => {
    if (strength === null || password === '') setScore(null);
    else
      setScore(
        strength.rate(
          password,
          list.split('\n').filter((word) => word !== ''),
        ),
      );
  }, [strength, password, list]);
  return { score, words: strength?.words ?? [] };
}
