import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { rereadMe, useCan } from '../../api/session.ts';
import { showRefusal } from '../../ui/undoToast.tsx';
import type { PersonProps } from './personActions.ts';

/** Shows the owner what this person's screens show. */
export function PreviewAction({ person }: PersonProps) {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  const preview = useChange('staff.previewStart', {
    onDone: () => void rereadMe(),
    onRefused: (error) => showRefusal(words(error)),
  });
  if (!useCan('staff.preview') || person.you || person.state === 'left') return null;
  return (
    <Button
      variant="default"
      leftSection={<IconEye size={16} aria-hidden />}
      onClick={() => preview.mutate({ user: person.user })}
    >
      {t('seeAs', { name: person.name })}
    </Button>
  );
}
