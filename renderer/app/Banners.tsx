import { Button } from '@mantine/core';
import { IconAlertTriangleFilled, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../api/queries.ts';
import { rereadMe, useCan, useMe } from '../api/session.ts';
import { AlarmDialog } from '../features/journal/AlarmDialog.tsx';
import { MissedEntry } from '../features/journal/MissedEntry.tsx';
import { EndedNotice } from '../features/journal/EndedNotice.tsx';

/** What nobody may overlook: the alarm of a changed vault, and whose eyes the owner is looking through. */
export function Banners() {
  const { t } = useTranslation(['app', 'alarm']);
  const { user, quarantine, missed, previewing } = useMe();
  const mayEnd = useCan('journal.endAlarm');
  const [looking, setLooking] = useState(false);
  const end = useChange('staff.previewEnd', { onDone: () => void rereadMe() });
  return (
    <>
      {quarantine && (
        <div className="banner banner-alarm" role="alert">
          <IconAlertTriangleFilled size={28} aria-hidden />
          <div className="banner-words">
            <div className="banner-title">{t('quarantineTitle')}</div>
            <div>
              {t(`quarantine_${quarantine.code}`)}{' '}
              {quarantine.sequence !== null && missed === null && t('quarantineAt', { sequence: quarantine.sequence })}
            </div>
            {missed && <MissedEntry missed={missed} me={user} />}
            <div>{t('quarantineReadOnly')}</div>
          </div>
          {mayEnd && (
            <Button variant="white" color="red" onClick={() => setLooking(true)}>
              {t('alarm:look')}
            </Button>
          )}
        </div>
      )}
      {previewing && (
        <div className="banner banner-preview" role="status">
          <IconEye size={20} aria-hidden />
          <div className="banner-words">{t('previewing', { name: previewing.name })}</div>
          <Button size="compact-sm" variant="filled" loading={end.isPending} onClick={() => end.mutate({})}>
            {t('previewEnd')}
          </Button>
        </div>
      )}
      <AlarmDialog opened={looking} onClose={() => setLooking(false)} />
      <EndedNotice />
    </>
  );
}
