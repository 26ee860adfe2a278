import { Button, CopyButton, Text, Title } from '@mantine/core';
import { IconAlertOctagon, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { wordFor } from './details.ts';

/** What the check of the whole journal found: whole with its code, or broken at an entry. */
export function VerifyResult({ result }: { readonly result: Output<'journal.verify'> }) {
  const { t } = useTranslation('journal');
  const { whole, broken, entries, code } = result;
  if (!whole) {
    const sequence = broken?.sequence ?? 0;
    return (
      <section className="journal-broken" role="alert">
        <IconAlertOctagon size={28} aria-hidden />
        <div>
          <Title order={2}>{t('brokenTitle', { sequence })}</Title>
          <p>{t('brokenText', { reason: t(wordFor('reason', broken?.reason, 'reasonOther')) })}</p>
          {broken && <p>{t('brokenShow', { sequence })}</p>}
        </div>
      </section>
    );
  }
  return (
    <section className="journal-whole" role="status">
      <IconShieldCheck size={24} aria-hidden />
      <div className="journal-whole-words">
        <Text fw={600}>{t('wholeTitle')}</Text>
        <Text size="sm" c="dimmed">
          {t('wholeText', { entries })}
        </Text>
      </div>
      <div className="journal-code">
        <Text size="xs" c="dimmed" title={t('codeHint')}>
          {t('codeLabel')}
        </Text>
        <code>{code}</code>
      </div>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy}>
            {copied ? t('copied') : t('copyCode')}
          </Button>
        )}
      </CopyButton>
    </section>
  );
}
