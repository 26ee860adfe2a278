import { Button, CloseButton } from '@mantine/core';
import { IconClockExclamation, IconDeviceMobile, IconCloudExclamation, IconDeviceMobileOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCofferEvent } from '../../api/events.ts';
import { useRead } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { When } from '../../ui/When.tsx';

/** What the rules of logins have to say during a session: hours that end, a second factor that is asked for or was switched off. */
export function LoginNotices({ onSetUp }: { readonly onSetUp: () => void }) {
  const { t } = useTranslation(['logins', 'common']);
  const { factorWanted, factorsOff, previewing, role } = useMe();
  const synced = useRead('host.state', {}, { enabled: role === 'owner' }).data?.syncedBy ?? null;
  const [moved, setMoved] = useState(false);
  const [left, setLeft] = useState<number | null>(null);
  const [read, setRead] = useState(false);
  useCofferEvent('session.hours', ({ secondsLeft }) => setLeft(secondsLeft));
  if (previewing !== null) return null;
  return (
    <>
      {left !== null && (
        <div className="banner banner-preview" role="alert">
          <IconClockExclamation size={20} aria-hidden />
          <div className="banner-words">{t('hoursEnding', { minutes: Math.max(1, Math.ceil(left / 60)) })}</div>
        </div>
      )}
      {factorWanted && (
        <div className="banner banner-preview" role="status">
          <IconDeviceMobile size={20} aria-hidden />
          <div className="banner-words">{t('factorWanted')}</div>
          <Button size="compact-sm" onClick={onSetUp}>
            {t('factorSetUp')}
          </Button>
        </div>
      )}
      {synced !== null && !moved && (
        <div className="banner banner-calm" role="status">
          <IconCloudExclamation size={20} aria-hidden />
          <div className="banner-words">{t('synced', { service: t(`synced_${synced}`) })}</div>
          <CloseButton aria-label={t('common:close')} onClick={() => setMoved(true)} />
        </div>
      )}
      {!read && factorsOff.length > 0 && (
        <div className="banner banner-calm" role="status">
          <IconDeviceMobileOff size={20} aria-hidden />
          <div className="banner-words">
            {factorsOff.map(({ user, name, at }) => (
              <div key={user}>
                {t('factorOffTold', { name })} <When at={at} exact />
              </div>
            ))}
          </div>
          <CloseButton aria-label={t('common:close')} onClick={() => setRead(true)} />
        </div>
      )}
    </>
  );
}
