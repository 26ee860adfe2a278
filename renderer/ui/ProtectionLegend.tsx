import { Popover, UnstyledButton } from '@mantine/core';
import { IconEye, IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
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
  const name = shield === 'contact' ? t('classContact') : t('classRestricted');
  return (
    <Popover width={340} position="bottom-start" shadow="md" withinPortal>
      <Popover.Target>
        <UnstyledButton className="legend-button" aria-label={t('legendOf', { name })} title={t('legend')}>
          <ShieldGlyph shield={shield} named={false} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('legend')}>
        <ProtectionLegend />
      </Popover.Dropdown>
    </Popover>
  );
}
