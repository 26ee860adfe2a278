import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Due } from '#shared/contract/access.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useCan, useMe, useReadOnly } from '../../api/session.ts';
import { showDone } from '../../ui/undoToast.tsx';
import { ClockDue } from './ClockDue.tsx';
import { KeysWaitLine } from './KeysWaitLine.tsx';
import { OneOwnerDue } from './OneOwnerDue.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import { useDayWords } from '../../ui/useDayWords.ts';

/** What an owner's password alone does. */
const byPassword: readonly Due['kind'][] = ['coverKeys', 'askedKeys', 'owedKeys', 'databaseKey', 'newRoot'];

/** What waits for an owner, each with the way to its end. Nothing where nothing waits. */
export function DueList({ onAddOwner }: { readonly onAddOwner: () => void }) {
  const { t } = useTranslation('staff');
  const readOnly = useReadOnly();
  const manages = useCan('staff.manage') && !readOnly;
  const [open, setOpen] = useState(false);
  const list = useRead('staff.due', {}, { enabled: manages });
  const finish = useChange('staff.finishDue', {
    onDone: () => {
      setOpen(false);
      void list.refetch();
      showDone(t('dueDone'));
    },
  });
  const due = manages ? (list.data?.due ?? []) : [];
  if (due.length === 0) return null;
  return (
    <section className="people-due" aria-labelledby="people-due">
      <h2 id="people-due">{t('dueTitle')}</h2>
      <ul>
        {due.map((one) => (
          <li key={`${one.kind} ${'user' in one ? one.user : 'invite' in one ? one.invite : ''}`}>
            <DueLine due={one} onAddOwner={onAddOwner} onDone={() => void list.refetch()} />
          </li>
        ))}
      </ul>
      {due.some(({ kind }) => byPassword.includes(kind)) && (
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          {t('dueFinish')}
        </Button>
      )}
      <PasswordDialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('dueFinishTitle')}
        action={t('dueFinish')}
        pending={finish.isPending}
        error={finish.error}
        onPassword={(password) => finish.mutate({ password })}
      >
        <Text>{t('dueFinishHint')}</Text>
      </PasswordDialog>
    </section>
  );
}

interface DueLineProps {
  readonly due: Due;
  readonly onAddOwner: () => void;
  readonly onDone: () => void;
}

function DueLine({ due, onAddOwner, onDone }: DueLineProps) {
  const { t } = useTranslation('staff');
  const dayWords = useDayWords();
  const me = useMe();
  if (due.kind === 'ownerNotReady' && due.user === me.user) return <>{t('due_ownerPassword')}</>;
  if (due.kind === 'onlyOwner') return <OneOwnerDue onAdd={onAddOwner} onDone={onDone} />;
  // Its six words are compared further down on this page.
  if (due.kind === 'answered') return <>{t('due_answered', { name: due.name, when: dayWords(due.since) })}</>;
  if (due.kind === 'clock') return <ClockDue due={due} onDone={onDone} />;
  if ('count' in due) return <>{t(`due_${due.kind}`, { count: due.count })}</>;
  if (!('user' in due)) return <>{t(`due_${due.kind}`)}</>;
  const words = { name: due.name, when: 'since' in due ? dayWords(due.since) : '' };
  const text =
    due.kind === 'frozen' ? (
      frozenWords(due, t('due_frozenSelf', words), t('due_frozen', { ...words, by: due.by }))
    ) : due.kind === 'keysWait' ? (
      <KeysWaitLine due={due} />
    ) : (
      t(`due_${due.kind}`, words)
    );
  return (
    <>
      {text}{' '}
      <Link to="/people/$user" params={{ user: due.user }} className="people-due-link">
        {t('dueLook')}
      </Link>
    </>
  );
}

/** They have said themselves that a reset was not theirs, where nobody else shut them out. */
function frozenWords(due: Extract<Due, { kind: 'frozen' }>, self: string, other: string): string {
  return due.by === '' ? self : other;
}
