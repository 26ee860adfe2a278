import { Button, CopyButton, Text } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { showRefusal } from '../../ui/undoToast.tsx';
import { useJournalPlace } from './journalPlace.ts';
import { dayText } from './spans.ts';

/** Saves the whole journal as a signed file, which anybody can check who knows the owner's public key. */
export function SaveJournal() {
  const { t } = useTranslation('journal');
  const words = useErrorWords();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    try {
      const picked = await call('host.pickSave', { suggestedName: `journal-${dayText(Date.now())}.coffer` });
      if (!picked) return;
      setSaving(true);
      const saved = await call('journal.exportFile', { token: picked.token });
      useJournalPlace.setState({ saved: { ...saved, name: picked.name } });
    } catch (error) {
      showRefusal(words(error));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button
      variant="default"
      leftSection={<IconFileCertificate size={16} aria-hidden />}
      loading={saving}
      title={t('saveFileHint')}
      onClick={() => void save()}
    >
      {t('saveFile')}
    </Button>
  );
}

/** What was saved, and the key that checks it: it is worth most where it was noted apart from the file. */
export function SavedJournal({ saved }: { readonly saved: Output<'journal.exportFile'> & { readonly name: string } }) {
  const { t } = useTranslation('journal');
  return (
    <section className="journal-whole" role="status">
      <IconFileCertificate size={24} aria-hidden />
      <div className="journal-whole-words">
        <Text fw={600}>{t('savedFile', { name: saved.name, entries: saved.entries })}</Text>
        <Text size="sm" c="dimmed">
          {t('savedFileHint')}
        </Text>
        <div className="journal-code">
          <code>{saved.root}</code>
        </div>
      </div>
      <CopyButton value={saved.root}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy}>
            {copied ? t('copied') : t('copyKey')}
          </Button>
        )}
      </CopyButton>
    </section>
  );
}
