import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useRead } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { ImportProgressPanel } from './ImportProgressPanel.tsx';
import { mendRowsOf, useImportProgress, watchImports } from './importProgress.ts';
import './imports.css';

/** The running import, in a corner, while its person works on another page; tells at the end what happened. */
export function ImportDock() {
  const navigate = useNavigate();
  const imports = useCan('imports.run');
  const progress = useImportProgress((state) => state.progress);
  const elsewhere = useRouterState({ select: ({ location }) => location.pathname !== '/import' });
  const shown = imports && elsewhere && progress !== null;
  const list = useRead('imports.list', {}, { enabled: shown });
  useEffect(watchImports, []);
  if (!shown) return null;
  const name = progress.name ?? list.data?.imports.find((entry) => entry.import === progress.import)?.name ?? '';
  return (
    <aside className="import-dock" aria-label={name}>
      <ImportProgressPanel
        progress={progress}
        name={name}
        onMend={() => {
          mendRowsOf({ import: progress.import, name });
          void navigate({ to: '/import' });
        }}
        onCustomers={() => void navigate({ to: '/customers' })}
      />
    </aside>
  );
}
