import { Button, Checkbox, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvitationLine } from '#shared/contract/invites.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useCan, useReadOnly } from '../../api/session.ts';
import { SixWords } from '../../ui/SixWords.tsx';
import { showDone, showRefusal } from '../../ui/undoToast.tsx';
import { exactWords } from '../../ui/When.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

/** An answer comes as a file beside the vault, of which nothing tells: it is looked for, in milliseconds. */
const interval = 5_000;

/** Invitations that have not become a person; nothing where there are none. */
export function InvitationsSection() {
  const { t } = useTranslation('invites');
  const readOnly = useReadOnly();
  const manages = useCan('staff.add') && !readOnly;
  const list = useRead('invites.list', {}, { enabled: manages });
  const [chosen, setChosen] = useState<InvitationLine | null>(null);
  const invitations = manages ? (list.data?.invitations ?? []) : [];
  const waits = invitations.some(({ state }) => state === 'open');
  const { refetch } = list;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void refetch(), interval);
    return () => clearInterval(timer);
  }, [waits, refetch]);
  if (invitations.length === 0) return null;
  return (
    <section className="people-due" aria-labelledby="people-invitations">
      <h2 id="people-invitations">{t('list')}</h2>
      <ul>
        {invitations.map((one) => (
          <li key={one.invite}>
            <Line invitation={one} onCompare={() => setChosen(one)} />
          </li>
        ))}
      </ul>
      {chosen && <Accept invitation={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

interface LineProps {
  readonly invitation: InvitationLine;
  readonly onCompare: () => void;
}

function Line({ invitation: { invite, name, role, state, until }, onCompare }: LineProps) {
  const { t, i18n } = useTranslation(['invites', 'common']);
  const words = useErrorWords();
  const end = useChange('invites.end', {
    onDone: () => showDone(t('takenBack')),
    onRefused: (error) => showRefusal(words(error)),
  });
  return (
    <span className="people-invitation">
      <span>
        {name ?? t('noName')} · {t(`common:role_${role}`)} ·{' '}
        {t(`state_${state}`, { until: exactWords(until, i18n.language) })}
      </span>
      {state === 'answered' && (
        <Button size="compact-sm" onClick={onCompare}>
          {t('compare')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => end.mutate({ invite })}>
        {t('takeBack')}
      </Button>
    </span>
  );
}

interface AcceptProps {
  readonly invitation: InvitationLine;
  readonly onClose: () => void;
}

/** The six words of the invitation as it was when this opened: what is confirmed is what was compared. */
function Accept({ invitation: { invite, name, words, locale }, onClose }: AcceptProps) {
  const { t } = useTranslation('invites');
  const [same, setSame] = useState(false);
  const who = name ?? t('noName');
  const accept = useChange('invites.accept', {
    onDone: () => {
      showDone(t('accepted', { name: who }));
      onClose();
    },
  });
  return (
    <PasswordDialog
      opened
      onClose={onClose}
      title={t('acceptTitle', { name: who })}
      action={t('acceptAction', { name: who })}
      pending={accept.isPending}
      error={accept.error}
      ready={same}
      onPassword={(password) => accept.mutate({ invite, words: words ?? [], password })}
    >
      <Text>{t('acceptHint', { name: who })}</Text>
      {words && locale && <SixWords words={words} locale={locale} />}
      <Checkbox
        checked={same}
        label={t('acceptSame', { name: who })}
        onChange={(event) => setSame(event.currentTarget.checked)}
      />
    </PasswordDialog>
  );
}
