import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconEye, IconKey, IconShieldFilled, IconShieldHalfFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Visible } from '#shared/domain/visible.ts';
import './Protected.css';

/** Which shield a value of this class carries; card and work carry none. */
export type Shield = 'contact' | 'restricted';

interface ShieldGlyphProps {
  readonly shield: Shield;
  readonly size?: number;
  /** Whether it is read out; not where words beside it say the same. */
  readonly named?: boolean;
}

/** The shape that stands for a protected class: half a shield for contact, a full one for restricted. */
export function ShieldGlyph({ shield, size = 14, named = true }: ShieldGlyphProps) {
  const { t } = useTranslation();
  const words = shield === 'contact' ? t('classContact') : t('classRestricted');
  const Glyph = shield === 'contact' ? IconShieldHalfFilled : IconShieldFilled;
  const heard = named ? ({ role: 'img', 'aria-label': words } as const) : ({ 'aria-hidden': true } as const);
  return <Glyph size={size} className={`shield shield-${shield}`} {...heard} />;
}

interface ProtectedProps {
  /** null: nothing on file. */
  readonly value: Visible<string> | null;
  /** What the value is, in words, for the button that shows it. */
  readonly label: string;
  readonly shield?: Shield;
  /** Given where the pill itself may reveal; else the eye is only a sign. */
  readonly onReveal?: () => void;
}

/** A value as this person may see it: the value, a quiet dotted pill with its mask, or nothing. */
export function Protected({ value, label, shield, onReveal }: ProtectedProps) {
  const { t } = useTranslation();
  if (value === null || value.kind === 'absent') return null;
  if (value.kind === 'clear') return <span className="protected-clear num">{value.value}</span>;
  const words = value.access === 'reveal' ? t('maskedReveal') : value.access === 'ask' ? t('maskedAsk') : t('masked');
  const inside = (heard: string) => (
    <>
      {shield && <ShieldGlyph shield={shield} size={12} />}
      <span className="protected-mask num" aria-hidden>
        {value.mask}
      </span>
      <span className="visually-hidden">{heard}</span>
      {value.access === 'reveal' && <IconEye size={14} aria-hidden />}
      {value.access === 'ask' && <IconKey size={14} aria-hidden />}
    </>
  );
  if (value.access === 'reveal' && onReveal) {
    const named = t('revealNamed', { name: label });
    return (
      <Tooltip label={named}>
        <UnstyledButton className="protected-pill protected-pill-open" onClick={onReveal}>
          {inside(named)}
        </UnstyledButton>
      </Tooltip>
    );
  }
  return <span className="protected-pill">{inside(words)}</span>;
}
