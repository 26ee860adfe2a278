import { Popover, UnstyledButton } from '@mantine/core';
import { IconEye, IconKey } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ShieldGlyph, type Shield } from './Protected.tsx';
import './Protected.css';

/** The signs of protection, each with what it means. */
export function ProtectionLegend() {
  const { t } = useTranslation();
  const signs: readonly (readonly [ReactNode, string])[] = [
    [<ShieldGlyph key="contact" shield="contact" size={16} named={false} />, t('legendContact')],
    [<ShieldGlyph key="restricted" shield="restricted" size={16} named={false} />, t('legendRestricted')],
    [
      <span key="mask" className="protected-pill">
        ••••
      </span>,
      t('legendMask'),
    ],
    [<IconEye key="eye" size={16} />, t('legendEye')],
    [<IconKey key="key" size={16} />, t('legendKey')],
    [<span key="ring" className="legend-ring" />, t('legendRing')],
  ];
  return (
    <ul className="legend">
      {signs.map(([sign, meaning]) => (
        <li key={meaning}>
          <span className="legend-sign" aria-hidden>
            {sign}
          </span>
          {meaning}
        </li>
      ))}
    </ul>
  );
}

/** The shield of a class beside its heading; a click tells what the signs mean. */
export function ShieldWithLegend({ shield }: { readonly shield: Shield }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // One level only: the page must not take the same key for itself.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [open]);
  const name = shield === 'contact' ? t('classContact') : t('classRestricted');
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      closeOnEscape={false}
      width={340}
      position="bottom-start"
      shadow="md"
      withinPortal
    >
      <Popover.Target>
        <UnstyledButton
          className="legend-button"
          aria-label={t('legendOf', { name })}
          title={t('legend')}
          onClick={() => setOpen(!open)}
        >
          <ShieldGlyph shield={shield} named={false} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('legend')}>
        <ProtectionLegend />
      </Popover.Dropdown>
    </Popover>
  );
}
