import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ImportDock } from '../features/imports/ImportDock.tsx';
import { ChangePasswordDialog } from '../features/session/ChangePasswordDialog.tsx';
import { SlipDialog } from '../features/session/SlipDialog.tsx';
import { LastVisit } from '../features/session/LastVisit.tsx';
import { LoginNotices } from '../features/session/LoginNotices.tsx';
import { OwnLoginDialog } from '../features/session/OwnLoginDialog.tsx';
import { StoppedDialog } from '../features/staff/StoppedDialog.tsx';
import { Banners } from './Banners.tsx';
import { BuildingBar } from './BuildingBar.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { LockWarning } from './LockWarning.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { showSurface, useShell } from './shellState.ts';
import { useActivity } from './useActivity.ts';
import { useShellKeys } from './useShellKeys.ts';
import './Shell.css';

/** The frame of the main window after login: banners, rail, and the page. */
export function Shell() {
  const { t } = useTranslation('app');
  const surface = useShell((state) => state.surface);
  useActivity();
  useShellKeys();
  return (
    <div className="shell">
      <a className="shell-skip" href="#content">
        {t('skip')}
      </a>
      <Banners />
      <LoginNotices onSetUp={() => showSurface('login')} />
      <div className="shell-middle">
        <Rail />
        <main className="shell-main" id="content" tabIndex={-1}>
          <BuildingBar />
          <Outlet />
          <LastVisit />
        </main>
      </div>
      <ImportDock />
      <StoppedDialog />
      <Palette />
      <LockWarning />
      <KeysHelp opened={surface === 'keys'} onClose={() => showSurface(null)} />
      <OwnLoginDialog opened={surface === 'login'} onClose={() => showSurface(null)} />
      <ChangePasswordDialog opened={surface === 'password'} onClose={() => showSurface(null)} />
      <SlipDialog opened={surface === 'slip'} onClose={() => showSurface(null)} />
    </div>
  );
}
