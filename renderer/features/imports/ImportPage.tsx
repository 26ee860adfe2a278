import { Button, Loader, Text } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useReadOnly } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { ImportList, type ImportEntry } from './ImportList.tsx';
import { ImportProgressPanel } from './ImportProgressPanel.tsx';
import { ImportWizard } from './ImportWizard.tsx';
import { forgetEnded, mendRowsOf, useImportProgress } from './importProgress.ts';
import { MendRows } from './MendRows.tsx';
import { useReceivers } from './receivers.ts';
import { useImportFlow } from './useImportFlow.ts';
import './imports.css';

/** Lists taken in, and the way to take in another. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const words = useErrorWords();
  const navigate = useNavigate();
  const readOnly = useReadOnly();
  const receivers = useReceivers();
  const flow = useImportFlow(receivers);
  const list = useRead('imports.list', {});
  const progress = useImportProgress((state) => state.progress);
  const mending = useImportProgress((state) => state.mending);
  const undo = useChange('changes.undo', { onDone: ({ count }) => showDone(t('undone', { count })) });
  // How it ended was read here; no other page needs to say it again.
  useEffect(() => forgetEnded, []);
  const imports = list.data?.imports ?? [];
  const running = progress?.state === 'running' || imports.some(({ state }) => state === 'running');

  if (mending) return <MendRows import={mending.import} name={mending.name} onBack={() => mendRowsOf(null)} />;
  if (flow.step.kind !== 'closed' && flow.step.kind !== 'opening')
    return <ImportWizard flow={flow} receivers={receivers} />;

  const begin = (
    <Button
      leftSection={<IconTableImport size={16} aria-hidden />}
      onClick={flow.pick}
      loading={flow.step.kind === 'opening'}
      disabled={readOnly || running}
    >
      {imports.length > 0 ? t('importAnother') : t('importList')}
    </Button>
  );
  const nameOf = (id: string) => imports.find((entry) => entry.import === id)?.name ?? '';
  const shown = progress ?? progressOf(imports.find(({ state }) => state === 'running'));
  const refusal = flow.refusal ?? (undo.error ? words(undo.error) : list.error ? words(list.error) : null);
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')} actions={imports.length > 0 ? begin : undefined} />
      <div className="import-page">
        <ErrorNotice>{refusal}</ErrorNotice>
        {flow.step.kind === 'opening' && (
          <Text c="dimmed" role="status" className="import-opening">
            <Loader size="xs" aria-hidden /> {t('opening')} {t('openingHint')}
          </Text>
        )}
        {shown && (
          <ImportProgressPanel
            progress={shown}
            name={shown.name ?? nameOf(shown.import)}
            onMend={() => mendRowsOf({ import: shown.import, name: shown.name ?? nameOf(shown.import) })}
            onCustomers={() => void navigate({ to: '/customers' })}
          />
        )}
        {imports.length > 0 && (
          <ImportList
            imports={imports}
            undoing={
              undo.isPending ? (imports.find(({ batch }) => batch === undo.variables?.batch)?.import ?? null) : null
            }
            onMend={mendRowsOf}
            onUndo={(entry) => undo.mutate({ batch: entry.batch })}
          />
        )}
        {list.data && imports.length === 0 && !shown && (
          <EmptyState icon={<IconTableImport size={36} stroke={1.4} />} title={t('emptyTitle')} actions={begin}>
            <Text>{t('emptyText')}</Text>
            <Text size="sm" mt="xs">
              {t('formats')}
            </Text>
          </EmptyState>
        )}
      </div>
    </>
  );
}

/** Of an import whose beginning this window did not see. */
function progressOf(entry: ImportEntry | undefined) {
  if (!entry) return null;
  const { import: id, name, imported, problems } = entry;
  return {
    import: id,
    name,
    state: 'running',
    code: null,
    rows: imported + problems,
    imported,
    problems,
    total: null,
  } as const;
}
