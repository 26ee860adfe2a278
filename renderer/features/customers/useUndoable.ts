import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { showDone, showRefusal, showUndo } from '../../ui/undoToast.tsx';

/** Tells what was done and offers to undo it; several batches are undone from the last to the first. */
export function useUndoable(): (message: string, ...batches: string[]) => void {
  const { t } = useTranslation();
  const words = useErrorWords();
  return useCallback(
    (message, ...batches) => {
      const undo = async () => {
        try {
          for (const batch of batches.reverse()) await call('changes.undo', { batch });
          showDone(t('undone'));
        } catch (error) {
          showRefusal(words(error));
        }
      };
      showUndo({ message, onUndo: () => void undo() });
    },
    [t, words],
  );
}
