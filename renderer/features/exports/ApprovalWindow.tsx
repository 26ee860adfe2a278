import { Button, Loader, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { call } from '../../api/call.ts';
import { useCodeWords, useErrorWords } from '../../api/errorWords.ts';
import { useCofferEvent } from '../../api/events.ts';
import { refresh, useRead } from '../../api/queries.ts';
import { setMe, useMe, useSession } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { DecideView } from './DecideView.tsx';
import './exports.css';

/** What the login form of this window is given. */
export interface ApproverLogin {
  readonly people: Output<'session.status'>['people'];
  readonly waitSeconds: number;
  readonly onOpen: (me: Output<'session.login'>) => void;
  readonly foot: ReactNode;
}

interface ApprovalWindowProps {
  readonly request: string;
  /** The login form, which belongs to another feature. */
  readonly login: (form: ApproverLogin) => ReactNode;
}

/** The approver's own small window at the requester's computer: log in, decide, give the computer back. */
export function ApprovalWindow({ request, login }: ApprovalWindowProps) {
  const { t } = useTranslation('exports');
  const words = useErrorWords();
  const codeWords = useCodeWords();
  const user = useSession((state) => state.me?.user ?? null);
  const status = useRead('session.status', {}, { enabled: user === null });
  useCofferEvent('data.changed', ({ what }) => void refresh(what));
  // A fresh document: nothing of who was here stays.
  useCofferEvent('session.ended', () => window.location.reload());
  if (user !== null) return <Decision id={request} />;
  if (status.error) return <Closed>{words(status.error)}</Closed>;
  if (!status.data) return null;
  const { phase, code, people, waitSeconds } = status.data;
  if (phase === 'unusable' || phase === 'noVault') return <Closed>{codeWords(code ?? 'vaultMissing')}</Closed>;
  if (people.length === 0) return <Closed>{t('windowNobody')}</Closed>;
  return login({ people, waitSeconds, onOpen: setMe, foot: <p className="export-window-foot">{t('windowText')}</p> });
}

function Decision({ id }: { readonly id: string }) {
  const { t } = useTranslation('exports');
  const words = useErrorWords();
  const me = useMe();
  const read = useRead('exports.get', { id });
  const [decided, setDecided] = useState<ExportRequest | null>(null);
  if (decided) return <Done request={decided} />;
  if (read.error) return <Closed>{words(read.error)}</Closed>;
  if (!read.data) {
    return (
      <main className="export-window export-window-middle">
        <Loader size="sm" aria-label={t('windowTitle')} />
      </main>
    );
  }
  const request = read.data;
  if (!request.canDecide) {
    const own = request.requester.user === me.user;
    return <Closed other>{own ? t('ownRequest') : t('notYours')}</Closed>;
  }
  return (
    <main className="export-window">
      <PageHeader
        title={t('windowTitle')}
        aside={t('windowGreeting', { name: request.requester.name })}
        actions={<CloseButton variant="default" />}
      />
      <DecideView request={request} onDecided={setDecided} />
    </main>
  );
}

function Done({ request }: { readonly request: ExportRequest }) {
  const { t } = useTranslation('exports');
  const { name } = request.requester;
  const denied = request.state === 'denied';
  const Sign = denied ? IconCircleX : IconCircleCheck;
  const outcome = denied
    ? t('windowDoneDenied', { name })
    : request.state === 'waiting'
      ? t('decidedApproveMore')
      : t('windowDoneApproved', { name });
  return (
    <main className="export-window export-window-middle">
      <Sign size={40} stroke={1.5} className="export-window-sign" data-denied={denied || undefined} aria-hidden />
      <Title order={1}>{t('windowDoneTitle')}</Title>
      <Text role="status">{outcome}</Text>
      <Text c="dimmed" size="sm">
        {t('windowDoneSession')}
      </Text>
      <CloseButton />
    </main>
  );
}

function Closed({ children, other = false }: { readonly children: string; readonly other?: boolean }) {
  const { t } = useTranslation('exports');
  return (
    <main className="export-window export-window-middle">
      <Title order={1}>{t('windowTitle')}</Title>
      <ErrorNotice>{children}</ErrorNotice>
      <div className="export-window-actions">
        {other && (
          <Button variant="default" onClick={() => void call('host.lock', {})}>
            {t('windowOther')}
          </Button>
        )}
        <CloseButton />
      </div>
    </main>
  );
}

function CloseButton({ variant = 'filled' }: { readonly variant?: 'filled' | 'default' }) {
  const { t } = useTranslation('exports');
  return (
    <Button variant={variant} autoFocus={variant === 'filled'} onClick={() => void call('host.closeWindow', {})}>
      {t('windowClose')}
    </Button>
  );
}
