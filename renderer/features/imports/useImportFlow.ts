import { useCallback, useEffect, useReducer, useState } from 'react';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useMe } from '../../api/session.ts';
import { followImport } from './importProgress.ts';
import { closed, importWizard, startInput, type ImportAction, type ImportStep, type OpenFile } from './importWizard.ts';
import { guessedMapping } from './mapping.ts';
import type { Receivers } from './receivers.ts';

/** The wizard with what it asks of the vault. */
export interface ImportFlow {
  readonly step: ImportStep;
  readonly dispatch: (action: ImportAction) => void;
  /** The sentence of the last refusal; null where there is none. */
  readonly refusal: string | null;
  readonly busy: boolean;
  readonly pick: () => void;
  readonly reread: (settings: Pick<OpenFile, 'encoding' | 'delimiter' | 'hasHeader'>) => void;
  readonly start: () => void;
}

/** Leads one list from the file dialog to the running import. */
export function useImportFlow(receivers: Receivers): ImportFlow {
  const words = useErrorWords();
  const { office } = useMe();
  const [step, dispatch] = useReducer(importWizard, closed);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const attempt = useCallback(
    async (work: () => Promise<void>, onRefused?: () => void) => {
      setRefusal(null);
      setBusy(true);
      try {
        await work();
      } catch (error) {
        setRefusal(words(error));
        onRefused?.();
      } finally {
        setBusy(false);
      }
    },
    [words],
  );

  const pick = () => {
    dispatch({ type: 'pick' });
    const close = () => dispatch({ type: 'close' });
    void attempt(async () => {
      const picked = await call('host.pickImport', {});
      if (!picked) return close();
      const file = await call('imports.open', { token: picked.token });
      const mapping = guessedMapping(file.columns);
      // A list that names people and, in another column, their firms is a list of people.
      const people = office.customers === 'people' || (mapping.includes('company') && mapping.includes('name'));
      dispatch({ type: 'opened', file, otherwise: receivers.atFirst, customerKind: people ? 'person' : 'firm' });
    }, close);
  };

  const reread: ImportFlow['reread'] = (settings) => {
    if (step.kind !== 'columns') return;
    void attempt(async () => {
      const { columns } = await call('imports.reread', { import: step.file.import, ...settings });
      dispatch({ type: 'reread', settings, columns });
    });
  };

  const start = () => {
    if (step.kind !== 'preview') return;
    void attempt(
      async () => {
        const { file, checked } = step;
        followImport({ import: file.import, name: file.name, total: checked.rows });
        await call('imports.start', startInput(step));
        dispatch({ type: 'close' });
      },
      () => followImport(null),
    );
  };

  const checking = step.kind === 'checking' ? step : null;
  useEffect(() => {
    if (!checking) return;
    void attempt(
      async () => {
        const checked = await call('imports.preview', {
          import: checking.file.import,
          mapping: [...checking.choices.mapping],
        });
        dispatch({ type: 'checked', checked });
      },
      () => dispatch({ type: 'checkRefused' }),
    );
  }, [checking, attempt]);

  return { step, dispatch, refusal, busy, pick, reread, start };
}
