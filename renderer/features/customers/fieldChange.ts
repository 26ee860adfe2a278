import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '#shared/contract/index.ts';
import type { Customer } from '#shared/contract/customers.ts';
import { asRefused, call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useUndoable } from './useUndoable.ts';

/** Fields of a customer as `customers.update` takes them. */
export type Patch = Input<'customers.update'>['patch'];

/** What stands in the way of a change: somebody else's, or a sentence. */
export type Obstacle = { readonly kind: 'conflict' } | { readonly kind: 'words'; readonly words: string };

/** Saving one field of a customer. */
export interface FieldChange {
  readonly busy: boolean;
  readonly obstacle: Obstacle | null;
  /** Answers whether it is saved. */
  readonly save: (patch: Patch, fieldName: string) => Promise<boolean>;
  readonly forget: () => void;
}

/** Saves single fields against the version that was on screen when the editing began. */
export function useFieldChange(customer: Customer, onSaved: (patch: Patch, version: number) => void): FieldChange {
  const { t } = useTranslation('customers');
  const words = useErrorWords();
  const undoable = useUndoable();
  const queries = useQueryClient();
  const [base, setBase] = useState(customer.version);
  const [busy, setBusy] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);

  async function save(patch: Patch, fieldName: string): Promise<boolean> {
    setBusy(true);
    try {
      const { batch, version } = await call('customers.update', { id: customer.id, baseVersion: base, patch });
      onSaved(patch, version);
      undoable(t('changedOne', { field: fieldName, name: customer.name }), batch);
      return true;
    } catch (error) {
      const { code } = asRefused(error);
      if (code === 'conflict') {
        // The page shows their version at once; saving again then means: mine, knowingly.
        const input = { id: customer.id };
        const theirs = await queries.fetchQuery({
          queryKey: ['customers.get', input],
          queryFn: () => call('customers.get', input),
          staleTime: 0,
        });
        setBase(theirs.version);
        setObstacle({ kind: 'conflict' });
      } else setObstacle({ kind: 'words', words: code === 'fieldInvalid' ? t('fieldRefused') : words(error) });
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, obstacle, save, forget: () => setObstacle(null) };
}
