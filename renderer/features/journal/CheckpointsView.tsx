import { Button, Modal, Text, Title } from '@mantine/core';
import { IconDeviceFloppy, IconPrinter, IconShieldOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CheckpointSheet, type MadeCheckpoint } from './CheckpointSheet.tsx';
import { CheckpointTable } from './CheckpointTable.tsx';
import { CompareCheckpoint } from './CompareCheckpoint.tsx';
import { dayText } from './spans.ts';
import './checkpoints.css';

/** Where the journal ends, for paper and USB stick: made, listed, and held against the journal later. */
export function CheckpointsView() {
  const { t } = useTranslation(['checkpoints', 'common']);
  const words = useErrorWords();
  const { quarantine, previewing } = useMe();
  const list = useRead('journal.checkpoints', {});
  const [made, setMade] = useState<MadeCheckpoint | null>(null);
  const [picking, setPicking] = useState(false);
  const [file, setFile] = useState<string | null>(null);
  const make = useChange('journal.checkpoint', {
    onDone: (checkpoint, { token }) => setMade({ ...checkpoint, file: token === null ? null : file }),
  });
  const toFile = async () => {
    setPicking(true);
    try {
      const picked = await call('host.pickSave', { suggestedName: `journal-code-${dayText(Date.now())}.txt` });
      if (picked === null) return;
      setFile(picked.name);
      make.mutate({ token: picked.token });
    } finally {
      setPicking(false);
    }
  };
  const error = make.error ?? list.error;
  return (
    <div className="journal-scroll" tabIndex={0} role="region" aria-label={t('tab')}>
      <Text className="journal-lead">{t('lead')}</Text>
      {quarantine === null && previewing === null && (
        <div className="journal-span">
          <Button
            leftSection={<IconPrinter size={16} aria-hidden />}
            loading={make.isPending}
            onClick={() => make.mutate({ token: null })}
          >
            {t('onPaper')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            loading={picking}
            disabled={make.isPending}
            onClick={() => void toFile()}
          >
            {t('asFile')}
          </Button>
        </div>
      )}
      <ErrorNotice>{error ? words(error) : null}</ErrorNotice>
      {previewing === null && <CompareCheckpoint />}
      <section className="checkpoint-part" aria-labelledby="checkpoints-made">
        <Title order={2} id="checkpoints-made">
          {t('madeTitle')}
        </Title>
        {list.data?.made.length === 0 && (
          <EmptyState icon={<IconShieldOff size={36} stroke={1.4} />} title={t('noneTitle')}>
            {t('noneText')}
          </EmptyState>
        )}
        {list.data && list.data.made.length > 0 && <CheckpointTable {...list.data} />}
      </section>
      <Modal
        opened={made !== null}
        size={520}
        onClose={() => setMade(null)}
        title={t('sheetTitle')}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        {made && <CheckpointSheet made={made} onClose={() => setMade(null)} />}
      </Modal>
    </div>
  );
}
