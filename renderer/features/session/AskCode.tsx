import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refused } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { onCodeNeeded } from '../../api/stepUp.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CodeField } from './CodeField.tsx';

interface Asked {
  readonly wrong: Refused | null;
  readonly answer: (code: string | null) => void;
}

/** Asks for a code of the second factor wherever a step needs one besides the password. */
export function AskCode() {
  const { t } = useTranslation(['logins', 'common']);
  const words = useErrorWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [code, setCode] = useState('');
  const current = useRef<Asked | null>(null);
  useEffect(() => {
    current.current = asked;
  }, [asked]);
  useEffect(() => {
    const forget = onCodeNeeded(
      (wrong) =>
        new Promise((resolve) => {
          setCode('');
          setAsked({ wrong, answer: resolve });
        }),
    );
    return () => {
      forget();
      current.current?.answer(null);
    };
  }, []);
  const answer = (given: string | null) => {
    asked?.answer(given);
    setAsked(null);
    setCode('');
  };
  return (
    <Modal
      opened={asked !== null}
      onClose={() => answer(null)}
      title={t('askTitle')}
      size="sm"
      // Above the dialog whose step asks for it.
      zIndex={400}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // The dialog below has a form of its own.
          event.stopPropagation();
          if (code !== '') answer(code);
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t('askHint')}
          </Text>
          <CodeField value={code} onText={setCode} data-autofocus />
          <ErrorNotice>{asked?.wrong ? words(asked.wrong) : null}</ErrorNotice>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => answer(null)}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={code === ''}>
              {t('goOn')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
