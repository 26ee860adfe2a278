import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { CodeField } from './CodeField.tsx';

interface FactorSetupProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A QR code for the telephone, its first code back, and then ten codes for paper. */
export function FactorSetup({ onDone, onClose }: FactorSetupProps) {
  const { t } = useTranslation(['logins', 'common']);
  const words = useErrorWords();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const begin = useChange('logins.factorBegin');
  const confirm = useChange('logins.factorConfirm', { onDone });
  const { mutate: start } = begin;
  useEffect(() => start({}), [start]);
  if (confirm.data) {
    return (
      <Stack gap="sm" role="status">
        <Text>{t('codesHint')}</Text>
        <ol className="recovery-codes num">
          {confirm.data.codes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ol>
        <Group>
          <Button onClick={onClose}>{t('codesWritten')}</Button>
        </Group>
      </Stack>
    );
  }
  const ready = code.trim().length >= 6 && password !== '';
  return (
    <form
      className="own-login"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) confirm.mutate({ code, password });
      }}
    >
      {begin.data && (
        <div className="factor-qr">
          <QrCode text={begin.data.uri} label={t('qrLabel')} />
          <div>
            <Text size="sm">{t('qrHint')}</Text>
            <code className="factor-secret">{begin.data.secret.replace(/.{4}/g, '$& ').trim()}</code>
          </div>
        </div>
      )}
      <CodeField value={code} onText={setCode} description={t('firstCode')} autoFocus />
      <PasswordField value={password} onText={setPassword} />
      <ErrorNotice>{begin.error ? words(begin.error) : confirm.error ? words(confirm.error) : null}</ErrorNotice>
      <Group>
        <Button type="submit" disabled={!ready} loading={confirm.isPending}>
          {t('factorConfirm')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </Group>
    </form>
  );
}
