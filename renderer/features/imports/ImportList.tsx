import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useReadOnly } from '../../api/session.ts';
import { useNumber } from '../../ui/useNumber.ts';
import { When } from '../../ui/When.tsx';

export type ImportEntry = Output<'imports.list'>['imports'][number];

interface ImportListProps {
  readonly imports: readonly ImportEntry[];
  /** The import that is being undone. */
  readonly undoing: string | null;
  readonly onMend: (entry: ImportEntry) => void;
  readonly onUndo: (entry: ImportEntry) => void;
}

const looks = {
  running: { words: 'stateRunning', color: 'teal' },
  done: { words: 'stateDone', color: 'gray' },
  undone: { words: 'stateUndone', color: 'gray' },
  interrupted: { words: 'stateInterrupted', color: 'amber' },
} as const satisfies Record<ImportEntry['state'], { words: string; color: string }>;

/** The lists this person took in, newest first. */
export function ImportList({ imports, undoing, onMend, onUndo }: ImportListProps) {
  const { t } = useTranslation('imports');
  const readOnly = useReadOnly();
  const number = useNumber();
  return (
    <table className="import-table import-list" aria-label={t('listLabel')}>
      <thead>
        <tr>
          <th scope="col">{t('listFile')}</th>
          <th scope="col">{t('listWhen')}</th>
          <th scope="col" className="import-number">
            {t('listImported')}
          </th>
          <th scope="col" className="import-number">
            {t('listProblems')}
          </th>
          <th scope="col">{t('listState')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('listActions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {imports.map((entry) => {
          const { state } = entry;
          // Of what was undone nothing is here.
          const [imported, problems] = state === 'undone' ? [0, 0] : [entry.imported, entry.problems];
          const settled = state === 'done' || state === 'interrupted';
          return (
            <tr key={entry.import}>
              <th scope="row">
                {entry.name}
                {state === 'interrupted' && <span className="import-row-hint">{t('interruptedHint')}</span>}
              </th>
              <td>
                <When at={entry.at} />
              </td>
              <td className="import-number">{number(imported)}</td>
              <td className="import-number">{number(problems)}</td>
              <td>
                <Badge variant="light" color={looks[state].color}>
                  {t(looks[state].words)}
                </Badge>
              </td>
              <td className="import-actions">
                {settled && problems > 0 && (
                  <Button size="compact-sm" variant="light" onClick={() => onMend(entry)} disabled={readOnly}>
                    {t('mendRows', { count: problems })}
                  </Button>
                )}
                {settled && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="gray"
                    loading={undoing === entry.import}
                    onClick={() => onUndo(entry)}
                    disabled={readOnly}
                  >
                    {t('undoImport')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
