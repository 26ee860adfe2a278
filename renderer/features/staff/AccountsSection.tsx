import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useCan, useReadOnly } from '../../api/session.ts';
import { CodeCard } from '../../ui/CodeCard.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { showDone, showRefusal } from '../../ui/undoToast.tsx';
import { exactWords } from '../../ui/When.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

type List = Output<'accounts.list'>;
type Account = List['accounts'][number];
type Made = Output<'accounts.makeCode'>;

/** In which accounts of the operating system the vault opens, and the way to let another one in. Owners alone see it. */
export function AccountsSection() {
  const { t } = useTranslation('accounts');
  const words = useErrorWords();
  const readOnly = useReadOnly();
  const may = useCan('office.secure') && !readOnly;
  const list = useRead('accounts.list', {}, { enabled: may });
  if (!may) return null;
  const standing = list.data?.accounts.filter(({ ended }) => ended === null).length ?? 0;
  return (
    <details className="people-left">
      <summary>{standing > 1 ? t('sectionCount', { count: standing }) : t('section')}</summary>
      <div className="people-notice">
        <Text size="sm">{t('sectionHint')}</Text>
        {list.error && <ErrorNotice onRetry={() => void list.refetch()}>{words(list.error)}</ErrorNotice>}
        {list.data && <Accounts list={list.data} />}
      </div>
    </details>
  );
}

function Accounts({ list }: { readonly list: List }) {
  const { t, i18n } = useTranslation('accounts');
  const words = useErrorWords();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [leaving, setLeaving] = useState<Account | null>(null);
  const make = useChange('accounts.makeCode', {
    onDone: (code) => {
      setAsking(false);
      setMade(code);
    },
  });
  const takeBack = useChange('accounts.endCode', {
    onDone: () => showDone(t('takenBack')),
    onRefused: (error) => showRefusal(words(error)),
  });
  return (
    <>
      <ul className="people-accounts">
        {list.accounts.map((account) => (
          <li key={account.device}>
            <AccountLine account={account} onTakeAway={() => setLeaving(account)} />
          </li>
        ))}
        {list.codes.map(({ code, until }) => (
          <li key={code} className="people-invitation">
            <span>{t('codeOpen', { until: exactWords(until, i18n.language) })}</span>
            <Button
              size="compact-sm"
              variant="default"
              loading={takeBack.isPending}
              onClick={() => takeBack.mutate({ code })}
            >
              {t('takeBack')}
            </Button>
          </li>
        ))}
      </ul>
      {list.shared ? (
        <Button size="compact-md" variant="default" mt={8} onClick={() => setAsking(true)}>
          {t('letIn')}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {t('notShared')}
        </Text>
      )}
      <PasswordDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('letInTitle')}
        action={t('letInAction')}
        pending={make.isPending}
        error={make.error}
        onPassword={(password) => make.mutate({ password })}
      >
        <Text>{t('letInWhat')}</Text>
      </PasswordDialog>
      {made && <MadeCode made={made} onClose={() => setMade(null)} />}
      {leaving && <TakeAway account={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

interface AccountLineProps {
  readonly account: Account;
  readonly onTakeAway: () => void;
}

function AccountLine({ account: { name, since, by, here, ended }, onTakeAway }: AccountLineProps) {
  const { t, i18n } = useTranslation('accounts');
  const day = (at: number) => exactWords(at, i18n.language);
  const called = name ?? t('unnamed');
  const said = [
    called,
    ended !== null
      ? t('ended', { when: day(ended) })
      : by === null
        ? t('since', { when: day(since) })
        : t('firstBy', { name: by.name, when: day(since) }),
    ...(here ? [t('here')] : []),
  ];
  return (
    <span className="people-invitation">
      <span className={ended === null ? undefined : 'people-account-ended'}>{said.join(' · ')}</span>
      {ended === null && !here && (
        <Button size="compact-sm" variant="default" aria-label={t('takeAwayOf', { name: called })} onClick={onTakeAway}>
          {t('takeAway')}
        </Button>
      )}
    </span>
  );
}

function MadeCode({ made: { text, until }, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['accounts', 'common']);
  return (
    <Modal opened onClose={onClose} title={t('letInTitle')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack>
        <Text>{t('codeHint', { until: exactWords(until, i18n.language) })}</Text>
        <CodeCard code={text} />
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function TakeAway({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { t } = useTranslation('accounts');
  const name = account.name ?? t('unnamed');
  const end = useChange('accounts.end', {
    onDone: () => {
      showDone(t('takenAway', { name }));
      onClose();
    },
  });
  return (
    <PasswordDialog
      opened
      onClose={onClose}
      title={t('takeAwayTitle', { name })}
      action={t('takeAway')}
      pending={end.isPending}
      error={end.error}
      onPassword={(password) => end.mutate({ device: account.device, password })}
    >
      <Text>{t('takeAwayWhat')}</Text>
      <Text size="sm" c="dimmed">
        {t('takeAwayCannot')}
      </Text>
    </PasswordDialog>
  );
}
