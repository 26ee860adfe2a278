import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copyText.ts';
import { QrCode } from './QrCode.tsx';
import './codeCard.css';

/** A one-time code to be passed on: to read, to copy, to photograph. */
export function CodeCard({ code }: { readonly code: string }) {
  const { t } = useTranslation('invites');
  const [copied, setCopied] = useState(false);
  return (
    <div className="code-card">
      <QrCode text={code} label={t('qr')} />
      <div>
        <code className="num">{code}</code>
        <Button
          variant="default"
          size="compact-sm"
          mt={8}
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => setCopied(copyText(code))}
        >
          {copied ? t('copied') : t('copy')}
        </Button>
      </div>
    </div>
  );
}
