import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCopy, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useMe } from '../../api/session.ts';
import { copyText } from '../../ui/copyText.ts';
import { PrintSheet, printSheet } from '../../ui/PrintSheet.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { exactWords } from '../../ui/When.tsx';

/** One that was just made; `file`: the name of the file that it was saved as. */
export type MadeCheckpoint = Output<'journal.checkpoint'> & { readonly file: string | null };

interface CheckpointSheetProps {
  readonly made: MadeCheckpoint;
  readonly onClose: () => void;
}

/** Number and code of where the journal ends, to be printed, photographed or copied. */
export function CheckpointSheet({ made: { sequence, at, code, file }, onClose }: CheckpointSheetProps) {
  const { t, i18n } = useTranslation(['checkpoints', 'common']);
  const { company, name } = useMe();
  const [copied, setCopied] = useState(false);
  const text = `${sequence} ${code}`;
  return (
    <Stack>
      {file !== null && <Text role="status">{t('sheetSaved', { name: file })}</Text>}
      <PrintSheet label={t('sheetTitle')}>
        <h2>{t('sheetTitle')}</h2>
        <p>{t('sheetOf', { company, at: exactWords(at, i18n.language), name })}</p>
        <div className="checkpoint-code">
          <div>
            <strong>{t('sheetEntry', { sequence: String(sequence) })}</strong>
            <code>
              {code.split(' ').map((group, i) => (
                <span key={i}>{group} </span>
              ))}
            </code>
          </div>
          <QrCode text={text} label={t('sheetQr')} />
        </div>
        <p>{t('sheetUse', { tab: t('tab') })}</p>
      </PrintSheet>
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => setCopied(copyText(text))}
        >
          {copied ? t('copied') : t('copy')}
        </Button>
        <Button
          variant={file === null ? 'filled' : 'default'}
          data-autofocus={file === null || undefined}
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={printSheet}
        >
          {t('print')}
        </Button>
        <Button
          variant={file === null ? 'default' : 'filled'}
          data-autofocus={file !== null || undefined}
          onClick={onClose}
        >
          {t('common:close')}
        </Button>
      </Group>
    </Stack>
  );
}
