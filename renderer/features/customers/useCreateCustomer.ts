import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefused, call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { showRefusal } from '../../ui/undoToast.tsx';
import { type CustomerForm, objections, toContact, toCreate } from './customerForm.ts';
import { useUndoable } from './useUndoable.ts';

/** Saving a new customer. */
export interface CreateCustomer {
  readonly busy: boolean;
  /** The sentence of the last refusal. */
  readonly refusal: string | null;
  /** The field that the vault did not take, if it named one. */
  readonly refusedField: string | null;
  /** Answers the new customer's id, or null where it was not saved. */
  readonly create: (form: CustomerForm) => Promise<string | null>;
}

/** Saves a new customer, and with a firm its first contact person. */
export function useCreateCustomer(): CreateCustomer {
  const { t } = useTranslation('customers');
  const words = useErrorWords();
  const undoable = useUndoable();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [refusedField, setRefusedField] = useState<string | null>(null);

  async function create(form: CustomerForm): Promise<string | null> {
    if (busy || Object.keys(objections(form)).length > 0) return null;
    setBusy(true);
    setRefusal(null);
    setRefusedField(null);
    const name = form.name.trim();
    try {
      const made = await call('customers.create', toCreate(form));
      const contact = toContact(form, made.id);
      const batches = [made.batch];
      if (contact) {
        try {
          batches.push((await call('customers.create', contact)).batch);
        } catch (error) {
          // The firm is there; only its contact person has to be written again, on its page.
          showRefusal(t('contactFailed', { name, reason: words(error) }));
        }
      }
      undoable(t('addedOne', { name }), ...batches);
      return made.id;
    } catch (error) {
      const { code, params } = asRefused(error);
      if (code === 'fieldInvalid' && params.field !== undefined) setRefusedField(params.field);
      setRefusal(words(error));
      return null;
    } finally {
      setBusy(false);
    }
  }

  return { busy, refusal, refusedField, create };
}
