import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CodeCard } from '../../ui/CodeCard.tsx';
import { exactWords } from '../../ui/When.tsx';

interface InviteCodeProps {
  readonly name: string;
  readonly code: string;
  readonly until: number;
  readonly onClose: () => void;
}

/** The code for somebody who is not at the desk, shown this once, and what happens with it. */
export function InviteCode({ name, code, until, onClose }: InviteCodeProps) {
  const { t, i18n } = useTranslation('invites');
  return (
    <Stack>
      <Text>{t('codeHint', { name, until: exactWords(until, i18n.language) })}</Text>
      <CodeCard code={code} />
      <Text size="sm" c="dimmed">
        {t('codeNext', { name })}
      </Text>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          {t('codeDone')}
        </Button>
      </Group>
    </Stack>
  );
}
