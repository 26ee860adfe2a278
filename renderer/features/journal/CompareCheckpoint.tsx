import { Button, Text, Textarea, Title } from '@mantine/core';
import { IconAlertOctagon, IconFolderOpen, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefused, call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { exactWords } from '../../ui/When.tsx';
import { type Compared, comparedWords } from './comparedWords.ts';

/** Holds the journal against what was kept outside: typed from paper, pasted, or read from a file. */
export function CompareCheckpoint() {
  const { t } = useTranslation('checkpoints');
  const words = useErrorWords();
  const [kept, setKept] = useState('');
  const [unread, setUnread] = useState<string | null>(null);
  const [file, setFile] = useState<string | null>(null);
  const compare = useChange('journal.compare');
  const submit = (text: string, from: string | null = null) => {
    setUnread(null);
    setFile(from);
    if (text.trim() !== '') compare.mutate({ kept: text.slice(0, 2_000) });
  };
  const open = async () => {
    try {
      const picked = await call('host.pickText', {});
      if (picked === null) return;
      setKept('');
      submit(picked.text, picked.name);
    } catch (error) {
      compare.reset();
      setUnread(words(asRefused(error)));
    }
  };
  const refused = compare.error ? words(compare.error) : unread;
  return (
    <section className="checkpoint-part" aria-labelledby="checkpoint-compare">
      <Title order={2} id="checkpoint-compare">
        {t('compareTitle')}
      </Title>
      <form
        className="checkpoint-compare"
        onSubmit={(event) => {
          event.preventDefault();
          submit(kept);
        }}
      >
        <Textarea
          label={t('compareLabel')}
          description={t('compareHint')}
          value={kept}
          onChange={(event) => {
            setKept(event.currentTarget.value);
            compare.reset();
            setUnread(null);
          }}
          onKeyDown={(event) => {
            // Number and code are one line; in a pasted file Enter is seldom meant.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit(kept);
          }}
          autosize
          minRows={1}
          maxRows={6}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: 'checkpoint-field' }}
        />
        <div className="journal-span">
          <Button type="submit" disabled={kept.trim() === ''} loading={compare.isPending}>
            {t('compare')}
          </Button>
          <Button variant="default" leftSection={<IconFolderOpen size={16} aria-hidden />} onClick={() => void open()}>
            {t('openFile')}
          </Button>
        </div>
      </form>
      <ErrorNotice>{refused}</ErrorNotice>
      {compare.data && <Answer answer={compare.data} file={file} />}
    </section>
  );
}

function Answer({ answer, file }: { readonly answer: Compared; readonly file: string | null }) {
  const { t, i18n } = useTranslation('checkpoints');
  const shown = useRef<HTMLElement>(null);
  // In a low window it stands below the fold.
  useEffect(() => shown.current?.scrollIntoView({ block: 'nearest' }), [answer]);
  const lines = comparedWords(t, answer, (at) => exactWords(at, i18n.language));
  if (file !== null) lines.push(t('ofFile', { name: file }));
  if (answer.holds)
    return (
      <section className="journal-whole" role="status" ref={shown}>
        <IconShieldCheck size={24} aria-hidden />
        <div className="journal-whole-words">
          <Text fw={600}>{t('holdsTitle')}</Text>
          {lines.map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </div>
      </section>
    );
  return (
    <section className="journal-broken" role="alert" ref={shown}>
      <IconAlertOctagon size={28} aria-hidden />
      <div>
        <Title order={3}>{t('failsTitle')}</Title>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </section>
  );
}
