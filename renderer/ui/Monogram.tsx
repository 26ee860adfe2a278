import { Avatar } from '@mantine/core';
import { initialsOf } from './initials.ts';
import './Monogram.css';

const tones = 6;

function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % tones;
}

interface MonogramProps {
  readonly name: string;
  /** Diameter in pixels. */
  readonly size?: number;
}

/** The small round sign of a person beside their name; it says nothing the name does not. */
export function Monogram({ name, size = 20 }: MonogramProps) {
  return (
    <Avatar
      aria-hidden
      size={size}
      radius={size}
      className={`monogram monogram-${toneOf(name)}`}
      styles={{ placeholder: { fontSize: Math.max(9, Math.round(size * 0.4)) } }}
    >
      {initialsOf(name)}
    </Avatar>
  );
}
