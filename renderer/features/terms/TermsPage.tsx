import { Button, Text, Title } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useRead } from '../../api/queries.ts';
import { useReadOnly } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Monogram } from '../../ui/Monogram.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { When } from '../../ui/When.tsx';
import { TermsEditor } from './TermsEditor.tsx';
import { TermsText } from './TermsText.tsx';
import './terms.css';

/** The owner's page about the terms: the text, its changes, and who has signed. */
export function TermsPage() {
  const { t, i18n } = useTranslation('terms');
  const words = useErrorWords();
  const readOnly = useReadOnly();
  const [editing, setEditing] = useState(false);
  const mine = useRead('terms.mine', {});
  const status = useRead('terms.status', {});
  const terms = mine.data?.terms ?? null;
  const date = (at: number) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(at);
  const writes = mine.data !== undefined && !readOnly && (editing || terms === null);
  return (
    <>
      <PageHeader
        title={t('title')}
        aside={terms ? t('versionOf', { version: terms.version, date: date(terms.published) }) : undefined}
        actions={
          terms &&
          !editing &&
          !readOnly && (
            <Button
              variant="default"
              leftSection={<IconSignature size={16} aria-hidden />}
              onClick={() => setEditing(true)}
            >
              {t('edit')}
            </Button>
          )
        }
      />
      <div className="terms-page" tabIndex={0} role="region" aria-label={t('title')}>
        <ErrorNotice>{mine.error ? words(mine.error) : status.error ? words(status.error) : null}</ErrorNotice>
        <Text c="dimmed" className="terms-lead">
          {t('lead')}
        </Text>
        <div className="terms-columns">
          {writes ? (
            <TermsEditor
              before={terms}
              onPublished={() => setEditing(false)}
              {...(terms ? { onLeave: () => setEditing(false) } : {})}
            />
          ) : (
            terms && <TermsText title={terms.title} text={terms.text} order={2} />
          )}
          {terms && status.data && <WhoSigned people={status.data.people} />}
        </div>
      </div>
    </>
  );
}

function WhoSigned({ people }: { readonly people: Output<'terms.status'>['people'] }) {
  const { t } = useTranslation('terms');
  return (
    <section className="terms-signed">
      <Title order={2}>{t('whoSigned')}</Title>
      <ul>
        {people.map(({ user, name, signed }) => (
          <li key={user} data-waiting={signed === null || undefined}>
            <Monogram name={name} />
            <span className="terms-signed-name">{name}</span>
            {signed === null ? <span>{t('waiting')}</span> : <When at={signed} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
