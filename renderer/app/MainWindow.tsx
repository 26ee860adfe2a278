import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { assertNever } from '#shared/domain/assertNever.ts';
import { call } from '../api/call.ts';
import { useCofferEvent } from '../api/events.ts';
import { refresh, useRead } from '../api/queries.ts';
import { enter } from '../api/place.ts';
import { useSecondOwner } from '../api/secondOwner.ts';
import { type Me, eyesOf, forgetSession, rereadMe, useSession } from '../api/session.ts';
import { InvitationScreen } from '../features/session/InvitationScreen.tsx';
import { VaultGone } from '../features/session/FindVault.tsx';
import { JoinAccount } from '../features/session/JoinAccount.tsx';
import { LoginScreen } from '../features/session/LoginScreen.tsx';
import { ResetGate } from '../features/session/ResetGate.tsx';
import { SecondOwnerGate } from '../features/session/SecondOwnerGate.tsx';
import { SetupWizard } from '../features/session/SetupWizard.tsx';
import { ShortPasswordGate } from '../features/session/ShortPasswordGate.tsx';
import { Unusable } from '../features/session/Unusable.tsx';
import { TermsGate } from '../features/terms/TermsGate.tsx';
import { useAppearance } from './appearance.ts';
import { GateFoot } from './GateFoot.tsx';
import { keepPlace, placeOf } from './place.ts';
import { makeRouter } from './router.ts';

const open = (me: Me) => void enter(me);

interface MainWindowProps {
  readonly host: Output<'host.state'>;
}

/** The main window: first run, login, or the program itself. */
export function MainWindow({ host }: MainWindowProps) {
  const { setLocale } = useAppearance();
  const [invited, setInvited] = useState(false);
  const eyes = useSession((state) => (state.me ? eyesOf(state.me) : null));
  const place = useRead('host.place', {}, { enabled: host.runtime.ok });
  const status = useRead('session.status', {}, { enabled: eyes === null && host.runtime.ok });

  useCofferEvent('data.changed', ({ what }) => {
    void refresh(what);
    if (what.includes('session')) void rereadMe();
  });
  useCofferEvent('session.ended', () => {
    // The host is loading a fresh page in a fresh process; until it is there nothing of this person's stands here.
    forgetSession();
  });
  const { refetch } = status;
  // The window was reloaded while the session behind it is open.
  const openElsewhere = eyes === null && status.data?.phase === 'open';
  useEffect(() => {
    if (openElsewhere) void call('session.me', {}).then(enter, () => refetch());
  }, [openElsewhere, refetch]);

  if (!host.runtime.ok) return <Unusable code={host.runtime.code} onRetry={null} />;
  if (eyes !== null)
    return (
      <ResetGate key={eyes}>
        <ShortPasswordGate>
          <TermsGate>
            <SecondOwnerGate onPeople={() => keepPlace(eyes, '/people')}>
              <Pages eyes={eyes} />
            </SecondOwnerGate>
          </TermsGate>
        </ShortPasswordGate>
      </ResetGate>
    );
  const retry = () => void status.refetch();
  const look = () => void place.refetch().then(() => status.refetch());
  const made = (me: Me) => {
    useSecondOwner.setState({ asks: true });
    open(me);
    // Where it lies is remembered from here on.
    void place.refetch();
  };
  if (status.error) return <Unusable code={status.error.code} onRetry={retry} />;
  if (place.data?.state === 'denied') return <Unusable code="folderDenied" onRetry={look} />;
  if (!status.data || !place.data) return null;
  const { phase, code, people, lastUser, waitSeconds, previous } = status.data;
  switch (phase) {
    case 'noVault':
      return place.data.state === 'gone' ? (
        <VaultGone onMoved={look} foot={<GateFoot ended={null} />} />
      ) : (
        <SetupWizard syncedBy={host.syncedBy} onLocale={setLocale} onMade={made} onFound={look} />
      );
    case 'locked':
      if (invited) {
        // Whoever was let in meanwhile has a face now.
        const back = () => {
          setInvited(false);
          retry();
        };
        return <InvitationScreen onBack={back} foot={<GateFoot ended={null} />} />;
      }
      return (
        <LoginScreen
          people={people}
          lastUser={lastUser}
          waitSeconds={waitSeconds}
          // Whoever locked by hand is leaving, and anybody may be next.
          facesFirst={host.ended === 'lock'}
          onOpen={open}
          foot={<GateFoot ended={host.ended} onInvitation={() => setInvited(true)} />}
        />
      );
    case 'unusable':
      if (code === 'keychainEmpty' || code === 'accountEnded')
        return (
          <JoinAccount
            platform={host.platform}
            ended={code === 'accountEnded'}
            onJoined={retry}
            foot={<GateFoot ended={null} />}
          />
        );
      return <Unusable code={code} onRetry={retry} previous={previous} />;
    case 'open':
      return null;
    default:
      return assertNever(phase);
  }
}

/** The pages for one pair of eyes: with others everything is built anew, from where they were last. */
function Pages({ eyes }: { readonly eyes: string }) {
  const [router] = useState(() => makeRouter(placeOf(eyes)));
  useEffect(
    () => router.subscribe('onResolved', ({ toLocation }) => keepPlace(eyes, toLocation.pathname)),
    [router, eyes],
  );
  return <RouterProvider router={router} />;
}
