import { Avatar } from '@mantine/core';
import './Monogram.css';

const tones = 6;

/** One or two letters that stand for a person: the last two of a Chinese given name, else the initials. */
export function initialsOf(name: string): string {
  const trimmed = name.trim();
  if (/^\p{Script=Han}+$/u.test(trimmed)) return [...trimmed].slice(trimmed.length > 2 ? -2 : -1).join('');
  const words = trimmed.split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

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
