import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { TermsText } from './TermsText.tsx';
import './terms.css';

/** In Help: the terms to be read again, and when this person signed them. */
export function TermsSection() {
  const { t, i18n } = useTranslation('terms');
  const { role } = useMe();
  const mine = useRead('terms.mine', {}).data;
  const date = (at: number) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(at);
  if (!mine) return null;
  const { terms, signed } = mine;
  return (
    <section>
      <Title order={2}>{t('title')}</Title>
      {terms === null ? (
        <Text c="dimmed">{t('helpNone')}</Text>
      ) : (
        <>
          <Text c="dimmed">
            {t('versionOf', { version: terms.version, date: date(terms.published) })}{' '}
            {signed?.version === terms.version
              ? t('signedOn', { date: date(signed.at) })
              : t(role === 'owner' ? 'ownerNeedNot' : 'notSigned')}
          </Text>
          <details className="terms-details">
            <summary>{t('show')}</summary>
            <TermsText title={terms.title} text={terms.text} order={3} />
          </details>
        </>
      )}
    </section>
  );
}
