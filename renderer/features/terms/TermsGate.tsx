import { Button, Checkbox, Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { lockNow } from '../../api/beforeLock.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TermsText } from './TermsText.tsx';
import './terms.css';

/**
 * Stands before the work screens at login for as long as this person has not signed the terms. Terms that change while
 * somebody works wait for their next login.
 */
export function TermsGate({ children }: { readonly children: ReactNode }) {
  const [passed, setPassed] = useState(false);
  const { data, isPending } = useRead('terms.mine', {}, { enabled: !passed });
  const terms = data?.due === true ? data.terms : null;
  // Where it cannot be known, work goes on: this is the program's doing, and no key hangs on it.
  const nothingDue = !isPending && terms === null;
  useEffect(() => {
    if (nothingDue) setPassed(true);
  }, [nothingDue]);
  if (passed || nothingDue) return children;
  if (terms === null) return null;
  return <Terms terms={terms} signed={data?.signed ?? null} onSigned={() => setPassed(true)} />;
}

interface TermsProps {
  readonly terms: NonNullable<Output<'terms.mine'>['terms']>;
  readonly signed: Output<'terms.mine'>['signed'];
  readonly onSigned: () => void;
}

function Terms({ terms, signed, onSigned }: TermsProps) {
  const { t, i18n } = useTranslation('terms');
  const words = useErrorWords();
  const { company } = useMe();
  const [read, setRead] = useState(false);
  const sign = useChange('terms.sign', { onDone: onSigned });
  const date = (at: number) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(at);
  return (
    <main className="terms-gate">
      <div className="terms-gate-page">
        <Text c="dimmed">{t('gateLead', { company })}</Text>
        {signed && <Text c="dimmed">{t('gateChanged', { version: signed.version, date: date(signed.at) })}</Text>}
        <div className="terms-gate-text" tabIndex={0} role="region" aria-label={t('title')}>
          <TermsText title={terms.title} text={terms.text} order={1} />
          <Text size="sm" c="dimmed">
            {t('versionOf', { version: terms.version, date: date(terms.published) })}
          </Text>
        </div>
        <form
          className="terms-gate-foot"
          onSubmit={(event) => {
            event.preventDefault();
            if (read && !sign.isPending) sign.mutate({ version: terms.version });
          }}
        >
          <Checkbox
            checked={read}
            onChange={(event) => setRead(event.currentTarget.checked)}
            label={t('read')}
            description={t('signHint')}
          />
          <ErrorNotice>{sign.error ? words(sign.error) : null}</ErrorNotice>
          <div className="terms-gate-buttons">
            <Button variant="subtle" color="gray" onClick={() => void lockNow()}>
              {t('lock')}
            </Button>
            <Button type="submit" disabled={!read} loading={sign.isPending}>
              {t('sign')}
            </Button>
          </div>
        </form>
      </div>
    </main>
  );
}
