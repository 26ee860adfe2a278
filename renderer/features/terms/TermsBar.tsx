import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import './terms.css';

/** On the page of people: who has not signed the terms yet, and the way to them. */
export function TermsBar({ onOpen }: { readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation('terms');
  const manages = useCan('staff.manage');
  const status = useRead('terms.status', {}, { enabled: manages }).data;
  if (!manages || !status || status.people.length === 0) return null;
  const waiting = status.people.filter(({ signed }) => signed === null);
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(waiting.map(({ name }) => name));
  return (
    <div className="terms-bar" data-waiting={(status.version !== null && waiting.length > 0) || undefined}>
      <IconSignature size={18} stroke={1.6} aria-hidden />
      <span className="terms-bar-words">
        {status.version === null
          ? t('noneYet')
          : waiting.length === 0
            ? t('allSigned')
            : t('waitingFor', { count: waiting.length, names })}
      </span>
      <Button size="compact-sm" variant="subtle" onClick={onOpen}>
        {status.version === null ? t('set') : t('title')}
      </Button>
    </div>
  );
}
