import { Button, SegmentedControl, Text, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import './terms.css';

const templates = ['plain', 'strict', 'exporting'] as const;
type Template = (typeof templates)[number];

interface TermsEditorProps {
  readonly before: { readonly title: string; readonly text: string } | null;
  readonly onPublished: () => void;
  /** Left out where there is nothing to go back to. */
  readonly onLeave?: () => void;
}

/** Writes the terms, from one of three texts or from those that stand. */
export function TermsEditor({ before, onPublished, onLeave }: TermsEditorProps) {
  const { t } = useTranslation('terms');
  const words = useErrorWords();
  const { company } = useMe();
  const textOf = (template: Template) => ({
    title: t(`${template}_title`, { company }),
    text: t(`${template}_text`, { company }),
  });
  const [template, setTemplate] = useState<Template | null>(before ? null : 'plain');
  const [written, setWritten] = useState(() => before ?? textOf('plain'));
  const publish = useChange('terms.publish', { onDone: onPublished });
  const complete = written.title.trim() !== '' && written.text.trim() !== '';
  return (
    <form
      className="terms-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !publish.isPending) publish.mutate({ title: written.title, text: written.text });
      }}
    >
      <div>
        <Text size="sm" fw={550} id="terms-templates">
          {t('choose')}
        </Text>
        <SegmentedControl
          aria-labelledby="terms-templates"
          size="sm"
          value={template ?? ''}
          data={templates.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => {
            const chosen = templates.find((one) => one === value);
            if (!chosen) return;
            setTemplate(chosen);
            setWritten(textOf(chosen));
          }}
        />
        <Text size="sm" c="dimmed">
          {template === null ? t('replaces') : t(`${template}Hint`)}
        </Text>
      </div>
      <TextInput
        label={t('heading')}
        value={written.title}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => setWritten((now) => ({ ...now, title: value }))}
      />
      <Textarea
        label={t('text')}
        description={t('textHint')}
        autosize
        minRows={10}
        maxRows={24}
        maxLength={20_000}
        value={written.text}
        onChange={({ currentTarget: { value } }) => setWritten((now) => ({ ...now, text: value }))}
      />
      <ErrorNotice>{publish.error ? words(publish.error) : null}</ErrorNotice>
      <div className="terms-editor-foot">
        <Button type="submit" disabled={!complete} loading={publish.isPending}>
          {t(before ? 'publishAgain' : 'publish')}
        </Button>
        {onLeave && (
          <Button variant="subtle" color="gray" onClick={onLeave}>
            {t('leave')}
          </Button>
        )}
        <Text size="sm" c="dimmed">
          {t('published')}
        </Text>
      </div>
    </form>
  );
}
