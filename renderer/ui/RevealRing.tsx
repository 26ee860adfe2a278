import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './Protected.css';

const radius = 7;
const round = 2 * Math.PI * radius;

/** Milliseconds of a revealed value still left; never below 0. */
export function timeLeft(until: number, now: number): number {
  return Math.max(0, until - now);
}

interface RevealRingProps {
  /** When the value hides again, milliseconds since 1970. */
  readonly until: number;
  /** The whole time it was opened for, in milliseconds. */
  readonly length: number;
  /** Called once, when the time is over. */
  readonly onOver: () => void;
}

/** A thin ring that empties with the time left of a reveal. */
export function RevealRing({ until, length, onOver }: RevealRingProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(() => timeLeft(until, Date.now()));
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });
  useEffect(() => {
    const tick = () => {
      const now = timeLeft(until, Date.now());
      setLeft(now);
      if (now === 0) {
        clearInterval(timer);
        over.current();
      }
    };
    const timer = setInterval(tick, 1000);
    tick();
    return () => clearInterval(timer);
  }, [until]);

  const seconds = Math.ceil(left / 1000);
  const words = seconds > 60 ? t('minutesLeft', { minutes: Math.ceil(seconds / 60) }) : t('timeLeft', { seconds });
  return (
    <span className="reveal-ring" role="timer" aria-live="off">
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden>
        <circle className="reveal-ring-track" cx="9" cy="9" r={radius} fill="none" strokeWidth="2" />
        <circle
          className="reveal-ring-left"
          cx="9"
          cy="9"
          r={radius}
          fill="none"
          strokeWidth="2"
          strokeLinecap="round"
          strokeDasharray={round}
          strokeDashoffset={round * (1 - Math.min(1, left / length))}
        />
      </svg>
      <span className="num">{words}</span>
    </span>
  );
}
