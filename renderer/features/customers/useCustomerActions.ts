import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Selection } from '#shared/contract/customers.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { chooseForExport } from '../../api/exportSelection.ts';
import { tellJournalOf } from '../../api/journalOf.ts';
import { showRefusal } from '../../ui/undoToast.tsx';
import { useUndoable } from './useUndoable.ts';

/** The most customers that go to the bin, or come back, at once. */
export const binLimit = 20;

/** What is done with whole customers. */
export interface WholeActions {
  /** Answers whether it was done. */
  readonly bin: (ids: readonly string[]) => Promise<boolean>;
  readonly restore: (ids: readonly string[]) => Promise<boolean>;
  readonly exportThese: (selection: Selection, count: number | null) => void;
  /** Who did what with one customer, in the journal. */
  readonly tellWhoSaw: (customer: { readonly id: string; readonly name: string }) => void;
}

/** Bin, put back, export: each with its undo. */
export function useCustomerActions(): WholeActions {
  const { t } = useTranslation('customers');
  const words = useErrorWords();
  const undoable = useUndoable();
  const navigate = useNavigate();

  async function move(name: 'customers.bin' | 'customers.restore', ids: readonly string[]): Promise<boolean> {
    try {
      const { batch, count } = await call(name, { ids: [...ids] });
      undoable(name === 'customers.bin' ? t('binnedMany', { count }) : t('restoredMany', { count }), batch);
      return true;
    } catch (error) {
      showRefusal(words(error));
      return false;
    }
  }

  return {
    bin: (ids) => move('customers.bin', ids),
    restore: (ids) => move('customers.restore', ids),
    exportThese: (selection, count) => {
      chooseForExport(selection, count);
      void navigate({ to: '/exports/new' });
    },
    tellWhoSaw: (customer) => {
      tellJournalOf(customer);
      void navigate({ to: '/journal' });
    },
  };
}
