import { Button, Group, List, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useCofferEvent } from '../../api/events.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { PersonSelect } from '../../ui/PersonSelect.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { LeaveReport } from './LeaveReport.tsx';
import type { PersonProps } from './personActions.ts';
import './leave.css';

interface LeaveDialogProps extends PersonProps {
  readonly onClose: () => void;
}

/** What shutting somebody out will do and cannot undo, and to whom the customers go. What was done stands on their page. */
export function LeaveDialog({ person, people, onClose }: LeaveDialogProps) {
  const { t } = useTranslation(['leaving', 'common']);
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('title', { name: person.name })}
      closeOnClickOutside={false}
      closeOnEscape={!busy}
      withCloseButton={!busy}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <LeaveForm person={person} people={people} onClose={onClose} onBusy={setBusy} />
    </Modal>
  );
}

interface LeaveFormProps extends LeaveDialogProps {
  readonly onBusy: (busy: boolean) => void;
}

function LeaveForm({ person, people, onClose, onBusy }: LeaveFormProps) {
  const { t } = useTranslation(['leaving', 'common']);
  const words = useErrorWords();
  const { name, user } = person;
  const outline = useRead('leaving.outline', { user });
  const [hands, setHands] = useState<'give' | 'stay'>('give');
  const [to, setTo] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [progress, setProgress] = useState('');
  const revoke = useChange('leaving.revoke', {
    onDone: () => {
      showDone(t('doneTitle', { name }));
      onClose();
    },
    onRefused: () => {
      onBusy(false);
      setPassword('');
    },
  });
  useCofferEvent('leaving.progress', ({ step, done, total }) =>
    setProgress(step === 'customers' ? t('progressCustomers', { done, total }) : t('progressKey')),
  );
  if (outline.error) return <ErrorNotice onRetry={() => void outline.refetch()}>{words(outline.error)}</ErrorNotice>;
  if (outline.data === undefined) return null;
  const { customers, requests, led, weeks, openedInAll } = outline.data;
  const receivers = people.filter(
    (one) => one.user !== user && one.state === 'active' && ['owner', 'manager', 'salesperson'].includes(one.role),
  );
  const giving = customers > 0 && hands === 'give';
  const ready = password !== '' && !(giving && to === null) && !revoke.isPending;
  const submit = () => {
    if (!ready) return;
    onBusy(true);
    setProgress('');
    revoke.mutate({ user, password, handTo: giving ? to : null });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <section>
          <h3 className="leave-title">{t('whatTitle')}</h3>
          <List size="sm">
            <List.Item>{t('whatOut', { name })}</List.Item>
            <List.Item>{t('whatKeys', { name })}</List.Item>
            {requests > 0 && <List.Item>{t('whatRequests', { count: requests })}</List.Item>}
            {led.length > 0 && <List.Item>{t('whatLed', { names: led.map((one) => one.name).join(', ') })}</List.Item>}
          </List>
        </section>
        {customers > 0 && (
          <Radio.Group
            label={t('handTitle', { count: customers })}
            value={hands}
            onChange={(value) => setHands(value === 'stay' ? 'stay' : 'give')}
          >
            <div className="leave-hands">
              <Radio value="give" aria-label={t('common:choosePerson')} />
              <PersonSelect
                label={t('common:choosePerson')}
                labelProps={{ className: 'visually-hidden' }}
                people={receivers}
                withPool
                value={to}
                onPerson={(chosen) => {
                  setTo(chosen);
                  setHands('give');
                }}
              />
            </div>
            <Radio value="stay" label={t('handStay')} />
          </Radio.Group>
        )}
        <LeaveReport name={name} weeks={weeks} openedInAll={openedInAll} />
        <section>
          <h3 className="leave-title">{t('cannotTitle')}</h3>
          <List size="sm">
            {(['cannotPhoto', 'cannotCopied', 'cannotFiles', 'cannotBackup'] as const).map((key) => (
              <List.Item key={key}>{t(key, { name })}</List.Item>
            ))}
          </List>
        </section>
        <PasswordField label={t('password')} value={password} onText={setPassword} onEnter={submit} />
        <ErrorNotice>{revoke.error ? words(revoke.error) : null}</ErrorNotice>
        <Group justify="flex-end">
          <Text size="sm" c="dimmed" role="status" className="leave-progress">
            {revoke.isPending ? progress : ''}
          </Text>
          <Button variant="default" onClick={onClose} disabled={revoke.isPending}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" color="red" disabled={!ready && !revoke.isPending} loading={revoke.isPending}>
            {t('confirm', { name })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
