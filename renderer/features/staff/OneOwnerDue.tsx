import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { showRefusal } from '../../ui/undoToast.tsx';

interface OneOwnerDueProps {
  readonly onAdd: () => void;
  readonly onDone: () => void;
}

/** Nobody else holds the office's key: a second owner now, or the word that there is to be none. */
export function OneOwnerDue({ onAdd, onDone }: OneOwnerDueProps) {
  const { t } = useTranslation('staff');
  const words = useErrorWords();
  const one = useChange('staff.oneOwner', { onDone, onRefused: (error) => showRefusal(words(error)) });
  return (
    <span className="people-invitation">
      <span>{t('due_onlyOwner')}</span>
      <Button size="compact-sm" onClick={onAdd}>
        {t('oneOwnerAdd')}
      </Button>
      <Button size="compact-sm" variant="default" loading={one.isPending} onClick={() => one.mutate({})}>
        {t('oneOwnerKeep')}
      </Button>
    </span>
  );
}
