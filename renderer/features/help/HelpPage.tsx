import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cannotStop } from '#shared/domain/enforcement.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProtectionLegend } from '../../ui/ProtectionLegend.tsx';
import { EnforcementTable } from './EnforcementTable.tsx';
import './help.css';

interface HelpPageProps {
  /** Every key there is. */
  readonly keys: ReactNode;
  /** The firm's terms, to be read again. */
  readonly terms: ReactNode;
}

/** Keys, signs, and what can be relied on: one page to read. */
export function HelpPage({ keys, terms }: HelpPageProps) {
  const { t } = useTranslation('help');
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')} />
      <div className="help" tabIndex={0} role="region" aria-label={t('title')}>
        <section>
          <Title order={2}>{t('keysTitle')}</Title>
          {keys}
        </section>
        <section>
          <Title order={2}>{t('signsTitle')}</Title>
          <ProtectionLegend />
        </section>
        {terms}
        <section>
          <Title order={2}>{t('enforcedTitle')}</Title>
          <Text c="dimmed">{t('enforcedLead')}</Text>
          <EnforcementTable />
        </section>
        <section>
          <Title order={2}>{t('cannotTitle')}</Title>
          <Text c="dimmed">{t('cannotLead')}</Text>
          <ul className="help-cannot">
            {cannotStop.map((id) => (
              <li key={id}>{t(`cannot_${id}`)}</li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
