import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCofferEvent } from '../api/events.ts';
import { rereadMe, useMe } from '../api/session.ts';
import { ProgressPanel } from '../ui/ProgressPanel.tsx';

/** How far the database behind the screens is, while it is still being built. */
export function BuildingBar() {
  const { t } = useTranslation('app');
  const { building } = useMe();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  useCofferEvent('view.progress', ({ done, total, ready }) => {
    if (ready) {
      setProgress(null);
      void rereadMe();
    } else {
      setProgress({ done, total });
    }
  });
  if (!building && progress === null) return null;
  return (
    <div className="building">
      <ProgressPanel
        title={t('building')}
        done={progress?.done ?? 0}
        total={progress?.total ?? null}
        message={t('buildingHint')}
      />
    </div>
  );
}
